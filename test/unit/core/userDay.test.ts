import assert from 'node:assert/strict';
import { hourMs } from '../../../src/core/time/days.ts';
import { rangeOfDay, userDay, userOffsets } from '../../../src/core/time/presentDay.ts';
import { calendarEventsQuery } from '../../../src/planning/calendar/calendarQueries.ts';
import { calendars } from '../../../src/planning/calendar/calendars.ts';
import { readingRange, storeEvents } from '../../../src/planning/calendar/storeEvents.ts';
import { addDecision, decisionsOf } from '../../../src/agents/decisions/decisions.ts';
import { memoryApp } from '../planning/blocks/memoryApp.ts';

const rules = { dayStartsAt: 0 };
/** A Friday in winter; clocks change on Sunday. */
const friday = Date.UTC(2026, 2, 27, 9);
const berlin = { offset: 60, timeZone: 'Europe/Berlin', rules };

describe('a day of the user on the other side of a clock change', () => {
  it('begins and ends by the clock of that day', () => {
    assert.deepEqual(rangeOfDay('2026-03-30', berlin), {
      from: Date.UTC(2026, 2, 29, 22),
      to: Date.UTC(2026, 2, 30, 22),
    });
    const sunday = rangeOfDay('2026-03-29', berlin);
    assert.equal(sunday.to - sunday.from, 23 * hourMs);
    assert.equal(userDay(berlin, Date.UTC(2026, 6, 1, 22, 30)), '2026-07-02');
    assert.equal(userDay(berlin, Date.UTC(2026, 0, 1, 22, 30)), '2026-01-01');
  });

  it('is by the present offset where no zone is known, or one that this machine doesn’t know', () => {
    for (const timeZone of [undefined, 'Mars/Base'])
      assert.equal(userOffsets({ offset: 60, timeZone })(Date.UTC(2026, 6, 1)), 60, timeZone);
  });

  it('has its meetings and its free time', async () => {
    const { app, reading } = memoryApp(friday, 'Europe/Berlin');
    const fields = { name: 'Work', source: 'url', host: 'x', use: 'meeting', status: 'on', since: friday } as const;
    const { id: calendar } = await app.records(calendars).create({ ...fields, addresses: [] });
    const start = Date.UTC(2026, 2, 29, 22, 15);
    const event = {
      id: 'e',
      title: 'Night shift',
      start,
      end: start + hourMs / 2,
      allDay: false,
      state: 'busy',
    } as const;
    await storeEvents(app, { calendar, range: readingRange(friday), events: [event] });
    const basis = { measured: { days: () => new Map() } } as never;
    const params = { from: '2026-03-29', to: '2026-03-30', workFrom: '09:00', workTo: '17:00' };
    const { days } = calendarEventsQuery(basis).run(reading(), params);
    assert.deepEqual(
      days.map(({ day, events }) => [day, events.length]),
      [
        ['2026-03-29', 0],
        ['2026-03-30', 1],
      ],
    );
    assert.deepEqual(days[1]?.free, [{ start: Date.UTC(2026, 2, 30, 7), end: Date.UTC(2026, 2, 30, 15) }]);
  });

  it('has the decisions that were noted on it', async () => {
    const { app, reading } = memoryApp(Date.UTC(2026, 6, 1, 22, 30), 'Europe/Berlin');
    await addDecision.run(app, { title: 'Use it', why: '', files: [] });
    const read = { ...reading(), offset: 60, now: friday };
    assert.deepEqual([decisionsOf(read, '2026-07-01').length, decisionsOf(read, '2026-07-02').length], [0, 1]);
  });
});
