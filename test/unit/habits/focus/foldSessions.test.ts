import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { foldSessions, isCounted, phaseAt } from '../../../../src/habits/focus/foldSessions.ts';
import { pomodoroDefaults, type StoredSession } from '../../../../src/habits/focus/sessions.ts';

const nine = Date.UTC(2026, 2, 2, 9);
const at = (minutes: number) => nine + minutes * minuteMs;
const { minutes: length, ...cycle } = pomodoroDefaults;

const session = (start: number, more: Partial<StoredSession> = {}): StoredSession => ({
  id: `s${start}`,
  title: '',
  start: at(start),
  began: at(start),
  offset: 0,
  ...more,
});
const pomodoro = (start: number): StoredSession => session(start, { minutes: length, pomodoro: cycle });

describe('focus sessions', () => {
  it('end by themselves, at a stop, or at the start of the next, whichever comes first', () => {
    const stored = [
      session(0, { minutes: 25 }),
      session(60, { minutes: 50 }),
      session(80, { minutes: 30 }),
      session(200),
      session(500),
    ];
    const stops = [
      { session: 's80', start: at(90) },
      // A stale machine reports it later, and a stop before the start comes from another clock.
      { session: 's80', start: at(100) },
      { session: 's200', start: at(190) },
      { session: 's500', start: at(520) },
    ];
    assert.deepEqual(
      foldSessions(stored, stops, at(1000)).map((one) => [(one.end ?? 0) - nine, isCounted(one)]),
      [
        [25 * minuteMs, true],
        [80 * minuteMs, false],
        [90 * minuteMs, false],
        // Nobody stopped it: four hours are the maximum.
        [440 * minuteMs, true],
        [520 * minuteMs, true],
      ],
    );
  });

  it('run while nothing has ended them', () => {
    const [running] = foldSessions([session(0, { minutes: 25 })], [], at(24));
    assert.equal(running?.end, undefined);
    assert.equal(running?.isCompleted, false);
    const [stopped] = foldSessions([session(0)], [{ session: 's0', start: nine }], at(24));
    assert.deepEqual([stopped?.end, stopped?.isStopped], [nine, true], 'at once');
    const [over] = foldSessions([session(0, { minutes: 25 })], [], at(25));
    assert.equal(over?.end, at(25));
    assert.equal(over?.isCompleted, true);
  });

  it('are the same in any order of arrival, never overlap, and of them at most one runs', () => {
    const event = fc.record({
      start: fc.integer({ min: 0, max: 600 }),
      minutes: fc.option(fc.integer({ min: 1, max: 240 }), { nil: undefined }),
      stops: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        fc.integer({ min: 0, max: 900 }),
        fc.nat(),
        (events, now, seed) => {
          const stored = events.map(({ start, minutes }, n) => ({
            ...session(start),
            id: `s${n}`,
            ...(minutes && { minutes }),
          }));
          const stops = events.flatMap((one, n) => one.stops.map((stop) => ({ session: `s${n}`, start: at(stop) })));
          const folded = foldSessions(stored, stops, at(now));
          const turn = <T>(list: readonly T[]) => [
            ...list.slice(seed % (list.length || 1)),
            ...list.slice(0, seed % (list.length || 1)),
          ];
          assert.deepEqual(foldSessions(turn(stored).reverse(), turn(stops), at(now)), folded);
          assert.ok(folded.filter(({ end }) => end === undefined).length <= 1);
          folded.forEach(({ start, end = Infinity }, n) => {
            assert.ok(end >= start);
            const next = folded[n + 1];
            if (next && next.start > start) assert.ok(end <= next.start);
          });
          // A stop that comes later changes nothing.
          const late = folded.flatMap(({ id, end }) =>
            end === undefined ? [] : [{ session: id, start: end + hourMs }],
          );
          assert.deepEqual(
            foldSessions(stored, [...stops, ...late], at(now)).map(({ end }) => end),
            folded.map(({ end }) => end),
          );
        },
      ),
    );
  });
});

describe('the phases of a Pomodoro', () => {
  const phase = (starts: readonly number[], now: number, stops: readonly { session: string; start: number }[] = []) => {
    const found = phaseAt(foldSessions(starts.map(pomodoro), stops, at(now)), at(now));
    return found.phase === 'none' ? 'none' : [found.phase, (found.until - nine) / minuteMs, found.round?.number];
  };

  it('are focus, a break, and waiting for the next, with nothing that counts down', () => {
    assert.deepEqual(phase([0], 10), ['focus', 25, 1]);
    assert.deepEqual(phase([0], 25), ['break', 30, 1]);
    assert.deepEqual(phase([0], 30), ['ready', 90, 1]);
    assert.equal(phase([0], 90), 'none');
  });

  it('have a long break after every fourth', () => {
    const four = [0, 30, 60, 90];
    assert.deepEqual(phase(four, 116), ['break', 130, 4]);
    assert.deepEqual(phase([...four, 140], 150), ['focus', 165, 5]);
    assert.deepEqual(phase([...four, 140], 166), ['break', 170, 5]);
  });

  it('begin with the first again after a stop, or after more than an hour away', () => {
    assert.equal(phase([0], 20, [{ session: 's0', start: at(15) }]), 'none');
    assert.equal(phase([0], 27, [{ session: 's0', start: at(26) }]), 'none');
    assert.deepEqual(phase([0, 40], 45, [{ session: 's0', start: at(26) }]), ['focus', 65, 1]);
    assert.deepEqual(phase([0, 101], 110), ['focus', 126, 1]);
    assert.deepEqual(phase([0, 99], 110), ['focus', 124, 2]);
  });

  it('end at their ends', () => {
    assert.deepEqual(
      [24.99, 25, 29.99, 30, 89.99].map((now) => phase([0], now)[0]),
      ['focus', 'break', 'break', 'ready', 'ready'],
    );
    // An hour after the longest break: 25 + 15 + 60.
    assert.deepEqual(phase([0, 100], 110), ['focus', 125, 2]);
    assert.deepEqual(phase([0, 100.1], 110), ['focus', 125.1, 1]);
  });

  it('are none where the session was cut short by the next, which is no Pomodoro', () => {
    const folded = foldSessions([pomodoro(0), session(10, { minutes: 5 })], [], at(16));
    assert.deepEqual(phaseAt(folded, at(16)), { phase: 'none' });
    assert.deepEqual(phaseAt([], at(0)), { phase: 'none' });
  });

  it('are none of a Pomodoro that was not completed, nor before its end', () => {
    const [one] = foldSessions([pomodoro(0)], [], at(30));
    assert.ok(one);
    assert.equal(phaseAt([{ ...one, isCompleted: false }], at(26)).phase, 'none');
    assert.equal(phaseAt([{ ...one, isStopped: true }], at(26)).phase, 'none');
    assert.equal(phaseAt([one], at(20)).phase, 'none', 'the clock was set back');
    assert.equal(phaseAt([one], at(25)).phase, 'break');
  });

  it('are those of the session that runs where two windows began one at the same instant', () => {
    for (const [first, second] of [
      [0, 10],
      [10, 0],
    ] as const) {
      const twins = [
        { ...pomodoro(first), id: 'a', began: at(10) },
        { ...pomodoro(second), id: 'b', began: at(10) },
      ];
      const found = phaseAt(foldSessions(twins, [], at(12)), at(12));
      assert.equal(found.phase === 'focus' && found.session.id, 'b');
    }
  });

  it('begin anew after one that was cut short', () => {
    assert.deepEqual(phase([0, 10], 20), ['focus', 35, 1]);
    assert.deepEqual(phase([0, 30, 40], 45), ['focus', 65, 1]);
  });

  it('are none after a session that is no Pomodoro', () => {
    const folded = foldSessions([session(0, { minutes: 25 })], [], at(26));
    assert.deepEqual(phaseAt(folded, at(26)), { phase: 'none' });
  });
});
