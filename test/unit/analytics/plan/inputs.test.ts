import assert from 'node:assert/strict';
import { readPlanInputs } from '../../../../src/analytics/planInputs.ts';
import { addDays } from '../../../../src/core/time/days.ts';
import type { Fact, RunFact } from '../../../../src/core/facts/facts.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { at, context, day, diagnostic, run, span, task } from '../given.ts';

const aDay = 24 * 60;
const inputs = (...facts: Fact[]) => readPlanInputs(new MemoryReader(facts), addDays(day, 1), context());

describe('languages of a plan', () => {
  it('are those with the most time, then by name, with their errors', () => {
    const facts = [
      span(0, 20, { language: 'go' }),
      span(20, 40, { language: 'css' }),
      span(40, 70, { language: 'html' }),
      diagnostic(1, 2, { language: 'go' }),
      diagnostic(3, 4, { language: 'css' }),
      diagnostic(5, 6, { language: 'css' }),
      diagnostic(5, 6, { language: 'html', severity: 'warning' }),
      diagnostic(5, 6, { language: 'sql' }),
    ];
    assert.deepEqual(
      inputs(...facts).languages.map(({ language, minutes, errors, evidence: [one] }) => [
        language,
        minutes,
        errors,
        one,
      ]),
      [
        ['html', 30, 0, { id: 'language:html', text: 'html: 30 min in the last 8 weeks' }],
        ['css', 20, 2, { id: 'language:css', text: 'css: 20 min in the last 8 weeks, 2 errors encountered' }],
        ['go', 20, 1, { id: 'language:go', text: 'go: 20 min in the last 8 weeks, 1 error encountered' }],
      ],
    );
  });
});

describe('repeated errors of a plan', () => {
  const error = (back: number, minute: number, changes: object = {}) =>
    diagnostic(minute - back * aDay, minute + 1 - back * aDay, changes);

  it('came three times on two days; those of most days first, then of most times', () => {
    const three = (changes: object) => [error(2, 1, changes), error(1, 1, changes), error(1, 3, changes)];
    const found = inputs(
      ...three({ code: 'two' }),
      ...three({ code: 'more' }),
      error(1, 5, { code: 'more' }),
      ...three({ code: 'days' }),
      error(0, 1, { code: 'days' }),
      ...three({ code: 'once' }).slice(1),
      error(1, 1, { code: 'day' }),
      error(1, 2, { code: 'day' }),
      error(1, 3, { code: 'day' }),
      ...three({ code: 'warned', severity: 'warning' }),
    ).repeatedErrors;
    assert.deepEqual(
      found.map(({ code, days, count }) => [code, days, count]),
      [
        ['days', 3, 4],
        ['more', 2, 4],
        ['two', 2, 3],
      ],
    );
  });

  it('are told by the last of them, in 120 characters of its first line', () => {
    const of = (message: string, changes: object = {}) => [
      error(2, 1, changes),
      error(1, 3, { message, ...changes }),
      error(1, 1, changes),
    ];
    const text = (message: string) => inputs(...of(message)).repeatedErrors[0]?.evidence[0]?.text;
    assert.equal(text('Late\nmore'), 'ts 2345: 3 times on 2 days, last time "Late"');
    assert.match(text('x'.repeat(120)) ?? '', /"x{120}"$/);
    assert.match(text('x'.repeat(121)) ?? '', /"x{119}…"$/);
    const [bare] = inputs(
      ...of('Late').map((one) => {
        const { reporter: _, language: __, ...rest } = one;
        return rest;
      }),
    ).repeatedErrors;
    assert.deepEqual(bare, {
      code: '2345',
      message: 'Late',
      count: 3,
      days: 2,
      evidence: [{ id: 'error::2345', text: '2345: 3 times on 2 days, last time "Late"' }],
    });
    const { reporter, language } = inputs(...of('Late')).repeatedErrors[0] ?? {};
    assert.deepEqual([reporter, language], ['ts', 'typescript']);
  });
});

describe('failing runs of a plan', () => {
  const failing = (...runs: RunFact[]) =>
    inputs(...runs).failingRuns.map(({ name, failures, evidence }) => [
      name,
      failures,
      evidence.map(({ text }) => text),
    ]);
  const failed = (from: number, length: number, name = 'test') => run(from, from + length, { exitCode: 1, name });

  it('are those whose last run failed, the latest first, with their length from a minute on', () => {
    assert.deepEqual(
      failing(
        failed(-2 * aDay, 0.9, 'short'),
        failed(-aDay, 1),
        run(-aDay - 10, -aDay - 9, { exitCode: 0, name: 'test' }),
        failed(0, 2, 'build'),
        failed(10, 4, 'build'),
        failed(20, 1, 'mended'),
        run(30, 31, { exitCode: 0, name: 'mended' }),
        run(40, 41, { exitCode: 130, name: 'stopped' }),
      ),
      [
        ['build', 2, ['build: failed 2 times in a row, last on Friday', 'build: takes 3 min']],
        ['test', 1, ['test: its last run failed, on Thursday', 'test: takes 1 min']],
        ['short', 1, ['short: its last run failed, on Wednesday']],
      ],
    );
  });

  it('are those of two weeks, today included', () => {
    const names = (from: number) => failing(failed(from, 1)).length;
    assert.deepEqual([names(-9 * 60 - 13 * aDay), names(-9 * 60 - 13 * aDay - 2)], [1, 0]);
  });
});

describe('the last day of a plan', () => {
  it('is the last before it with a minute of work, of two weeks', () => {
    const last = (...facts: Fact[]) => inputs(...facts).lastDay?.day;
    assert.equal(last(span(0, 1), span(-aDay, 60 - aDay)), day);
    assert.equal(last(span(0, 0.9), span(-aDay, 60 - aDay)), '2026-11-19');
    assert.equal(last(span(-13 * aDay, 60 - 13 * aDay)), '2026-11-07');
    assert.equal(last(span(-14 * aDay, 60 - 14 * aDay)), undefined);
    assert.equal(last(span(aDay, aDay + 5)), undefined);
  });

  it('has its time, its longest stretch, its switches, its tasks, and where it ended', () => {
    const facts = [
      span(0, 20),
      span(20, 30, { file: 'b.ts', kind: 'debugging' }),
      span(40, 60, { file: 'c.ts', kind: 'reading' }),
      span(60, 65, { project: '/q', file: 'd.ts', kind: 'reading' }),
      task(30, { id: 'p:1' }),
      task(30, { id: 'p:2', doneAt: at(9) }),
      task(30, { id: 'p:3', day: '2026-11-19', doneAt: at(9) }),
    ];
    assert.deepEqual(inputs(...facts).lastDay, {
      day,
      workedMinutes: 55,
      longestFocusMinutes: 30,
      switches: 3,
      tasksPlanned: 2,
      tasksDone: 1,
      endedIn: { project: '/home/me/shop', file: 'b.ts' },
      evidence: [
        { id: `day:${day}:work`, text: 'Friday: 55 min of work, 30 min in the longest stretch' },
        { id: `day:${day}:switches`, text: 'Friday: 3 switches of file or project' },
        { id: `day:${day}:tasks`, text: 'Friday: 1 of 2 planned tasks done' },
        { id: `day:${day}:end`, text: 'Friday: ended in b.ts' },
      ],
    });
    const { project: _, ...nowhere } = span(0, 5);
    const bare = inputs(nowhere).lastDay;
    assert.deepEqual([bare?.endedIn, bare?.evidence.length], [{ file: 'a.ts' }, 3]);
    assert.equal(inputs(span(0, 5, { kind: 'reading' })).lastDay?.endedIn, undefined);
  });
});
