import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, dayMs, hourMs, minuteMs, type Day } from '../../../../src/core/time/days.ts';
import { startOfDay } from '../../../../src/core/time/zone.ts';
import {
  clearBlocks,
  deleteBlock,
  placeBlocks,
  restoreBlock,
  saveBlock,
} from '../../../../src/planning/blocks/blockActions.ts';
import { getFocusBlocks, listBlocks, type BlockView } from '../../../../src/planning/blocks/blockQueries.ts';
import {
  calendarDayId,
  calendarDays,
  calendars,
  type CalendarUse,
} from '../../../../src/planning/calendar/calendars.ts';
import { deleteTask, saveTask, tickTask } from '../../../../src/planning/plans.ts';
import { memoryApp } from './memoryApp.ts';

const monday: Day = '2026-03-02';
/** Monday, 8:00 UTC. */
const eight = Date.UTC(2026, 2, 2, 8);
const hours = { workFrom: '09:00', workTo: '17:00' };

interface Meeting {
  readonly start: number;
  readonly end: number;
}

async function given(now = eight, zone = 'UTC') {
  const { app, clock, reading } = memoryApp(now, zone);
  return {
    app,
    clock,
    task: async (title: string, minutes: number, day = monday) =>
      (await saveTask(app, { day, title, priority: 'medium', minutes })).id,
    calendar: async (use: CalendarUse, meetings: readonly Meeting[]) => {
      const { id: calendar } = await app.records(calendars).create({
        name: use,
        source: 'url',
        host: 'calendar.test',
        use,
        status: 'on',
        since: Date.UTC(2026, 0),
        addresses: [],
      });
      for (const day of new Set(meetings.map(({ start }) => Math.floor(start / dayMs) * dayMs))) {
        const own = meetings.filter(({ start }) => Math.floor(start / dayMs) * dayMs === day);
        await app.records(calendarDays).put(calendarDayId(calendar, day), {
          calendar,
          start: day,
          end: Math.max(...own.map(({ end }) => end)),
          events: own.map(({ start, end }, n) => ({
            id: `${use}${start}-${n}`,
            title: `Event ${n}`,
            start,
            end,
            allDay: false,
            state: 'busy' as const,
          })),
        });
      }
    },
    blocks: (day = monday): readonly BlockView[] =>
      listBlocks.run(reading(), { from: day, to: day }).days[0]?.blocks ?? [],
    today: () => getFocusBlocks.run(reading(), {}),
    place: (day = monday, work = hours) => placeBlocks.run(app, { day, ...work }),
  };
}

/** Blocks as title, and minutes after eight. */
const shown = (blocks: readonly BlockView[]) =>
  blocks.map(({ title, start, end }) => [title, (start - eight) / minuteMs, (end - eight) / minuteMs]);

describe('time blocks', () => {
  it('are placed between meetings, in the order of the plan, and once', async () => {
    const { task, calendar, place, blocks } = await given();
    await calendar('meeting', [{ start: eight + 2 * hourMs, end: eight + 3 * hourMs }]);
    await task('Login', 90);
    await task('Review', 30);
    assert.deepEqual(await place(), { placed: 3, minutesLeft: 0 });
    const expected = [
      ['Login', 60, 120],
      ['Login', 180, 210],
      ['Review', 210, 240],
    ];
    assert.deepEqual(shown(blocks()), expected);
    assert.deepEqual(await place(), { placed: 0, minutesLeft: 0 });
    assert.deepEqual(shown(blocks()), expected);
  });

  it('begin at the next five minutes of a day that has begun, and say what did not fit', async () => {
    const { task, clock, place, blocks } = await given();
    clock.jump(7 * hourMs + 91_000);
    await task('Login', 180);
    assert.deepEqual(await place(), { placed: 1, minutesLeft: 65 });
    assert.deepEqual(shown(blocks()), [['Login', 425, 540]]);
  });

  it('leave focus time of a calendar free, and show it', async () => {
    const { task, calendar, place, blocks } = await given();
    await calendar('focus', [{ start: eight + hourMs, end: eight + 2 * hourMs }]);
    await task('Login', 60);
    await place();
    const found = blocks().map(({ source, title, start }) => `${source} ${title} ${(start - eight) / hourMs}`);
    assert.deepEqual(found.toSorted(), ['calendar Event 0 1', 'plan Login 1']);
  });

  it('are moved, may overlap a meeting, and say so', async () => {
    const { app, task, calendar, blocks } = await given();
    await calendar('busy', [{ start: eight + 2 * hourMs, end: eight + 3 * hourMs }]);
    const login = await task('Login', 60);
    const { id } = await saveBlock.run(app, { task: login, start: eight + hourMs, minutes: 60 });
    assert.equal(blocks()[0]?.overlaps, undefined);
    await saveBlock.run(app, { id, task: login, start: eight + hourMs + 15 * minuteMs, minutes: 60 });
    assert.deepEqual(shown(blocks()), [['Login', 75, 135]]);
    assert.equal(blocks()[0]?.overlaps, 'Event 0');
  });

  it('stay where they were moved to when the plan is placed again', async () => {
    const { app, task, place, blocks } = await given();
    const login = await task('Login', 60);
    await place();
    const [block] = blocks();
    await saveBlock.run(app, { id: block?.id, task: login, start: eight + 5 * hourMs, minutes: 30 });
    await place();
    assert.deepEqual(shown(blocks()), [
      ['Login', 60, 90],
      ['Login', 300, 330],
    ]);
  });

  it('are removed and restored, one by one and all that have not begun', async () => {
    const { app, clock, task, place, blocks } = await given();
    await task('Login', 60);
    await task('Review', 60);
    await place();
    const [first, second] = blocks();
    await deleteBlock.run(app, { id: first?.id ?? '' });
    assert.deepEqual(shown(blocks()), [['Review', 120, 180]]);
    await restoreBlock.run(app, { id: first?.id ?? '' });
    clock.jump(90 * minuteMs);
    assert.deepEqual(await clearBlocks.run(app, { day: monday }), { removed: [second?.id] });
    assert.deepEqual(shown(blocks()), [['Login', 60, 120]]);
    await restoreBlock.run(app, { id: second?.id ?? '' });
    assert.equal(blocks().length, 2);
  });

  it('go with their task: deleted, moved to another day, or done before they began', async () => {
    const { app, clock, task, blocks, today } = await given();
    const block = (id: string, start: number) => saveBlock.run(app, { task: id, start, minutes: 30 });
    const [deleted, moved, done, ticked] = [
      await task('A', 30),
      await task('B', 30),
      await task('C', 30),
      await task('D', 30),
    ];
    for (const [n, id] of [deleted, moved, done, ticked].entries()) await block(id, eight + (n + 1) * hourMs);
    await deleteTask(app, deleted);
    await saveTask(app, { id: moved, day: addDays(monday, 1), title: 'B', priority: 'low', minutes: 30 });
    clock.jump(3.5 * hourMs);
    await tickTask(app, done, true);
    await tickTask(app, ticked, true);
    assert.deepEqual(
      blocks().map(({ title, done: isDone }) => [title, isDone]),
      [['C', true]],
    );
    assert.deepEqual(today(), []);
    await saveTask(app, { id: moved, day: monday, title: 'B', priority: 'low', minutes: 30 });
    assert.deepEqual(
      blocks().map(({ title }) => title),
      ['B', 'C'],
    );
  });

  it('have to lie within the day of their plan', async () => {
    const { app, task } = await given();
    const login = await task('Login', 60);
    const save = (start: number, minutes: number) => saveBlock.run(app, { task: login, start, minutes });
    const midnight = Date.parse(monday);
    await save(midnight, 30);
    await save(midnight + dayMs - 30 * minuteMs, 30);
    await assert.rejects(save(midnight - minuteMs, 30), /within the day of its plan, 2026-03-02/);
    await assert.rejects(save(midnight + dayMs - 30 * minuteMs, 31), /within the day of its plan/);
    await assert.rejects(saveBlock.run(app, { task: 'gone', start: midnight, minutes: 30 }), /no longer exists/);
  });

  it('begin by the clock of their day, where that is set forward or back in the night before', async () => {
    const spans = { '2026-03-29': [7, 15], '2026-10-25': [8, 16] } as const;
    for (const [day, [from, to]] of Object.entries(spans)) {
      const { task, place, blocks } = await given(Date.parse(day) - 6 * hourMs, 'Europe/Berlin');
      await task('Login', 9 * 60, day);
      assert.deepEqual(await place(day), { placed: 1, minutesLeft: 60 });
      const [block] = blocks(day);
      assert.deepEqual(
        [block?.start, block?.end],
        [from, to].map((hour) => Date.parse(day) + hour * hourMs),
      );
    }
  });

  it('need working hours that end after they begin', async () => {
    const { place } = await given();
    await assert.rejects(place(monday, { workFrom: '17:00', workTo: '09:00' }), /end after they begin/);
  });

  it('never overlap, fill only free working hours, and lose no minute, whatever the clock does', async () => {
    const days: readonly (readonly [Day, string])[] = [
      [monday, 'UTC'],
      ['2026-03-29', 'Europe/Berlin'],
      ['2026-10-25', 'Europe/Berlin'],
      ['2026-11-01', 'America/New_York'],
      ['2026-04-05', 'Australia/Lord_Howe'],
    ];
    const minutes = fc.integer({ min: 1, max: 200 });
    const meetings = fc.array(fc.tuple(fc.integer({ min: 0, max: 1439 }), minutes), { maxLength: 6 });
    const tasks = fc.array(minutes, { minLength: 1, maxLength: 6 });
    const law = fc.asyncProperty(fc.constantFrom(...days), tasks, meetings, async ([day, zone], lengths, taken) => {
      // Asked the evening before, when the offset may be another one.
      const now = Date.parse(day) - 6 * hourMs;
      const { clock, task, calendar, blocks, place } = await given(now, zone);
      const midnight = startOfDay(day, (at) => clock.utcOffset(at));
      const busy = taken.map(([at, length]) => ({
        start: midnight + at * minuteMs,
        end: midnight + (at + length) * minuteMs,
      }));
      await calendar('meeting', busy);
      for (const [n, length] of lengths.entries()) await task(`Task ${n}`, length, day);
      const { minutesLeft } = await place(day, { workFrom: '00:30', workTo: '12:00' });
      const placed = blocks(day);
      const wall = (at: number) => at + clock.utcOffset(at) * minuteMs - Date.parse(day);
      for (const [n, { start, end, overlaps }] of placed.entries()) {
        assert.ok(start >= (placed[n - 1]?.end ?? 0), 'blocks overlap');
        assert.equal(overlaps, undefined);
        assert.ok(
          busy.every((one) => one.end <= start || one.start >= end),
          'a meeting is overlapped',
        );
        assert.ok(wall(start) >= 30 * minuteMs && wall(end) <= 12 * hourMs, 'outside of working hours');
      }
      const inBlocks = placed.reduce((sum, { start, end }) => sum + (end - start) / minuteMs, 0);
      assert.equal(
        inBlocks + minutesLeft,
        lengths.reduce((sum, length) => sum + length, 0),
      );
      assert.equal((await place(day, { workFrom: '00:30', workTo: '12:00' })).placed, 0);
      assert.deepEqual(blocks(day), placed);
    });
    await fc.assert(law, { numRuns: 40 });
  });
});
