/** A file's place: its project's root, and its path below. */
export interface ProjectPath {
  /** A path as the platform writes it, or a URI. */
  readonly project?: string;
  /** With forward slashes; absolute if there is no project. */
  readonly file: string;
}

/**
 * Returns a file's path relative to its project.
 * @param file absolute, as the platform writes it
 * @param root of the project, absolute; undefined without one
 * @param separator of the platform
 */
export function inProject(file: string, root: string | undefined, separator: string): ProjectPath {
  const slashes = (path: string): string => (separator === '/' ? path : path.replaceAll(separator, '/'));
  if (root === undefined) return { file: slashes(file) };
  const base = root.endsWith(separator) ? root : root + separator;
  return { project: root, file: slashes(file.startsWith(base) ? file.slice(base.length) : file) };
}
