import assert from 'node:assert/strict';
import { machineTimeOf, timelineOf } from '../../../src/analytics/timeline.ts';
import { rows, shown, span } from './given.ts';

const rules = { idleLimitMs: 120_000, readingLimitMs: 300_000, dayStartsAt: 0 };
/** Changes by a tool, each with the minute at which it came. */
const changes = (...minutes: number[]) => minutes.map((minute) => span(minute, minute, { signals: 0, kind: 'other' }));

describe('the work of a tool', () => {
  const machine = (spans: ReturnType<typeof changes>) =>
    shown(machineTimeOf(rows({ spans }), timelineOf(rows({ spans }), rules)));

  it('lasts from its first change to its last, over pauses of a minute', () => {
    assert.deepEqual(machine(changes(0, 0.5, 1.5, 2, 10, 11)), ['0-2 other', '10-11 other']);
  });

  it('is followed in the order in which its changes came, by project', () => {
    assert.deepEqual(machine(changes(11, 2, 0, 10, 1)), ['0-2 other', '10-11 other']);
    const other = changes(1, 1.5, 3).map((change) => ({ ...change, project: '/q' }));
    assert.deepEqual(machine([...changes(0, 1), ...other]), ['0-1 other', '1-1.5 other']);
    const long = [span(0, 5, { signals: 0, kind: 'other' }), ...changes(1, 6)];
    assert.deepEqual(machine(long), ['0-6 other']);
  });

  it('is none where a rule of the person excludes it', () => {
    const userRules = [{ from: 'other', excluded: true }] as const;
    const facts = rows({ spans: [span(0, 5), ...changes(5, 6, 7, 8, 9, 10), span(10, 15)] });
    assert.deepEqual(shown(timelineOf(facts, { ...rules, userRules: [...userRules] })), ['0-5 coding', '10-15 coding']);
  });

  it('takes no time where it is one change', () => {
    assert.deepEqual(machine(changes(0, 5, 10)), []);
  });

  it('is none where a person was', () => {
    assert.deepEqual(machine([...changes(0, 1, 2, 3), span(1, 2)]), ['0-1 other', '2-3 other']);
  });

  it('is waited for by who sent it off and was there when it was done', () => {
    const spans = [span(0, 5), ...changes(5, 6, 7, 8, 9, 10), span(10, 15)];
    assert.deepEqual(shown(timelineOf(rows({ spans }), rules)), ['0-5 coding', '5-10 other', '10-15 coding']);
  });

  it('is not waited for by who came back long after', () => {
    const spans = [span(0, 5), ...changes(5, 6, 7, 8), span(12, 15)];
    assert.deepEqual(shown(timelineOf(rows({ spans }), rules)), ['0-5 coding', '12-15 coding']);
  });
});

describe('the reading limit', () => {
  const gap = (before: object, after: object, minutes: number) =>
    shown(timelineOf(rows({ spans: [span(0, 5, before), span(5 + minutes, 9 + minutes, after)] }), rules)).length;
  const reading = { kind: 'reading' } as const;

  it('holds after reading, where the same file is gone on with', () => {
    assert.equal(gap(reading, {}, 5), 3);
    assert.equal(gap(reading, {}, 5.1), 2);
  });

  it('holds not after other work, nor where another file comes next', () => {
    assert.equal(gap({}, reading, 3), 2);
    assert.equal(gap(reading, { ...reading, file: 'b.ts' }, 3), 2);
  });
});
