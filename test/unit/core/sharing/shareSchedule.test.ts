import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  daysToShare,
  isShareDue,
  parseReceipts,
  parseSchedules,
  retryPauseMs,
  type ShareSchedule,
} from '../../../../src/core/sharing/shareSchedule.ts';
import { addDays, dayMs, dayOf, hourMs, minuteMs } from '../../../../src/core/time/days.ts';

const now = Date.UTC(2026, 10, 30, 12);
/** Days begin at four in the morning, two hours east of UTC. */
const dayAt = (at: number): string => dayOf(at, 120, 240);
const schedule = (changed: Partial<ShareSchedule> = {}): ShareSchedule => ({
  origin: 'https://example.org',
  organization: '018f3a00-0000-7000-8000-000000000001',
  isPersonal: true,
  level: 'language',
  every: 'day',
  days: 7,
  okAt: now,
  failures: 0,
  ...changed,
});
const isDue = (changed: Partial<ShareSchedule>, at = now): boolean => isShareDue(schedule(changed), at, dayAt);

describe('a sharing schedule', () => {
  it('is due once a day, as the user counts days', () => {
    const startOfDay = Date.UTC(2026, 10, 30, 2);
    assert.equal(isDue({ okAt: startOfDay }, now), false);
    assert.equal(isDue({ okAt: startOfDay - 1 }, now), true);
    assert.equal(isDue({ okAt: startOfDay - 1 }, startOfDay - 1), false);
    assert.deepEqual(
      (['once', 'hour', 'day'] as const).map((every) => [
        isDue({ every, okAt: undefined }),
        isDue({ every, okAt: now }),
      ]),
      [
        [true, true],
        [true, false],
        [true, false],
      ],
    );
  });

  it('is due every hour, and also after the clock was set back', () => {
    assert.equal(isDue({ every: 'hour', okAt: now - hourMs + 1 }), false);
    assert.equal(isDue({ every: 'hour', okAt: now - hourMs }), true);
    assert.equal(isDue({ every: 'hour', okAt: now + 2 * hourMs }), true);
  });

  it('tries again after pauses that grow from a minute to an hour', () => {
    const pauses = Array.from({ length: 100 }, (_, i) => retryPauseMs(i + 1));
    assert.deepEqual(pauses.slice(0, 3), [minuteMs, 2 * minuteMs, 4 * minuteMs]);
    assert.equal(Math.max(...pauses), hourMs);
    for (const every of ['once', 'hour', 'day'] as const) {
      assert.equal(isDue({ every, failures: 2, failedAt: now - 2 * minuteMs + 1 }), false);
      assert.equal(isDue({ every, failures: 2, failedAt: now - 2 * minuteMs }), true);
      assert.equal(isDue({ every, failures: 2, failedAt: now + hourMs }), true, 'the clock was set back');
    }
  });

  it('shares every day since the last time, and a week of corrections, whatever the gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 84 }), fc.integer({ min: 0, max: dayMs - 1 }), (gap, within) => {
        const okAt = now - gap * dayMs - within;
        const from = addDays(dayAt(now), 1 - daysToShare(schedule({ okAt }), now, dayAt));
        return from <= dayAt(okAt);
      }),
    );
    assert.equal(daysToShare(schedule(), now, dayAt), 7);
    assert.equal(daysToShare(schedule({ okAt: now - dayMs }), now, dayAt), 30);
    assert.equal(daysToShare(schedule({ okAt: now - 300 * dayMs }), now, dayAt), 90);
  });

  it('begins with the days that were confirmed', () => {
    const { okAt: _, ...fresh } = schedule({ every: 'once' });
    for (const days of [7, 30, 90] as const) assert.equal(daysToShare({ ...fresh, days }, now, dayAt), days);
    assert.equal(isShareDue(fresh, now, dayAt), true);
  });

  it('is read back as it was written, and anything else is left out', () => {
    const all = [schedule(), schedule({ failures: 3, failedAt: now, problem: 'unreachable' })];
    assert.deepEqual(parseSchedules(JSON.parse(JSON.stringify(all))), all);
    const broken = [{ level: 'everything' }, { every: 'minute' }, { days: 8 }, { failures: 0.5 }, { origin: 1 }];
    assert.deepEqual(parseSchedules(broken.map((one) => ({ ...schedule(), ...one }))), []);
    fc.assert(fc.property(fc.jsonValue(), (value) => parseSchedules(value).length === 0));
  });

  it('has receipts, of which damaged ones are left out', () => {
    const { origin } = schedule();
    const receipt = {
      id: 'r1',
      at: now,
      origin,
      isPersonal: true,
      level: 'alias',
      from: '2026-11-24',
      to: '2026-11-30',
    };
    const whole = { ...receipt, items: 4, isScheduled: false };
    assert.deepEqual(parseReceipts([whole, { ...whole, id: 5 }, null, receipt]), [whole]);
    fc.assert(fc.property(fc.jsonValue(), (value) => parseReceipts(value).length === 0));
  });
});
