import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMs } from '../../../../src/core/time/days.ts';
import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import { SpanHours } from '../../../../src/storage/facts/spanHours.ts';
import { span } from '../facts.ts';
import { StorageFolder } from '../storageFolder.ts';

const begin = span().start;
const hour = fc.integer({ min: 0, max: 60 });

describe('spans that are kept by the hour', () => {
  it('are the ones in the file, whatever was written between two questions', async () => {
    const steps = fc.array(
      fc.record({ n: fc.integer({ min: 1, max: 5 }), grows: fc.nat({ max: 3 * 60 }), from: hour, hours: hour }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const folder = new StorageFolder();
        try {
          const [store, journal] = [await folder.store(), folder.journal({ writer: 'w' })];
          const lengths = new Map<number, number>();
          for (const { n, grows, from, hours } of all) {
            const length = (lengths.get(n) ?? 0) + grows * 60_000;
            lengths.set(n, length);
            const start = begin + n * 9 * hourMs;
            journal.append(span({ id: `w:${n}`, start, end: start + length, signals: lengths.size + length }));
            await journal.flush();
            store.refresh();
            const range = { from: begin + from * hourMs, to: begin + (from + hours) * hourMs + 1 };
            const fresh = await folder.store();
            assert.deepEqual(store.spans(range), fresh.spans(range));
          }
          store.erase({ range: { from: begin, to: begin + 20 * hourMs } });
          const range = { from: begin, to: begin + 60 * hourMs };
          assert.deepEqual(store.spans(range), (await folder.store()).spans(range));
        } finally {
          folder.remove();
        }
      }),
      { numRuns: 12 },
    );
  }).timeout(60_000);

  it('are read once, and again only for hours in which one was written', () => {
    const asked: [number, number][] = [];
    const hours = new SpanHours((from, to): SpanFact[] => {
      asked.push([from / hourMs, to / hourMs]);
      return [];
    });
    const ask = (from: number, to: number): void => void hours.between(from * hourMs, to * hourMs);
    ask(10, 20);
    ask(12, 18);
    ask(8, 22);
    hours.forget(15.5 * hourMs);
    ask(8, 22);
    hours.forget();
    ask(12, 13);
    assert.deepEqual(asked, [
      [10, 20],
      [8, 10],
      [20, 22],
      [15, 16],
      [12, 13],
    ]);
  });
});
