import { mergeCounts } from '../facts/editCounts.ts';
import { firstRuleCode } from '../facts/codes.ts';
import type { GrowthLine, SpanLine } from './journalDecoder.ts';
import type { ReadFact } from './journalFile.ts';

type BufferedLine = SpanLine | (GrowthLine & { start: number });

/** Most spans end long before this number of others have begun. */
const spansHeld = 10_000;

/** Brings the many lines of one span together, so that the database sees most spans once. */
export class SpanBuffer {
  #held = new Map<string, BufferedLine>();

  /** @returns false when the fact isn't a span, and so isn't kept here */
  hold(fact: ReadFact): boolean {
    if (fact.type !== 'span' && fact.type !== 'growth') return false;
    const line = fact as BufferedLine;
    const before = this.#held.get(line.id);
    this.#held.set(line.id, before ? merge(before, line) : line);
    return true;
  }

  /** True when enough are held that they should be taken: a journal may be larger than memory. */
  get isFull(): boolean {
    return this.#held.size >= spansHeld;
  }

  take(): BufferedLine[] {
    const held = Array.from(this.#held.values());
    this.#held = new Map();
    return held;
  }
}

function merge(one: BufferedLine, other: BufferedLine): BufferedLine {
  const whole = one.type === 'span' ? one : other;
  const rule = firstRuleCode(ruleOf(one), ruleOf(other));
  return {
    ...whole,
    ...(whole.type === 'span' && { rule }),
    length: Math.max(one.length, other.length),
    signals: Math.max(one.signals, other.signals),
    saves: Math.max(one.saves, other.saves),
    edits: mergeCounts(one.edits, other.edits),
  };
}

function ruleOf(line: BufferedLine): number | null {
  return line.type === 'span' ? line.rule : null;
}
