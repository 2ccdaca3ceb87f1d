/** A name as Markdown that shows it as it is, also in a table. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}

/** A link that runs a command with one argument. */
export function link(text: string, command: string, argument?: object): string {
  const given = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  // Parentheses would end the link's address.
  return `[${escaped(text)}](command:${command}${given.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}
