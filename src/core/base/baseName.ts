/** Returns the last part of a path with slashes or backslashes: for the root of a project, what people call it. A path without parts is returned as it is. */
export function baseName(path: string): string {
  return path.split(/[\\/]/).findLast(Boolean) ?? path;
}
