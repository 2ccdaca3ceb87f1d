import { isAbsolute, join } from 'node:path';
import { l10n, Range, Uri, window, workspace } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';

/** A file as a task is linked to it. */
export interface FilePlace {
  /** Relative to the project's folder, or a whole path. */
  readonly file: string;
  /** Counts from 1. */
  readonly line?: number | undefined;
  readonly project?: string | undefined;
}

/**
 * Opens a file in an editor, at its line, or at its last one if it is shorter by now.
 * @throws AppError `not-found`
 */
export async function openPlaceInEditor({ file, line = 1, project }: FilePlace): Promise<void> {
  const uri = await firstOf(candidates(file, project));
  if (!uri)
    throw new AppError('not-found', l10n.t('{0} is not there any more. It may have been moved or renamed.', file));
  const document = await workspace.openTextDocument(uri);
  const at = Math.min(line, document.lineCount) - 1;
  await window.showTextDocument(document, { selection: new Range(at, 0, at, 0) });
}

/** A project is a folder, or the name of one that is open; without one, any folder that is open may have the file. */
function candidates(file: string, project: string | undefined): Uri[] {
  if (isAbsolute(file)) return [Uri.file(file)];
  const folders = workspace.workspaceFolders ?? [];
  if (project !== undefined && isAbsolute(project)) return [Uri.file(join(project, file))];
  const named = folders.filter(({ name }) => name === project);
  return (named.length > 0 ? named : folders).map(({ uri }) => Uri.joinPath(uri, file));
}

async function firstOf(uris: readonly Uri[]): Promise<Uri | undefined> {
  for (const uri of uris)
    if (
      await workspace.fs.stat(uri).then(
        () => true,
        () => false,
      )
    )
      return uri;
  return undefined;
}
