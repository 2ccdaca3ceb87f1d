/** Quotes an argument for the shell that people have on a platform: sh, or cmd and PowerShell. One that needs no quotes stays as it is. */
export function shellQuoted(part: string, platform: NodeJS.Platform): string {
  if (/^[\w./:@%+=,-]+$/.test(part)) return part;
  return platform === 'win32' ? `"${part}"` : `'${part.replaceAll("'", String.raw`'\''`)}'`;
}
