import assert from 'node:assert/strict';
import type { GithubWork, PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { planByRules } from '../../../src/ai/rules/planner.ts';
import { branch, brokenFile, evidence, failingRun, inputs, lastDay, t, task } from './inputs.ts';

const tasksOf = (changes: Partial<PlanInputs>) => planByRules(inputs(changes), t).tasks;
const titlesOf = (changes: Partial<PlanInputs>): string[] => tasksOf(changes).map(({ title }) => title);
const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('the tasks of the built-in planner', () => {
  it('take up so many of each kind, and no more', () => {
    const count = (changes: Partial<PlanInputs>): number => tasksOf(changes).length;
    assert.equal(count({ unfinished: range(9).map((i) => task({ id: `w:${i}`, title: `Task ${i}` })) }), 6);
    assert.equal(count({ failingRuns: range(9).map((i) => ({ ...failingRun, name: `run ${i}` })) }), 2);
    assert.equal(count({ brokenFiles: range(9).map((i) => ({ ...brokenFile, file: `${i}.ts` })) }), 3);
    assert.equal(count({ branches: range(9).map((i) => ({ ...branch, branch: `work/${i}` })) }), 2);
    const listed = range(9).map((i) => ({ ...tasksOf({ branches: [branch] })[0], title: `Listed ${i}` }));
    assert.equal(count({ listed: listed as NonNullable<PlanInputs['listed']> }), 6);
  });

  it('carry over the urgent first, and in the order of the plan', () => {
    const open = [
      task({ id: 'w:1', title: 'low', priority: 'low', order: 1 }),
      task({ id: 'w:2', title: 'second', priority: 'high', order: 9 }),
      task({ id: 'w:3', title: 'first', priority: 'high', order: 2 }),
      task({ id: 'w:4', title: 'medium', order: 3 }),
    ];
    assert.deepEqual(titlesOf({ unfinished: open }), ['first', 'second', 'medium', 'low']);
  });

  it('name each thing to do once', () => {
    const unfinished = [task({ id: 'w:1', title: 'Continue feature/x' })];
    assert.deepEqual(titlesOf({ unfinished, branches: [branch] }), ['Continue feature/x']);
  });

  it('take half an hour and five runs for a red run, an hour and a half at most', () => {
    const minutes = (medianMs: number) => tasksOf({ failingRuns: [{ ...failingRun, medianMs }] })[0]?.minutes;
    assert.deepEqual([0, 60_000, 90_000, 720_000, 3_600_000].map(minutes), [30, 35, 40, 90, 90]);
  });

  it('take ten minutes and five for each error of a file, an hour at most; three errors are urgent', () => {
    const sized = (errors: number) => {
      const [one] = tasksOf({ brokenFiles: [{ ...brokenFile, errors }] });
      return [one?.minutes, one?.priority];
    };
    assert.deepEqual([2, 3, 10, 11].map(sized), [
      [20, 'medium'],
      [25, 'high'],
      [60, 'high'],
      [60, 'high'],
    ]);
  });

  it('take half as long for a branch as was spent on it; the busiest one matters more', () => {
    const both = tasksOf({
      branches: [
        { ...branch, minutes: 87 },
        { ...branch, branch: 'b', minutes: 300 },
      ],
    });
    assert.deepEqual(
      both.map(({ minutes, priority, project }) => [minutes, priority, project]),
      [
        [45, 'medium', '/p'],
        [120, 'low', '/p'],
      ],
    );
  });

  it('go on in the last file for an hour, by what was seen last', () => {
    const seen = [...evidence('a'), ...evidence('b')];
    const [one] = tasksOf({ lastDay: { ...lastDay, evidence: seen, endedIn: { project: '/p', file: 'x.ts' } } });
    assert.deepEqual([one?.minutes, one?.priority, one?.project, one?.evidence], [60, 'medium', '/p', evidence('b')]);
  });

  it('take up what waits on GitHub, each kind with its own length and urgency', () => {
    const work = (kind: GithubWork['kind'], number: number): GithubWork => ({
      kind,
      repo: 'o/r',
      isPrivate: false,
      number,
      title: `T${number}`,
      url: '',
      days: 1,
      evidence: [{ id: `github:${number}`, text: '' }],
    });
    const kinds = ['review', 'checks', 'stale', 'issue', 'branch'] as const;
    const github = kinds.flatMap((kind, k) => range(4).map((i) => work(kind, 10 * k + i)));
    assert.deepEqual(
      tasksOf({ github }).map(({ title, minutes, priority }) => [title, minutes, priority]),
      [
        ['Review #0: T0', 30, 'high'],
        ['Review #1: T1', 30, 'high'],
        ['Review #2: T2', 30, 'high'],
        ['Make the checks of #10 pass: T10', 45, 'high'],
        ['Make the checks of #11 pass: T11', 45, 'high'],
        ['Finish or close #20: T20', 20, 'low'],
        ['Work on issue #30: T30', 60, 'medium'],
        ['Work on issue #31: T31', 60, 'medium'],
        ['Open a pull request for T40 of o/r, or delete it', 20, 'low'],
      ],
    );
  });

  it('begin with three small steps where nothing is recorded', () => {
    assert.deepEqual(
      tasksOf({}).map(({ minutes, priority }) => [minutes, priority]),
      [
        [10, 'high'],
        [60, 'high'],
        [10, 'medium'],
      ],
    );
  });
});

describe('the question and the learning goal, right on their limits', () => {
  const question = (changes: Partial<typeof lastDay>): string =>
    planByRules(inputs({ lastDay: { ...lastDay, switches: 0, ...changes } }), t).reflection?.question ?? '';
  const isAbout = (pattern: RegExp, changes: readonly Partial<typeof lastDay>[]): boolean[] =>
    changes.map((change) => pattern.test(question(change)));

  it('asks of tasks where less than half was done, and praises where all were', () => {
    assert.deepEqual(
      isAbout(/took the time/, [
        { tasksPlanned: 4, tasksDone: 1 },
        { tasksPlanned: 4, tasksDone: 2 },
      ]),
      [true, false],
    );
    assert.deepEqual(
      isAbout(/^All/, [{ tasksPlanned: 4, tasksDone: 4 }, { tasksPlanned: 4, tasksDone: 3 }, { tasksPlanned: 0 }]),
      [true, false, false],
    );
  });

  it('asks of stretches under 25 minutes on a day of an hour, and praises one of an hour', () => {
    const short = { workedMinutes: 60, longestFocusMinutes: 24 };
    const changes = [short, { ...short, longestFocusMinutes: 25 }, { ...short, workedMinutes: 59 }];
    assert.deepEqual(isAbout(/stretch was/, changes), [true, false, false]);
    assert.deepEqual(isAbout(/without a break/, [{ longestFocusMinutes: 60 }, { longestFocusMinutes: 59 }]), [
      true,
      false,
    ]);
  });

  it('asks of more than sixty switches an hour', () => {
    const day = { workedMinutes: 120, longestFocusMinutes: 30 };
    assert.deepEqual(
      isAbout(/^You switched/, [
        { ...day, switches: 121 },
        { ...day, switches: 120 },
      ]),
      [true, false],
    );
    assert.deepEqual(isAbout(/^You switched/, [{ ...day, workedMinutes: 59, switches: 900 }]), [false]);
  });

  it('knows a rare language by a quarter of an hour and less than a tenth of the time', () => {
    const learn = (rare: number, errors = 0) => {
      const languages = [
        { language: 'ts', minutes: 900, errors: 0, evidence: [] },
        { language: 'go', minutes: rare, errors, evidence: [] },
      ];
      const { title, minutes } = planByRules(inputs({ languages }), t).learning ?? {};
      return [title, minutes];
    };
    const none = ['Read the source of one thing you use every day', 15];
    assert.deepEqual(learn(15), ['Read one chapter on go', 20]);
    assert.deepEqual(learn(99, 1), ['Look up what cost time in go: 1 error in 99 min', 20]);
    assert.deepEqual([learn(14), learn(100)], [none, none]);
  });

  it('prefers the rare language with more errors, then the one with more time', () => {
    const language = (name: string, minutes: number, errors: number) => ({
      language: name,
      minutes,
      errors,
      evidence: [],
    });
    const learn = (...some: readonly ReturnType<typeof language>[]) =>
      planByRules(inputs({ languages: [language('ts', 900, 0), ...some] }), t).learning?.title;
    assert.match(learn(language('go', 40, 1), language('c', 20, 5)) ?? '', / c: 5 errors/);
    assert.match(learn(language('go', 20, 2), language('c', 40, 2)) ?? '', / c: 2 errors/);
  });

  it('reads about an interest where nothing else calls', () => {
    const { learning } = planByRules(inputs({ interests: ['Rust'] }), t);
    assert.deepEqual([learning?.title, learning?.minutes], ['Read about Rust', 20]);
    assert.deepEqual(learning?.evidence, [{ id: 'interest:Rust', text: 'Among your learning interests: Rust' }]);
  });
});
