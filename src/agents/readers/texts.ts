import { changeBetween } from '../attribution/lines.ts';
import { arrayOf, fieldsOf } from './values.ts';

/** A text of any length, or an empty one. */
export function longText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The text of a message: a text, or the blocks of text in a list. */
export function messageText(content: unknown): string {
  if (typeof content === 'string') return content;
  return arrayOf(content)
    .map(fieldsOf)
    .flatMap(({ type, text }) => (isTextBlock(type) ? [longText(text)] : []))
    .filter((text) => text !== '')
    .join('\n\n');
}

function isTextBlock(type: unknown): boolean {
  return type === undefined || type === 'text' || type === 'Text';
}

/** Counts the lines that a tool takes out of a file and puts in, blank ones left out, where it is called with both. */
export function linesChanged(removed: unknown, added: unknown): { readonly added?: number; readonly removed?: number } {
  if (typeof removed !== 'string' || typeof added !== 'string') return {};
  const change = changeBetween(removed, added);
  return { added: change.added.length, removed: change.removed.length };
}

/** A change of a file as people read it: what was taken out, then what was put in. */
export function changeText(removed: unknown, added: unknown): string {
  return [...marked('-', longText(removed)), ...marked('+', longText(added))].join('\n');
}

function marked(sign: string, text: string): string[] {
  return text === ''
    ? []
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => sign + line);
}
