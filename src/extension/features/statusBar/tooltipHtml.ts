import { escapeHtml } from '../../../core/base/escapeHtml.ts';
import { oneLine } from '../../../core/base/oneLine.ts';

/** A text in HTML inside of Markdown, in one line: an empty line would end the HTML, and `$(name)` would be an icon. */
export function htmlText(text: string): string {
  return escapeHtml(oneLine(text)).replaceAll('$', '&#36;');
}

/** A link that runs one of our commands with at most one argument. */
export function htmlLink(text: string, command: string, argument?: object): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  return `<a href="command:${command}${escapeHtml(query)}">${htmlText(text)}</a>`;
}
