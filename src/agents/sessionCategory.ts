import type { FileEdit } from './attribution/fileEdit.ts';

/** Purpose of a session. */
export const sessionCategories = ['feature', 'fix', 'refactoring', 'docs', 'tests', 'exploration', 'review'] as const;
export type SessionCategory = (typeof sessionCategories)[number];

/** Deciders on a category, and the user, who has the last word. */
export const categoryReasons = ['branch', 'files', 'prompt', 'nothing changed', 'you'] as const;

/** A category with what decided on it. */
export interface FoundCategory {
  readonly category: SessionCategory;
  readonly by: Exclude<(typeof categoryReasons)[number], 'you'>;
}

/** By how people name branches: `fix/cart`, `docs-readme`. */
const ofBranches: readonly (readonly [SessionCategory, RegExp])[] = [
  ['feature', /(?:^|\/)(?:feat|feature)s?[/_-]/i],
  ['fix', /(?:^|\/)(?:(?:bug|hot)?fix|bug)(?:es|s)?[/_-]/i],
  ['refactoring', /(?:^|\/)(?:refactor(?:ing)?|cleanup|perf)[/_-]/i],
  ['docs', /(?:^|\/)docs?[/_-]/i],
  ['tests', /(?:^|\/)tests?[/_-]/i],
  ['exploration', /(?:^|\/)(?:spike|experiment|explore|research)[/_-]/i],
  ['review', /(?:^|\/)reviews?[/_-]/i],
];

/** By the words of a prompt; the first that fits decides. */
const ofPrompts: readonly (readonly [SessionCategory, RegExp])[] = [
  ['review', /^\W*(?:please\s+)?review\b/i],
  ['exploration', /^\W*(?:please\s+)?(?:what|why|how|where|which|who|explain|find out|show me)\b/i],
  ['fix', /\b(?:fix(?:es|ed)?|bugs?|crash(?:es|ed)?|broken|fail(?:s|ing|ed)?|regression)\b/i],
  ['tests', /\b(?:add|write|generate|extend)\b[^.\n]{0,40}\btests?\b/i],
  ['docs', /\b(?:document|documentation|readme|docs|changelog)\b/i],
  ['refactoring', /\b(?:refactor|rename|clean ?up|simplify|extract|restructure)\b/i],
  ['feature', /\b(?:add|implement|create|build|support)\b/i],
];

const docs = /\.(?:md|mdx|rst|adoc|txt)$|(?:^|\/)docs?\//i;
const tests = /(?:^|\/)(?:tests?|spec|__tests__)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)test_[^/]+$|_test\.\w+$/i;

/** The category that a prompt speaks for; undefined if no rule fits. Nothing else of the prompt is kept. */
export function categoryOfPrompt(text: string): SessionCategory | undefined {
  const start = text.slice(0, 2000);
  return ofPrompts.find(([, words]) => words.test(start))?.[0];
}

/** Everything that is known of a session. */
interface SessionSigns {
  readonly branches: readonly string[];
  /** Absent if the tool's log doesn't tell what was edited. */
  readonly edits?: readonly Pick<FileEdit, 'file'>[];
  /** Purposes that each prompt speaks for. */
  readonly prompts: readonly (SessionCategory | undefined)[];
}

/**
 * Returns what a session was for, by rules: the name of its branch, then the files that it edited, if all are docs or all are tests, then its
 * prompts, of which most decide, and the first of several that are as many. A session that edited nothing explored. Undefined if no rule fits.
 */
export function categoryOf({ branches, edits, prompts }: SessionSigns): FoundCategory | undefined {
  for (const branch of branches) {
    const found = ofBranches.find(([, name]) => name.test(branch));
    if (found) return { category: found[0], by: 'branch' };
  }
  const files = (edits ?? []).map(({ file }) => file.replaceAll('\\', '/'));
  if (files.length > 0 && files.every((file) => tests.test(file))) return { category: 'tests', by: 'files' };
  if (files.length > 0 && files.every((file) => docs.test(file))) return { category: 'docs', by: 'files' };
  const counts = Map.groupBy(
    prompts.filter((one) => one !== undefined),
    (one) => one,
  );
  const [most] = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  if (most) return { category: most[0], by: 'prompt' };
  return edits?.length === 0 && prompts.length > 0 ? { category: 'exploration', by: 'nothing changed' } : undefined;
}
