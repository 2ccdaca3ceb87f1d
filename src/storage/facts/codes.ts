import type { ActivityKind, Priority, Provenance, Severity, Source } from '../../core/facts/activity.ts';
import type { PlanProvider, RunGroup, StateFact } from '../../core/facts/facts.ts';

/**
 * Numbers that stand for words in journal and SQLite file. They are part of the file format: words are added at the end, none is
 * ever removed or moved.
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

/** The word of a number; throws a `RangeError` for a number that this version doesn't know. */
export function wordOf<V extends Vocabulary>(vocabulary: V, code: number): Word<V> {
  const word = wordsOf(vocabulary)[code];
  if (word === undefined) throw new RangeError(`no such ${vocabulary}`);
  return word;
}
