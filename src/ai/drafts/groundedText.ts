import { inert, plainLine } from './draftLine.ts';

/** A text of a model after the check. */
export interface GroundedText {
  /** One line of Markdown without links, images, HTML, and mentions; code spans stay. */
  readonly text: string;
  /** Sentences that name or count something that was not sent. */
  readonly refused: number;
}

/** Characters of a text at most. */
const textAtMost = 600;

/**
 * Checks what a model says of code. It was sent all that it may speak of, so every name in a code span, every path, and every number must
 * occur there; a sentence with another one is left out. What is kept can't act where it is shown or posted: a link, a mention, or a
 * reference to an issue, which could close it, becomes plain text.
 * @param sent everything that was sent
 */
export function groundedText(source: string, sent: string, most = textAtMost): GroundedText {
  const [plain, known] = [plainLine(source, most), sent.toLowerCase()];
  const sentences = sentencesIn(plain);
  const kept = sentences.filter((sentence) => claimsIn(sentence).every((claim) => known.includes(claim)));
  return { text: inert(kept.join(' ')), refused: sentences.length - kept.length };
}

/** Names, paths, and numbers that a sentence states, in lower case. */
function claimsIn(sentence: string): string[] {
  const spans = [...sentence.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span);
  const words = sentence.replace(/`[^`]+`/g, ' ').split(/[\s,;:!?()[\]{}"'\u201c\u201d]+/);
  const others = words.map((word) => word.replace(/^[.\u2026]+|[.\u2026]+$/g, '')).filter(isName);
  return [...spans.map((span) => span.replace(/\(.*\)$/, '')), ...others]
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
}

/** A number, a path, a file name, or a word that only code has. */
function isName(word: string): boolean {
  return (
    /\d/.test(word) ||
    /\w\/\w+[./]/.test(word) ||
    /^\w[\w-]*\.[a-z]\w{0,4}$/i.test(word) ||
    /[a-z]_?[A-Z]|\w_\w/.test(word)
  );
}

/** Returns the sentences of a line. A period within a code span, a name, or a number ends none. */
export function sentencesIn(text: string): string[] {
  const spans: string[] = [];
  const masked = text.replace(/`[^`]*`/g, (span) => `\uE000${spans.push(span) - 1}\uE001`);
  return masked
    .split(/(?<=[.!?])\s+(?=[\p{Lu}\uE000"'\u201c(])/u)
    .map((sentence) => sentence.replace(/\uE000(\d+)\uE001/g, (_, index: string) => spans[Number(index)] ?? '').trim())
    .filter((sentence) => sentence !== '');
}
