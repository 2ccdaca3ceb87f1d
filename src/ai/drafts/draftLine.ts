/**
 * Returns a text as one line of Markdown that can't act where it is shown or posted: no links, images, or HTML, and mentions and references
 * to issues, which could notify people or close what they name, are code. Code spans stay.
 * @param most characters at most
 */
export function draftLine(source: string, most: number): string {
  return inert(plainLine(source, most));
}

/** The same without the last step, for a check before it. */
export function plainLine(source: string, most: number): string {
  const line = source
    .slice(0, most * 8)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\b(?:[a-z][a-z0-9+.-]*:\/\/|(?:javascript|data|command|vscode|mailto|file):|www\.)\S*/gi, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/`{2,}/g, '`')
    .replace(/^\s*(?:[#>-]+|[*+]|\d+[.)])\s+/, '')
    .replace(/[*|\\]+/g, '')
    .trim();
  const cut = line.length > most ? `${line.slice(0, most - 1).trimEnd()}\u2026` : line;
  // A code span that doesn't end would take in what follows.
  return cut.split('`').length % 2 === 1 ? cut : cut.replaceAll('`', '');
}

/** Puts mentions, and references to issues, commits, and pull requests, into code spans, where GitHub and GitLab don't act on them. */
export function inert(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(/(?:[\w.-]+(?:\/[\w.-]+)*)?[@#!]\w[\w/.-]*|\bGH-\d+/gi, (found) => `\`${found}\``),
    )
    .join('');
}
