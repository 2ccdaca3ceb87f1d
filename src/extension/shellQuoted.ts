/** Quotes an argument for a platform's usual shell: sh, or cmd and PowerShell. An argument that needs no quotes is returned unchanged. */
export function shellQuoted(part: string, platform: NodeJS.Platform): string {
  if (/^[\w./:@%+=,-]+$/.test(part)) return part;
  return platform === 'win32' ? `"${part}"` : `'${part.replaceAll("'", String.raw`'\''`)}'`;
}
