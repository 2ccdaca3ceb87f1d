import { escapeHtml } from '../../../core/base/escapeHtml.ts';

/**
 * A text as it is, in one line, in HTML inside of Markdown: an empty line would end the HTML, and `$(name)` would be an icon. Marks that change
 * the direction of what follows are left out.
 */
export function htmlText(text: string): string {
  const line = text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim();
  return escapeHtml(line).replaceAll('$', '&#36;');
}

/** A link that runs one of our commands with at most one argument. */
export function htmlLink(text: string, command: string, argument?: object): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="command:${command}${escapeHtml(query)}">${htmlText(text)}</a>`;
}
