/** Names and titles are shown as they are: they can be no link, no image and no code. */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
  // A zero-width space, since an address would be made a link even where every sign is escaped.
  return line.replace(/(https?|command|vscode|file):/gi, '$1\u200B:').replace(/www\\\./gi, 'www\u200B\\.');
}
