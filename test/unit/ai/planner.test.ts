import assert from 'node:assert/strict';
import type { PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { clampPlan } from '../../../src/ai/clamp.ts';
import { planByRules } from '../../../src/ai/rules/planner.ts';
import {
  branch,
  brokenFile,
  evidence,
  failingRun,
  inputs,
  lastDay,
  nothing,
  repeatedError,
  t,
  task,
} from './inputs.ts';

function titles(changes: Partial<PlanInputs>): string[] {
  return planByRules(inputs(changes), t).tasks.map(({ title }) => title);
}

function question(changes: Partial<typeof lastDay>): string {
  return planByRules(inputs({ lastDay: { ...lastDay, ...changes } }), t).reflection?.question ?? '';
}

describe('the built-in planner', () => {
  it('takes the unfinished plan first, then what is red, what is broken, and what is half done', () => {
    const all = { unfinished: [task()], failingRuns: [failingRun], brokenFiles: [brokenFile], branches: [branch] };
    assert.deepEqual(titles(all), [
      'Open task',
      'Make "npm test" pass again',
      'Fix 2 errors in a.ts',
      'Continue feature/x',
    ]);
  });

  it('says of each task what it rests on', () => {
    const all = { unfinished: [task()], failingRuns: [failingRun], brokenFiles: [brokenFile], branches: [branch] };
    assert.deepEqual(
      planByRules(inputs(all), t).tasks.map((one) => one.evidence.map(({ text }) => text)),
      [
        ['Planned for Friday and still open'],
        ['measured run:/p:npm test'],
        ['measured file:/p:a.ts'],
        ['measured branch:/p:feature/x'],
      ],
    );
  });

  it('sizes and ranks tasks by what is measured', () => {
    const [run] = planByRules(inputs({ failingRuns: [{ ...failingRun, medianMs: 6 * 60_000 }] }), t).tasks;
    assert.deepEqual([run?.minutes, run?.priority], [60, 'high']);
    const [file] = planByRules(inputs({ brokenFiles: [{ ...brokenFile, errors: 4 }] }), t).tasks;
    assert.deepEqual([file?.minutes, file?.priority], [30, 'high']);
    const [one] = planByRules(inputs({ brokenFiles: [{ ...brokenFile, errors: 1 }] }), t).tasks;
    assert.deepEqual([one?.title, one?.minutes, one?.priority], ['Fix the error in a.ts', 15, 'medium']);
    const lengths = [20, 190, 2_000].map(
      (minutes) => planByRules(inputs({ branches: [{ ...branch, minutes }] }), t).tasks[0]?.minutes,
    );
    assert.deepEqual(lengths, [30, 95, 120]);
  });

  it('makes its own tasks again instead of carrying them over: what is mended does not come back', () => {
    const mended = task({ title: 'Fix 9 errors in a.ts', source: 'rules', evidence: evidence('file:/p:a.ts') });
    assert.deepEqual(titles({ unfinished: [mended], branches: [branch] }), ['Continue feature/x']);
    assert.deepEqual(titles({ unfinished: [mended], brokenFiles: [brokenFile] }), ['Fix 2 errors in a.ts']);
    assert.deepEqual(titles({ unfinished: [{ ...mended, source: 'user' }] }), ['Fix 9 errors in a.ts']);
  });

  it('continues where the last day ended, where no branch tells what is half done', () => {
    const ended = { ...lastDay, endedIn: { project: '/p', file: 'src/a.ts' } };
    assert.deepEqual(titles({ lastDay: ended }), ['Continue in src/a.ts, where you left off']);
    assert.deepEqual(titles({ lastDay: ended, branches: [branch] }), ['Continue feature/x']);
  });

  it('has a short and honest plan for a first morning', () => {
    const { draft, ungrounded } = clampPlan(planByRules(nothing, t), nothing, t);
    assert.equal(ungrounded, 0);
    assert.ok(draft.tasks.length > 0 && draft.tasks.length <= 3);
    const items = [...draft.tasks, draft.learning, draft.reflection];
    for (const item of items) assert.match(item?.evidence[0]?.text ?? '', /^Nothing measured/);
  });

  it('gives the same plan for the same inputs', () => {
    const given = inputs({ unfinished: [task()], branches: [branch], repeatedErrors: [repeatedError], lastDay });
    assert.deepEqual(planByRules(given, t), planByRules(structuredClone(given), t));
  });

  it('translates every sentence', () => {
    const shout = (message: string, ...args: readonly (string | number)[]) => `§${t(message, ...args)}`;
    const given = inputs({
      unfinished: [task()],
      branches: [branch],
      brokenFiles: [brokenFile],
      failingRuns: [failingRun],
      lastDay,
    });
    for (const facts of [given, nothing]) {
      const { tasks, learning, reflection } = planByRules(facts, shout);
      const own = tasks.filter(({ title }) => title !== 'Open task').map(({ title }) => title);
      for (const text of [...own, learning?.title, reflection?.question]) assert.match(text ?? '', /^§/);
    }
  });
});

describe('the learning goal', () => {
  const language = (name: string, minutes: number, errors = 0) => ({
    language: name,
    minutes,
    errors,
    evidence: evidence(`language:${name}`),
  });
  const learn = (changes: Partial<PlanInputs>) => planByRules(inputs(changes), t).learning;

  it('is the error that keeps coming back', () => {
    assert.equal(learn({ repeatedErrors: [repeatedError] })?.title, 'Find out why ts 2345 keeps coming back');
    assert.deepEqual(learn({ repeatedErrors: [repeatedError] })?.evidence, repeatedError.evidence);
  });

  it('is else a language that is rarely used, with what it cost', () => {
    const rare = [language('typescript', 900), language('rust', 40, 6), language('go', 45)];
    assert.equal(learn({ languages: rare })?.title, 'Look up what cost time in rust: 6 errors in 40 min');
    assert.equal(
      learn({ languages: [language('typescript', 900), language('go', 45)] })?.title,
      'Read one chapter on go',
    );
  });

  it('is else a small one that says it rests on nothing', () => {
    const small = learn({ languages: [language('typescript', 900), language('go', 5)] });
    assert.equal(small?.minutes, 15);
    assert.deepEqual(
      small?.evidence.map(({ id }) => id),
      ['none:learning'],
    );
  });
});

describe('the reflection question', () => {
  it('fits the most telling number of the last day', () => {
    assert.match(question({ tasksPlanned: 5, tasksDone: 1 }), /^1 of 5 planned tasks were done\./);
    assert.match(question({ longestFocusMinutes: 12 }), /^The longest unbroken stretch was 12 min\./);
    assert.doesNotMatch(question({ longestFocusMinutes: 0, switches: 0 }), /stretch was/);
    assert.match(question({ switches: 900 }), /^You switched file or project 900 times\./);
    assert.match(question({ tasksPlanned: 3, tasksDone: 3 }), /^All 3 planned tasks were done\./);
    assert.match(question({ longestFocusMinutes: 80 }), /^You worked 1 h 20 min without a break\./);
    assert.match(question({}), /^What went well last time/);
  });

  it('makes little of a day of little work', () => {
    assert.match(question({ workedMinutes: 20, longestFocusMinutes: 5, switches: 50 }), /^What went well/);
  });

  it('cites the numbers of that day', () => {
    assert.deepEqual(planByRules(inputs({ lastDay }), t).reflection?.evidence, lastDay.evidence);
  });
});
