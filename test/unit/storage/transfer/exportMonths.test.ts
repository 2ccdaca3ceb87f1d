import assert from 'node:assert/strict';
import type { Collection, DocumentFact } from '../../../../src/core/facts/facts.ts';
import type { ActivityReader } from '../../../../src/core/facts/reader.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { exportRange, exportRanges } from '../../../../src/storage/transfer/exportData.ts';
import { document, record, span } from '../facts.ts';

const at = (text: string): number => Date.parse(`${text}T00:00:00Z`);
const now = at('2026-02-10');
const end = now + 366 * dayMs;

/** A folder in which documents begin at these instants, and the first thing else at another. */
const readerOf = (instants: readonly number[], first?: number): ActivityReader =>
  ({
    firstInstant: () => first,
    spans: () => [],
    runs: () => [],
    diagnostics: () => [],
    states: () => [],
    recordStarts: () => [],
    recordFacts: () => [record()],
    documents: (collection: Collection) =>
      collection === 'insights' ? instants.map((start): DocumentFact => document({ id: `d:${start}`, start })) : [],
  }) as unknown as ActivityReader;
const months = (instants: readonly number[], first?: number): number[][] =>
  exportRanges(readerOf(instants, first), now).map(({ from, to }) => [from, to]);
/** The months beside those from the first instant to a year from now. */
const beside = (...instants: number[]): number[][] => {
  const [first, all] = [at('2026-01-20'), months(instants, at('2026-01-20'))];
  return all.filter(([from = 0]) => from < first || from >= end);
};

describe('the months of an export', () => {
  it('begin now where nothing was recorded, and go on for 366 days', () => {
    const all = months([]);
    assert.deepEqual([all.length, all[0]?.[0], all.at(-1)?.[1]], [13, now, end]);
    for (const [i, [from]] of all.slice(1).entries()) assert.equal(from, all[i]?.[1], 'each follows the one before');
  });

  it('are also those of what lies before or after, each once, in order, and no longer than they are', () => {
    assert.deepEqual(beside(), []);
    assert.deepEqual(beside(0), [[0, at('1970-02-01')]]);
    assert.deepEqual(beside(at('2026-01-05')), [[at('2026-01-01'), at('2026-01-20')]], 'up to the first instant');
    assert.deepEqual(beside(at('2026-01-20')), [], 'at the first instant');
    assert.deepEqual(beside(end - 1), []);
    assert.deepEqual(beside(end), [[end, at('2027-03-01')]], 'from the last one on');
    assert.deepEqual(beside(at('2041-05-06'), at('2030-01-31'), at('2030-01-01'), at('2020-06-01')), [
      [at('2020-06-01'), at('2020-07-01')],
      [at('2030-01-01'), at('2030-02-01')],
      [at('2041-05-01'), at('2041-06-01')],
    ]);
  });

  it('have the documents that begin in them, and their records', () => {
    const range = { from: now, to: end };
    const lines = exportRange('jsonl', { reader: readerOf([now - 1, now, end - 1, end]), range })
      .trim()
      .split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    assert.deepEqual(ids, [`d:${now}`, `d:${end - 1}`, 'w:11']);
    assert.equal(exportRange('jsonl', { reader: { ...readerOf([]), recordFacts: () => [] } as never, range }), '');
  });

  it('are CSV rows whose unknown cells are empty', () => {
    const { project: _p, file: _f, language: _l, branch: _b, ...bare } = span({ start: now, end: now + 1, edits: {} });
    const reader = { ...readerOf([]), spans: () => [bare] } as unknown as ActivityReader;
    const row = exportRange('spans.csv', { reader, range: { from: now, to: end } });
    assert.equal(row, '2026-02-10T00:00:00.000Z,2026-02-10T00:00:00.001Z,60,coding,editor,,,,,12,1,0,0,0,\r\n');
  });
});
