/** A name as Markdown that shows it as it is, also in a table. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}
