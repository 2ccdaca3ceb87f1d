import { collections } from '../../../src/core/facts/facts.ts';
import { recordOfOld } from '../../../src/core/facts/oldFacts.ts';
import { compareClocks } from '../../../src/core/records/recordClock.ts';
import type { Fact, RecordFact } from '../../../src/core/facts/facts.ts';
import type { ActivityReader } from '../../../src/core/facts/reader.ts';

export const always = { from: Date.UTC(2000, 0), to: Date.UTC(2100, 0) };

/** Facts as `allFacts` returns them once they were stored: those that are records now as such. */
export function asStored(facts: readonly Fact[]): Fact[] {
  const translated = facts.map((fact) => recordOfOld(fact) ?? fact);
  const records = translated.filter((fact) => fact.type === 'record');
  const key = ({ collection, id }: RecordFact) => JSON.stringify([collection, id]);
  const inOrder = records.sort((a, b) =>
    key(a) === key(b) ? compareClocks(a.clock, b.clock) : key(a) < key(b) ? -1 : 1,
  );
  return [...translated.filter((fact) => fact.type !== 'record'), ...inOrder];
}

/** Everything that a reader returns. */
export function allFacts(reader: ActivityReader): Fact[] {
  return [
    ...reader.spans(always),
    ...reader.runs(always),
    ...reader.diagnostics(always),
    ...reader.states(always),
    ...collections.flatMap((collection) => reader.documents(collection, always)),
    ...reader.recordFacts({ from: 0, to: 8.64e15 }),
  ];
}
