import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { addDays, dayMs } from '../../../src/core/time/days.ts';
import { presentDay } from '../../../src/core/time/presentDay.ts';
import { offsetsOf, startOfDay } from '../../../src/core/time/zone.ts';

const zones = [
  'Europe/Berlin',
  'America/Los_Angeles',
  'America/Santiago',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];
const zone = fc.constantFrom(...zones);
const startsAt = fc.integer({ min: 0, max: 1439 });
const instant = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2040, 0, 1) });
const run = { numRuns: 200 };

/** The time of a wall clock and the date of a calendar beside it. */
function wallOf(at: number, timeZone: string): { readonly day: string; readonly minute: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const [day = '', time = ''] = format.format(at).split(', ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { day, minute: hours * 60 + minutes };
}

describe('the present day', () => {
  it('is the one on the calendar, or the one before until the clock shows the start of the day', () => {
    fc.assert(
      fc.property(zone, startsAt, instant, (timeZone, dayStartsAt, now) => {
        const { day, minute } = wallOf(now, timeZone);
        const present = presentDay({ now, offset: offsetsOf(timeZone)(now), rules: { dayStartsAt } });
        assert.equal(present, minute < dayStartsAt ? addDays(day, -1) : day);
      }),
      run,
    );
  });

  it('begins at its start, whatever the clocks do on that day', () => {
    fc.assert(
      fc.property(zone, startsAt, instant, (timeZone, dayStartsAt, at) => {
        const day = new Date(Math.floor(at / dayMs) * dayMs).toISOString().slice(0, 10);
        // Samoa had no December 30 in 2011.
        fc.pre(day !== '2011-12-30' && day !== '2011-12-29');
        const offsetAt = offsetsOf(timeZone);
        const dayAt = (now: number) => presentDay({ now, offset: offsetAt(now), rules: { dayStartsAt } });
        const start = startOfDay(day, offsetAt, dayStartsAt);
        assert.equal(dayAt(start), day);
        const isSkipped = wallOf(start, timeZone).minute !== dayStartsAt;
        if (!isSkipped) assert.equal(dayAt(start - 1), addDays(day, -1));
      }),
      run,
    );
  });

  it('is worked out in one place', () => {
    const folder = path.join(import.meta.dirname, '../../../src');
    const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('presentDay.ts'))
      .filter((name) => /\bdayOf\(\s*(\w+\.)?now\b.*dayStartsAt/.test(readFileSync(path.join(folder, name), 'utf8')));
    assert.deepEqual(others, []);
  });
});
