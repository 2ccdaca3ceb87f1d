import type { Collection, Fact } from '../../../../src/core/facts/facts.ts';
import { activity, document, plan, planTask, record } from '../facts.ts';

const { start, at } = document();
const later = at + 60_000;

/** A small body for each collection; the storage keeps it as text and does not read it. */
const bodies: Readonly<Record<Collection, object>> = {
  insights: { text: 'Mill' },
  receipts: { provider: 'claude', model: 'm', inputTokens: 10, outputTokens: 2 },
  github: { event: 'issue', number: 7, title: 'Oil the mill' },
  corrections: { what: 'reassign', kind: 'learning', project: '/home/ada/notes' },
  commits: { hash: '0123abcd', subject: 'Oil', project: '/home/ada/engine', files: 1, insertions: 2, deletions: 0 },
  starts: { taskId: 'edited:task' },
  testRuns: { passed: 3, failed: 1 },
  problemCauses: { cause: 'pull' },
};

const documents = Object.entries(bodies).flatMap(([collection, body], n): Fact[] => {
  const base = { collection: collection as Collection, start: start + n, end: start + n + 1000 };
  const revised = { ...base, rev: 2, at: later, body: JSON.stringify({ ...body, note: 'revised' }) };
  return [
    document({ ...base, id: `kept:${collection}`, body: JSON.stringify(body) }),
    document({ ...base, id: `revised:${collection}`, body: JSON.stringify(body) }),
    document({ ...revised, id: `revised:${collection}` }),
    document({ ...base, id: `deleted:${collection}`, body: JSON.stringify(body) }),
    document({ ...revised, id: `deleted:${collection}`, deleted: true }),
  ];
});

/** Editable facts with their revisions, also those that arrive in the wrong order, tie, or are deleted. */
export const editedFacts: readonly Fact[] = [
  activity({ id: 'edited:activity', rev: 3, at, title: 'Third' }),
  activity({ id: 'edited:activity', rev: 2, at: later, title: 'Second, by a clock that was ahead' }),
  activity({ id: 'tie:activity', rev: 2, at, title: 'a' }),
  activity({ id: 'tie:activity', rev: 2, at, title: 'b' }),
  activity({ id: 'deleted:activity' }),
  activity({ id: 'deleted:activity', rev: 2, at: later, deleted: true }),
  plan(),
  plan({ rev: 2, at: later, capacityMinutes: 300 }),
  planTask({ id: 'edited:task' }),
  planTask({ id: 'edited:task', rev: 2, at: later, doneAt: later }),
  planTask({ id: 'moved:task', day: '2026-03-03', order: 2 }),
  planTask({ id: 'moved:task', rev: 2, at: later, day: '2026-03-04' }),
  planTask({ id: 'deleted:task' }),
  planTask({ id: 'deleted:task', rev: 2, at: later, deleted: true }),
  ...documents,
  record({ id: 'edited:record' }),
  record({ id: 'edited:record', clock: { time: later, count: 0, writer: 'w' }, fields: { status: 'done', due: null } }),
  record({ id: 'deleted:record' }),
  record({ id: 'deleted:record', clock: { time: later, count: 0, writer: 'w' }, fields: { deleted: true } }),
];

/** Edits of the same facts that a journal holds and the file does not. */
export const lateEdits: readonly Fact[] = [
  activity({ id: 'edited:activity', rev: 4, at: later, title: 'Fourth' }),
  activity({ id: 'deleted:activity', rev: 3, at: later, title: 'Restored' }),
  planTask({ id: 'edited:task', rev: 1, at: later + 1, title: 'A stale revision' }),
  planTask({ id: 'moved:task', rev: 3, at: later, day: '2026-03-04', title: 'Oil it well' }),
  document({ id: 'revised:corrections', rev: 3, at: later, collection: 'corrections', deleted: true }),
  record({
    id: 'edited:record',
    clock: { time: at, count: 7, writer: 'a' },
    fields: { title: 'A stale title', sort: 2 },
  }),
  record({ id: 'deleted:record', clock: { time: later, count: 1, writer: 'w' }, fields: { deleted: null } }),
  document({ id: 'deleted:insights', rev: 3, at: later, body: '{"text":"Restored"}' }),
];
