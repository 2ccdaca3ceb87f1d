/** The address of a VS Code window. */
export interface WindowAddress {
  readonly port: number;
  /** An absolute path; none opens an empty window. */
  readonly folder?: string | undefined;
  /** An absolute path of a `.code-workspace` file, instead of a folder. */
  readonly workspace?: string | undefined;
  readonly token?: string | undefined;
  /** The "payload" of VS Code's web workbench, e.g. extensionDevelopmentPath. */
  readonly payload?: Readonly<Record<string, string>>;
}

/** The address of a window of the server on 127.0.0.1. */
export function windowUrl({ port, folder, workspace, token, payload }: WindowAddress): string {
  const encoded = (file: string): string => encodeURI(uriPath(file)).replace(/[?#&+]/g, encodeURIComponent);
  const opened = workspace ? `workspace=${encoded(workspace)}` : folder ? `folder=${encoded(folder)}` : 'ew=true';
  const parameters = [
    ...(token ? [`tkn=${encodeURIComponent(token)}`] : []),
    opened,
    ...(payload ? [`payload=${encodeURIComponent(JSON.stringify(Object.entries(payload)))}`] : []),
  ];
  return `http://127.0.0.1:${port}/?${parameters.join('&')}`;
}

/** A file's path in a URI: C:\project is /c:/project there. */
export function uriPath(file: string): string {
  return process.platform === 'win32' ? `/${file.replaceAll('\\', '/')}` : file;
}
