import type { ActivityKind, Priority, Provenance, Severity, Source } from '../../core/facts/activity.ts';
import type { PlanProvider, RunGroup, StateFact } from '../../core/facts/facts.ts';
import type { KindRuleId } from '../../core/rules/kindReasons.ts';

/**
 * Numbers for words in the journal and the SQLite file. They are part of the file format: append new words, and never remove or move one.
 */
const words = {
  kind: [
    'coding',
    'reading',
    'debugging',
    'testing',
    'building',
    'terminal',
    'reviewing',
    'planning',
    'learning',
    'meeting',
    'break',
    'other',
    'browsing',
  ],
  source: ['editor', 'debug', 'task', 'terminal', 'manual', 'github', 'hub'],
  provenance: ['typed', 'pasted', 'completed', 'formatted', 'undone', 'outside', 'bulk', 'unknown'],
  severity: ['error', 'warning', 'information', 'hint'],
  priority: ['high', 'medium', 'low'],
  group: ['build', 'test', 'run', 'other'],
  state: ['started', 'stopped', 'paused', 'resumed'],
  provider: ['rules', 'claude', 'vscode', 'user'],
  rule: [
    'debug-session',
    'test-run',
    'build-run',
    'terminal-run',
    'cell-run',
    'other-run',
    'terminal-use',
    'review-document',
    'plan-file',
    'settings',
    'search-results',
    'output',
    'edit',
    'soon-after-edit',
    'look',
    'elsewhere',
    'reported',
    'site-choice',
    'unclear-video',
    'pastime-video',
  ],
} as const satisfies Words;

interface Words {
  kind: readonly ActivityKind[];
  source: readonly Source[];
  provenance: readonly Provenance[];
  severity: readonly Severity[];
  priority: readonly Priority[];
  group: readonly RunGroup[];
  state: readonly StateFact['state'][];
  provider: readonly (PlanProvider | 'user')[];
  rule: readonly KindRuleId[];
}

export type Vocabulary = keyof Words;
export type Word<V extends Vocabulary> = Words[V][number];

/** All words of a vocabulary, in the order of their numbers. */
export function wordsOf<V extends Vocabulary>(vocabulary: V): readonly Word<V>[] {
  return words[vocabulary];
}

/** The number of a word; the word itself when this version doesn't know it, so that a later one may. */
export function codeOf<V extends Vocabulary>(vocabulary: V, word: Word<V>): number | string {
  const code = wordsOf(vocabulary).indexOf(word);
  return code < 0 ? word : code;
}

/** Returns the number of an optional word; null if it is absent or unknown to this version. */
export function codeOrNull<V extends Vocabulary>(vocabulary: V, word: Word<V> | undefined): number | null {
  const code = word === undefined ? -1 : wordsOf(vocabulary).indexOf(word);
  return code < 0 ? null : code;
}

/** The word of a number; throws a `RangeError` for a number that this version doesn't know. */
export function wordOf<V extends Vocabulary>(vocabulary: V, code: number): Word<V> {
  const word = wordsOf(vocabulary)[code];
  if (word === undefined) throw new RangeError(`no such ${vocabulary}`);
  return word;
}

/**
 * Returns the smaller number of two versions' rules for a span, which is the rule that is checked first, whatever the order of the
 * versions.
 */
export function firstRuleCode(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
