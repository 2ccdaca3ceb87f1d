import assert from 'node:assert/strict';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import type { DigestFact } from '../../../../src/core/insights/digest.ts';
import type { Fact, SpanFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { context, diagnostic, run, span } from '../given.ts';

/** Minutes from nine o'clock of a day so many days back. */
const on = (back: number, minute: number): number => minute - back * (dayMs / 60_000);
const days = [7, 4, 2];
/** An hour of work on each of four days, today included. */
const work: Fact[] = [...days, 0].map((back) => span(on(back, 0), on(back, 60)));
const read = (facts: readonly Fact[]): readonly DigestFact[] =>
  readDigest(new MemoryReader([...work, ...facts]), 14, context()).facts;
const only = (topic: DigestFact['topic'], facts: readonly Fact[]): DigestFact | undefined =>
  read(facts).find((one) => one.topic === topic);
const error = (back: number, from: number, minutes: number) =>
  diagnostic(on(back, from), on(back, from + minutes), { message: 'No' });

describe('the causes in a digest, exactly', () => {
  it('are errors that came three times on two days, and how long fixing them took', () => {
    const errors = days.map((back) => ({ ...error(back, 10, 4), message: 'First\nsecond' }));
    const found = only('error', errors);
    // 20, 2 for each day, 2 for each error, and half a point for each minute.
    assert.equal(found?.weight, 20 + 6 + 6 + 6);
    assert.deepEqual(found.values, {
      count: 3,
      days: 3,
      projects: 1,
      files: 1,
      share: 1,
      typicalCount: 0,
      fixed: 3,
      medianFixMinutes: 4,
      totalFixMinutes: 12,
    });
    assert.equal(found.text, 'ts 2345: 3 times on 3 days in shop, 100 % of all errors; 12 min to fix in all; "First"');
    assert.equal(only('error', errors.slice(1)), undefined);
    assert.equal(
      only(
        'error',
        [10, 20, 30].map((from) => error(2, from, 4)),
      ),
      undefined,
    );
    assert.equal(only('error', [error(4, 10, 4), error(2, 10, 4), error(2, 20, 4)])?.values['days'], 2);
  });

  it('are errors with one code and several messages, beside each message', () => {
    const errors = ['a', 'b'].flatMap((name, i) =>
      days.map((back) => ({ ...error(back, 10 + 10 * i, 4), message: name })),
    );
    const found = read(errors).filter(({ topic }) => topic === 'error');
    const told = found.map(
      ({ id, values: { count, share, typicalCount } }) => `${id} ${count} ${share} ${typicalCount}`,
    );
    assert.deepEqual(told.toSorted(), [
      'error:ts:2345:a 3 0.5 3',
      'error:ts:2345:b 3 0.5 3',
      'errors:ts:2345 6 1 undefined',
    ]);
  });

  it('are compared with others that came more than once', () => {
    const named = (message: string, backs: readonly number[]) =>
      backs.map((back) => ({ ...error(back, 10, 4), message }));
    const found = read([...named('a', days), ...named('b', days), ...named('c', [2]), ...named('d', [4])]);
    assert.deepEqual(
      found.flatMap(({ id, values }) => (id.startsWith('error:') ? [values['typicalCount']] : [])),
      [3, 3],
    );
  });

  it('quote a hundred characters of a message', () => {
    const quoted = (length: number) =>
      only(
        'error',
        days.map((back) => ({ ...error(back, 10, 4), message: 'x'.repeat(length) })),
      )?.names['message'];
    assert.deepEqual([quoted(100), quoted(101)], ['x'.repeat(100), `${'x'.repeat(99)}…`]);
  });

  it('are files with four errors on three days, and how long they were broken', () => {
    const errors = [...days.map((back) => error(back, 10, 4)), error(2, 20, 2)];
    const found = only('file', errors);
    assert.deepEqual(found?.values, {
      errors: 4,
      days: 3,
      ofWorkdays: 4,
      errorShare: 1,
      timeShare: 1,
      brokenMinutes: 14,
      brokenDays: 3,
      brokenShare: 1,
    });
    assert.equal(found.weight, 20 + 4 * 3 + 40);
    assert.equal(only('file', errors.slice(1)), undefined);
    const { file: _, ...nowhere } = error(7, 30, 4);
    assert.equal(only('file', [...errors.slice(1), nowhere]), undefined);
    // Two minutes on a day are broken, less is a word that is being typed.
    const short = [error(7, 10, 2), error(4, 10, 1.9), error(2, 10, 4), error(2, 20, 2)];
    assert.equal(only('file', short)?.values['brokenDays'], 2);
  });

  it('say at which three hours of the day a file breaks, up to midnight', () => {
    const late = days.map((back) => span(on(back, 840), on(back, 900)));
    const errors = [...days.map((back) => error(back, 850, 3)), error(2, 870, 5)];
    const { values, weight, text } = only('file', [...late, ...errors]) ?? assert.fail();
    assert.deepEqual(
      [values['fromHour'], values['toHour'], values['inHoursShare'], values['timeInHoursShare'], weight],
      [21, 24, 1, 0.43, 20 + 12 + 40 + 10],
    );
    assert.match(text, /; 100 % of them between 21:00 and 24:00$/);
    // Seven in ten of the errors, and not of the time alone.
    const spread = (others: number) => [
      ...late,
      ...errors,
      ...Array.from({ length: others }, (_, i) => error(7, 5 + 10 * i, 1)),
    ];
    assert.deepEqual(
      [1, 2].map((others) => only('file', spread(others))?.values['fromHour']),
      [21, undefined],
    );
    assert.equal(
      only('file', [...days.map((back) => error(back, 10, 4)), error(2, 20, 2)])?.values['fromHour'],
      undefined,
    );
  });

  it('compare switching with the days before, of which there are five', () => {
    const shredded = (back: number): SpanFact[] =>
      Array.from({ length: 6 }, (_, i) =>
        span(on(back, i * 10), on(back, i * 10 + 10), { project: i % 2 ? '/b' : '/a', file: `${i % 2}` }),
      );
    const five = [20, 21, 22, 23, 24].flatMap(shredded);
    const { values, weight } = only('switching', five) ?? assert.fail();
    assert.deepEqual(values, {
      projectSwitchesPerHour: 0,
      fileSwitchesPerHour: 0,
      projectSwitches: 0,
      days: 4,
      usualProjectSwitchesPerHour: 5,
      worstProjectSwitchesPerHour: 0,
      worstDays: 4,
      worstFromHour: 8,
      worstToHour: 10,
    });
    assert.equal(weight, 40);
    assert.ok(!('usualProjectSwitchesPerHour' in (only('switching', five.slice(6))?.values ?? {})));
    // A day with less than an hour of work says little.
    assert.ok(!('usualProjectSwitchesPerHour' in (only('switching', five.slice(1))?.values ?? {})));
    const today = only('switching', [3, 5].flatMap(shredded));
    assert.deepEqual([today?.values['projectSwitches'], today?.values['days']], [10, 6]);
  });

  it('are unbroken stretches from two minutes on, and those of 25', () => {
    const more = [
      span(on(3, 0), on(3, 24)),
      span(on(3, 30), on(3, 55)),
      span(on(3, 70), on(3, 72)),
      span(on(3, 90), on(3, 100)),
    ];
    const { values, text } = only('focus', more) ?? assert.fail();
    assert.deepEqual(values, {
      stretches: 8,
      days: 5,
      medianMinutes: 43,
      longestMinutes: 60,
      focusShare: 0.88,
      breaksPerHour: 0.6,
    });
    assert.match(text, /^8 unbroken stretches on 5 days: typically 43 min long, 1 h the longest, 0.6 breaks an hour$/);
  });

  it('are runs that change their outcome with no edit in between', () => {
    const runs = (spans: readonly Fact[] = []) => [
      ...days.flatMap((back) =>
        [0, 1, 2, 3].map((i) => run(on(back, 10 + i * 5), on(back, 12 + i * 5), { exitCode: i % 2 })),
      ),
      ...spans,
    ];
    const { values, weight, text } = only('run', runs()) ?? assert.fail();
    const times = { runs: 12, days: 3, timedRuns: 12, medianMinutes: 2, totalMinutes: 24 };
    const failures = { failures: 6, failShare: 0.5, failedInARow: 1, failedRowDays: 1 };
    assert.deepEqual(values, { ...times, ...failures, turns: 11, turnsWithoutEdits: 11, turnDays: 3 });
    assert.equal(weight, 95);
    assert.equal(
      text,
      'npm test: ran 12 times, 6 failed (50 %); 2 min a run, 24 min in all; its outcome changed 11 times with no edit in between',
    );
    const edits = { typed: { edits: 1, added: 1, removed: 0 } };
    const edited = only('run', runs([span(on(2, 12), on(2, 13), { edits })]))?.values;
    assert.deepEqual([edited?.['turns'], edited?.['turnsWithoutEdits']], [11, 10]);
    const elsewhere = only('run', runs([span(on(2, 12), on(2, 13), { edits, project: '/other' })]))?.values;
    assert.equal(elsewhere?.['turnsWithoutEdits'], 11);
    const program = {
      source: 'terminal',
      group: 'other',
      name: 'git checkout x',
      project: '/home/me/shop',
      exitCode: 0,
    } as const;
    assert.equal(only('run', runs([run(on(2, 12), on(2, 13), program)]))?.values['turnsWithoutEdits'], 10);
    const branch = runs().map((one, i) => (i === 11 ? { ...one, branch: 'topic' } : one));
    assert.equal(only('run', branch)?.values['turnsWithoutEdits'], 10);
  });

  it('are slow runs by their median, and runs that failed in a row', () => {
    const runs = (minutes: number, exitCode = 0) =>
      [2, 4].map((back) => run(on(back, 10), on(back, 10 + minutes), { exitCode, name: 'build', group: 'build' }));
    const found = (minutes: number, exitCode = 0) => only('run', runs(minutes, exitCode)) ?? assert.fail();
    assert.deepEqual([found(4.4).weight, found(5).weight], [20, 20 + 5 + 0.5]);
    assert.deepEqual(
      [found(0.5).values['medianMinutes'], found(2.94).values['medianMinutes'], found(3.4).values['medianMinutes']],
      [0.5, 2.9, 3],
    );
    const failing = found(1, 1);
    assert.deepEqual(
      [failing.weight, failing.values['failedInARow'], failing.values['failedRowDays']],
      [20 + 8 + 2, 2, 2],
    );
    assert.match(failing.text, /; the last 2 runs failed$/);
    assert.equal(only('run', runs(1).slice(1)), undefined);
  });
});
