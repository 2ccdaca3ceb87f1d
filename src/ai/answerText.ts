import { jsonOf } from '../core/base/jsonOf.ts';

/** Characters of an answer that are read at most; a real one is a hundredth of that. */
const readAtMost = 1_000_000;
/** Places at which an object may begin that are tried at most. */
const triesAtMost = 50;

/** The JSON values that a text may hold, best guess first: the whole of it, then each object in it, in code or between words. */
export function* jsonIn(text: string): Generator<unknown> {
  const read = text.slice(0, readAtMost).trim();
  const whole = jsonOf(read);
  if (whole !== undefined) return void (yield whole);
  let tries = 0;
  for (let at = read.indexOf('{'); at >= 0 && tries < triesAtMost; tries++) {
    const end = endOf(read, at);
    const value = end === undefined ? undefined : jsonOf(read.slice(at, end));
    if (value !== undefined) yield value;
    at = read.indexOf('{', value === undefined || end === undefined ? at + 1 : end);
  }
}

/** Returns where the object that begins at `start` ends, by its braces outside of strings; undefined if it doesn't end. */
function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isInString && sign === '\\') at++;
    else if (sign === '"') isInString = !isInString;
    else if (!isInString && sign === '{') depth++;
    else if (!isInString && sign === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
