import assert from 'node:assert/strict';
import { minuteMs } from '../../../../src/core/time/days.ts';
import { timeEntries } from '../../../../src/planning/time/entries.ts';
import { duplicateEntry, mergeEntries, saveEntry } from '../../../../src/planning/time/entryActions.ts';
import { getEntry } from '../../../../src/planning/time/readEntries.ts';
import { acceptSuggestion } from '../../../../src/planning/time/suggestionActions.ts';
import { memoryApp } from '../blocks/memoryApp.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const at = (minutes: number): number => nine + minutes * minuteMs;

/** Ten hours later. */
function given() {
  const { app, reading } = memoryApp(at(600));
  const save = async (from: number, to: number): Promise<string> =>
    (await saveEntry.run(app, { title: 'Work', tags: [], start: at(from), end: at(to) })).id;
  const times = (id: string) => {
    const { start, end = Number.NaN } = getEntry.run(reading(), { id }) ?? assert.fail();
    return [start, end].map((instant) => (instant - nine) / minuteMs);
  };
  return { app, save, times };
}

describe('the time of an entry', () => {
  it('has passed, but for a minute by which clocks differ', async () => {
    const { app, save, times } = given();
    const id = await save(590, 601);
    assert.deepEqual(times(id), [590, 601]);
    const future = /^AppError: The end is in the future\.$/;
    await assert.rejects(save(590, 602), future);
    await assert.rejects(saveEntry.run(app, { id, title: 'x', tags: [], start: at(600), end: at(610) }), future);
    await assert.rejects(duplicateEntry.run(app, { id, start: at(595) }), future);
    const suggested = { project: '/home/ada/web', title: '', tags: [], start: at(590), end: at(602), learn: false };
    await assert.rejects(acceptSuggestion.run(app, suggested), future);
    assert.deepEqual(times((await duplicateEntry.run(app, { id })).id), [590, 601]);
  });

  it('from before that was checked stays: its title can be edited, and it can be merged', async () => {
    const { app, times } = given();
    const offset = 0;
    const { id } = await app
      .records(timeEntries)
      .create({ title: 'Trip', tags: [], start: at(700), end: at(760), offset });
    await saveEntry.run(app, { id, title: 'Travel', tags: [], start: at(700), end: at(760) });
    assert.deepEqual(times(id), [700, 760]);
    const { id: other } = await app
      .records(timeEntries)
      .create({ title: 'Trip', tags: [], start: at(760), end: at(780), offset });
    await mergeEntries.run(app, { id, other, gap: 'keep' });
    assert.deepEqual(times(id), [700, 780]);
  });
});
