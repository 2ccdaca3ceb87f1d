import { oneLine } from './oneLine.ts';

const zeroWidthSpace = '\u200B';

/**
 * A name, title or message as Markdown that shows it as it is, in one line, also in a table: no link, image, code, HTML, mention or
 * formula. Characters that have a meaning in their place are escaped (CommonMark 0.31, section 2.4; GitHub's tables and autolinks); the rest is left
 * readable for who opens the file as text. Renderers that look for addresses after escapes were taken away (GitHub's for email
 * addresses, mentions and issue numbers) find none, since a zero-width space parts them.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/(?=:\/\/)|(?<=\bwww)(?=\.)|(?<=@)(?=[\p{L}\d])|(?<=#)(?=\d)/giu, zeroWidthSpace)
    .replace(/\b(?:mailto|xmpp|command|vscode|javascript|data|file|tel)(?=:)/gi, `$&${zeroWidthSpace}`)
    .replace(
      /[\\`*_{}[\]()<>|#~&$^@]|\/(?=\/)|(?<=\/)\/|(?<=[\p{L}\p{N}_-]\u200B?)\.(?=[^\s.])|^[-+=]|(?<=^\d{1,9})\./gu,
      String.raw`\$&`,
    );
}

/** A link that runs one of our commands with one argument: the only links in Markdown that we write. */
export function commandLink(text: string, command: string, argument?: object): string {
  const query = argument === undefined ? '' : `?${encodeURIComponent(JSON.stringify([argument]))}`;
  // Parentheses would end the link's address.
  return `[${escapeMarkdown(text)}](command:${command}${query.replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

/** A block of code in Markdown. It is indented rather than fenced, so that no text can end it. */
export function codeBlock(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `    ${line}`)
    .join('\n');
}
