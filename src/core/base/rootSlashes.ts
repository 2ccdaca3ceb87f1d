/**
 * Counts the parts of a project's folder, by which a file's path is divided into the project and the rest. Slashes at its end don't count.
 * @returns undefined for a project that is a name, not a path
 */
export function rootSlashesOf(project: string): number | undefined {
  if (!/^(?:\/|[a-z]:[\\/])/i.test(project)) return undefined;
  const parts = project.split(/[\\/]/);
  return Math.max(1, parts.findLastIndex((part) => part !== '') + 1);
}
