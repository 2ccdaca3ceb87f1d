import assert from 'node:assert/strict';
import { addDays } from '../../../src/core/time/days.ts';
import type { Fact } from '../../../src/core/facts/facts.ts';
import type { Context } from '../../../src/analytics/context.ts';
import { medianOf } from '../../../src/core/base/median.ts';
import { readPlanInputs } from '../../../src/analytics/planInputs.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, day, diagnostic, run, span, task } from './given.ts';

const tomorrow = addDays(day, 1);
/** Minutes of a day. */
const aDay = 24 * 60;

function inputs(facts: Fact[], changes: Partial<Context> = {}, planFor = tomorrow) {
  return readPlanInputs(new MemoryReader(facts), planFor, context(changes));
}

describe('capacity', () => {
  it('is the median of the same weekday, once there are two of it', () => {
    // For a Friday a week later: three Fridays of 2, 5, and 3 hours, and a Thursday of 8.
    const facts = [
      span(-7 * aDay, -7 * aDay + 300),
      span(-14 * aDay, -14 * aDay + 180),
      span(-aDay, -aDay + 480),
      span(0, 120),
    ];
    const planned = inputs(facts, { now: at(aDay) }, addDays(day, 7));
    assert.equal(planned.capacityMinutes, 180);
    assert.deepEqual(planned.capacityEvidence, [
      { id: 'capacity', text: 'Friday: 3 h on a usual day, from 3 in the last 8 weeks' },
    ]);
  });

  it('is the median of all days, where the weekday was hardly worked on', () => {
    const facts = [1, 2, 3, 4].map((back) => span(-back * aDay, -back * aDay + 60 * back));
    const planned = inputs(facts);
    assert.equal(planned.capacityMinutes, 150);
    assert.match(planned.capacityEvidence[0]?.text ?? '', /^2 h 30 min on a usual day, from 4 days/);
  });

  it('is the goal, where there is no history, and says so', () => {
    const planned = inputs([span(0, 300), span(-aDay, -aDay + 10)]);
    assert.equal(planned.capacityMinutes, 360);
    assert.match(planned.capacityEvidence[0]?.text ?? '', /^Your goal of 6 h, since too few days/);
  });

  it('counts what was logged by hand, and forgets what is older than eight weeks', () => {
    const facts = [1, 2, 3].map((back) => activity(-back * aDay, -back * aDay + 120));
    assert.equal(inputs(facts).capacityMinutes, 120);
    assert.equal(
      inputs([1, 2, 3].map((back) => span(-(60 + back) * aDay, -(60 + back) * aDay + 120))).capacityMinutes,
      360,
    );
  });

  it('leaves out today, which is not over, and the day before the eight weeks', () => {
    const worked = (...back: number[]) =>
      inputs(back.map((days) => span(-days * aDay, -days * aDay + 120))).capacityMinutes;
    assert.equal(worked(0, 1, 2), 360);
    assert.equal(worked(1, 2, 56), 360);
    assert.equal(worked(1, 2, 54), 120);
  });

  it('knows medians', () => {
    assert.deepEqual([medianOf([]), medianOf([3]), medianOf([9, 1]), medianOf([9, 1, 2])], [0, 3, 5, 2]);
  });
});

describe('branches', () => {
  it('are those worked on lately beside the default ones, with their time', () => {
    const on = (branch: string) => ({ branch });
    const facts = [
      span(-4 * aDay, -4 * aDay + 100, on('feature/x')),
      span(-aDay, -aDay + 90, on('feature/x')),
      span(0, 60, on('main')),
      span(60, 90, on('fix/y')),
      span(100, 105, on('looked-at')),
      span(-20 * aDay, -20 * aDay + 300, on('left-behind')),
    ];
    assert.deepEqual(inputs(facts).branches, [
      {
        project: '/home/me/shop',
        branch: 'feature/x',
        minutes: 190,
        lastDay: '2026-11-19',
        evidence: [
          { id: 'branch:/home/me/shop:feature/x', text: 'feature/x: 3 h 10 min in the last 5 days, last on Thursday' },
        ],
      },
      {
        project: '/home/me/shop',
        branch: 'fix/y',
        minutes: 30,
        lastDay: day,
        evidence: [{ id: 'branch:/home/me/shop:fix/y', text: 'fix/y: 30 min today' }],
      },
    ]);
  });
});

describe('broken files', () => {
  it('are those whose errors were open when last seen, most errors first', () => {
    const facts = [
      diagnostic(-aDay, undefined),
      diagnostic(10, undefined, { file: 'b.ts' }),
      diagnostic(11, undefined, { file: 'b.ts', message: 'other' }),
      diagnostic(12, 15, { file: 'c.ts' }),
      diagnostic(12, undefined, { file: 'd.ts', severity: 'warning' }),
      diagnostic(-30 * aDay, undefined, { file: 'e.ts' }),
    ];
    assert.deepEqual(
      inputs(facts).brokenFiles.map(({ file, errors, evidence }) => [file, errors, evidence[0]?.text]),
      [
        ['b.ts', 2, 'b.ts: 2 errors open, the first since Friday'],
        ['a.ts', 1, 'a.ts: 1 error open since Thursday'],
      ],
    );
  });

  it('are not those that a later window worked on without the error', () => {
    const open = diagnostic(10, undefined, { id: 'w1:1' });
    const files = (...facts: Fact[]) => inputs([open, ...facts]).brokenFiles.map(({ errors }) => errors);
    assert.deepEqual(files(), [1]);
    assert.deepEqual(files(span(20, 30, { id: 'w1:2' })), [1]);
    assert.deepEqual(files(span(20, 30, { id: 'w2:2' })), []);
    assert.deepEqual(files(span(5, 8, { id: 'w2:2' })), [1]);
    assert.deepEqual(files(span(20, 30, { id: 'w2:2', file: 'b.ts' })), [1]);
    assert.deepEqual(files(span(20, 30, { id: 'w2:2' }), diagnostic(21, undefined, { id: 'w2:3' })), [1]);
  });
});

describe('failing runs', () => {
  it('are tasks whose last run failed, with how often in a row', () => {
    const facts = [
      run(0, 2, { exitCode: 1 }),
      run(5, 7, { exitCode: 0 }),
      run(10, 12, { exitCode: 1 }),
      run(20, 24, { exitCode: 1 }),
      run(30, 31, { exitCode: 130 }),
      run(0, 1, { name: 'lint', exitCode: 1 }),
      run(2, 3, { name: 'lint', exitCode: 0 }),
      run(0, 1, { name: 'old', exitCode: 1, start: at(-20 * aDay), end: at(-20 * aDay + 1) }),
      run(0, undefined, { name: 'running' }),
    ];
    const failing = inputs(facts).failingRuns;
    assert.deepEqual(
      failing.map(({ name, failures, lastAt, medianMs }) => [name, failures, lastAt, medianMs]),
      [['npm test', 2, at(24), 120_000]],
    );
    assert.deepEqual(
      failing[0]?.evidence.map(({ text }) => text),
      ['npm test: failed 2 times in a row, last on Friday', 'npm test: takes 2 min'],
    );
  });

  it('tells the first failure', () => {
    const [failing] = inputs([run(0, 0.5, { exitCode: 3 })]).failingRuns;
    assert.equal(failing?.project, '/home/me/shop');
    const { project: _, ...nowhere } = run(0, 0.5, { exitCode: 3 });
    assert.ok(!('project' in (inputs([nowhere]).failingRuns[0] ?? {})));
    assert.deepEqual(
      failing?.evidence.map(({ text }) => text),
      ['npm test: its last run failed, on Friday'],
    );
  });
});

describe('what could be learned', () => {
  it('are errors that come back on several days', () => {
    const facts = [
      ...[0, 1, 2].map((back) => diagnostic(-back * aDay, -back * aDay + 5, { message: `No ${back}` })),
      ...[0, 1, 2].map((minute) => diagnostic(minute, minute + 5, { code: 'once' })),
      diagnostic(1, 5, { code: 'w', severity: 'warning' }),
    ];
    const repeated = inputs(facts).repeatedErrors;
    assert.deepEqual(
      repeated.map(({ reporter, code, count, days, language }) => [reporter, code, count, days, language]),
      [['ts', '2345', 3, 3, 'typescript']],
    );
    assert.equal(repeated[0]?.evidence[0]?.text, 'ts 2345: 3 times on 3 days, last time "No 0"');
  });

  it('are languages, with their time and errors', () => {
    const facts = [span(0, 300), span(300, 330, { language: 'rust' }), diagnostic(310, 320, { language: 'rust' })];
    assert.deepEqual(
      inputs(facts).languages.map(({ language, minutes, errors }) => [language, minutes, errors]),
      [
        ['typescript', 300, 0],
        ['rust', 30, 1],
      ],
    );
  });
});

describe('the last day', () => {
  it('is told in numbers, with its plan and where it ended', () => {
    const facts = [
      span(0, 60),
      span(60, 90, { file: 'b.ts' }),
      span(90, 95, { file: 'read.ts', kind: 'reading' }),
      task(30, { doneAt: at(10) }),
      task(60),
    ];
    assert.deepEqual(inputs(facts).lastDay, {
      day,
      workedMinutes: 95,
      longestFocusMinutes: 95,
      switches: 2,
      tasksPlanned: 2,
      tasksDone: 1,
      endedIn: { project: '/home/me/shop', file: 'b.ts' },
      evidence: [
        { id: `day:${day}:work`, text: 'Friday: 1 h 35 min of work, 1 h 35 min in the longest stretch' },
        { id: `day:${day}:switches`, text: 'Friday: 2 switches of file or project' },
        { id: `day:${day}:tasks`, text: 'Friday: 1 of 2 planned tasks done' },
        { id: `day:${day}:end`, text: 'Friday: ended in b.ts' },
      ],
    });
  });

  it('is before the day of the plan, and not there without work', () => {
    assert.equal(inputs([span(0, 60)], {}, day).lastDay, undefined);
    assert.equal(inputs([span(-aDay, -aDay + 60)], {}, day).lastDay?.day, '2026-11-19');
    assert.equal(inputs([]).lastDay, undefined);
  });
});

describe('the unfinished plan', () => {
  it('is what is open of the last day that had a plan', () => {
    const of = (name: string, order: number, changes = {}) => task(30, { title: name, order, ...changes });
    const facts = [
      of('later', 2),
      of('sooner', 1),
      of('done', 3, { doneAt: at(5) }),
      of('older', 1, { day: '2026-11-18' }),
      of('next', 1, { day: tomorrow }),
    ];
    assert.deepEqual(
      inputs(facts).unfinished.map(({ title }) => title),
      ['sooner', 'later'],
    );
  });
});

describe('evidence', () => {
  it('has ids that differ', () => {
    const facts = [
      ...[0, 1, 2].map((back) => span(-back * aDay, -back * aDay + 60, { branch: 'x' })),
      ...[0, 1, 2].map((back) => diagnostic(-back * aDay, undefined, { file: `${back}.ts` })),
      run(0, 5, { exitCode: 1 }),
      task(30),
    ];
    const { capacityEvidence, branches, brokenFiles, failingRuns, languages, repeatedErrors, lastDay } = inputs(facts);
    const measured = [
      ...branches,
      ...brokenFiles,
      ...failingRuns,
      ...languages,
      ...repeatedErrors,
      ...(lastDay ? [lastDay] : []),
    ];
    const ids = [...capacityEvidence, ...measured.flatMap(({ evidence }) => evidence)].map(({ id }) => id);
    assert.ok(ids.length >= 10);
    assert.equal(new Set(ids).size, ids.length);
  });
});
