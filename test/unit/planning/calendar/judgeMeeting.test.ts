import assert from 'node:assert/strict';
import type { MeasuredStretch } from '../../../../src/core/facts/measuredTime.ts';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import type { CalendarEvent } from '../../../../src/planning/calendar/calendarEvents.ts';
import {
  blocksTime,
  judgeMeeting,
  longestMeetingMs,
  type MeetingBasis,
} from '../../../../src/planning/calendar/judgeMeetings.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const at = (from: number, to: number) => ({ start: nine + from * minuteMs, end: nine + to * minuteMs });
const work = (from: number, to: number, kind: MeasuredStretch['kind'] = 'coding'): MeasuredStretch => ({
  ...at(from, to),
  kind,
  project: '/p',
  branch: undefined,
});
const hour = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  id: 'standup',
  title: 'Standup',
  ...at(0, 60),
  allDay: false,
  state: 'busy',
  ...change,
});
const after = (change: Partial<MeetingBasis> = {}): MeetingBasis => ({
  now: nine + hourMs,
  calendar: { use: 'meeting', since: 0 },
  measured: [],
  logged: [],
  others: [],
  wasDeleted: false,
  ...change,
});
const judged = (event: CalendarEvent, basis: MeetingBasis): string =>
  Object.values(judgeMeeting(event, basis)).join(' ');

describe('an event of an hour', () => {
  it('is judged at both sides of each limit', () => {
    for (const [name, basis, expected] of [
      ['ends now', {}, 'counted'],
      ['ends in a moment', { now: nine + hourMs - 1 }, 'planned'],
      ['half of it was logged', { logged: [at(-10, 15), at(45, 90)] }, 'logged'],
      ['less than half was logged', { logged: [at(0, 29.9)] }, 'counted'],
      ['other work for a third of it', { measured: [work(0, 20)] }, 'asked worked'],
      ['other work for less', { measured: [work(0, 19.9)] }, 'counted'],
      ['meetings are no other work', { measured: [work(0, 60, 'meeting')] }, 'counted'],
      ['what it counted as was deleted', { wasDeleted: true }, 'asked deleted'],
      [
        'before the calendar was connected',
        { calendar: { use: 'meeting', since: nine + hourMs + 1 } },
        'asked earlier',
      ],
      ['when the calendar was connected', { calendar: { use: 'meeting', since: nine + hourMs } }, 'counted'],
      ['half of it is in another', { others: [hour({ id: 'b', ...at(30, 99) })] }, 'asked overlap'],
      ['less than half is in another', { others: [hour({ id: 'b', ...at(30.1, 99) })] }, 'counted'],
      ['it is the other itself', { others: [hour()] }, 'counted'],
      ['the other is only perhaps', { others: [hour({ id: 'b', state: 'tentative' })] }, 'counted'],
      ['the other is no meeting', { others: [hour({ id: 'b', allDay: true })] }, 'counted'],
      ['the user said so', { answer: 'missed', now: 0 }, 'missed'],
      ['of a calendar without meetings', { calendar: { use: 'busy', since: 0 } }, 'none calendar'],
    ] as const)
      assert.equal(judged(hour(), after(basis as Partial<MeetingBasis>)), expected, name);
    assert.equal(judged(hour({ state: 'tentative' }), after()), 'asked tentative');
    assert.equal(judged(hour({ state: 'tentative' }), after({ measured: [work(0, 60)] })), 'asked worked');
  });

  it('is a meeting for twelve hours at most, and takes time as long', () => {
    const long = (ms: number) => hour({ end: nine + ms });
    const later = after({ now: nine + 99 * hourMs });
    assert.equal(longestMeetingMs, 12 * hourMs);
    assert.equal(judged(long(12 * hourMs), later), 'counted');
    assert.equal(judged(long(12 * hourMs + 1), later), 'none long');
    assert.equal(judged(long(0), later), 'none long');
    assert.deepEqual(
      [12 * hourMs, 12 * hourMs + 1].map((ms) => blocksTime(long(ms), { use: 'busy' })),
      [true, false],
    );
    for (const [change, use, expected] of [
      [{}, 'meeting', true],
      [{}, 'busy', true],
      [{}, 'focus', false],
      [{}, 'ignore', false],
      [{ allDay: true }, 'busy', false],
      [{ state: 'declined' }, 'busy', false],
      [{ state: 'free' }, 'busy', false],
      [{ state: 'away' }, 'busy', true],
      [{ state: 'tentative' }, 'meeting', true],
    ] as const)
      assert.equal(blocksTime(hour(change), { use }), expected, `${JSON.stringify(change)} ${use}`);
  });
});
