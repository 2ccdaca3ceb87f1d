import { collections } from '../../../src/core/facts/facts.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import type { ActivityReader } from '../../../src/core/facts/reader.ts';

export const always = { from: Date.UTC(2000, 0), to: Date.UTC(2100, 0) };

/** Everything that a reader tells; plans of the given days. */
export function allFacts(reader: ActivityReader, days: readonly string[] = ['2026-03-03']): Fact[] {
  return [
    ...reader.spans(always),
    ...reader.runs(always),
    ...reader.diagnostics(always),
    ...reader.states(always),
    ...reader.activities(always),
    ...days.flatMap((day) => reader.plan(day) ?? []),
    ...reader.planTasks('2000-01-01', '2100-01-01'),
    ...collections.flatMap((collection) => reader.documents(collection, always)),
    ...reader.recordFacts({ from: 0, to: 8.64e15 }),
  ];
}
