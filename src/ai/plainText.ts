/** Longest texts of an item, in characters. */
export const textLimits = { short: 160, long: 480, tool: 80 } as const;

/**
 * Returns a model's text as one plain line: no markup, no links, no control or direction characters, and no longer than `most`. Nothing in
 * it can act, in a view or in a chat.
 */
export function plainText(text: string, most: number): string {
  const line = text
    .slice(0, most * 8)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|command|vscode|mailto|file):|www\.)\S*/gi, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[`*|\\]+|^\s*[#>-]+\s/g, '')
    .trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}\u2026` : line;
}
