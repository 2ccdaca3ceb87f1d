import assert from 'node:assert/strict';
import { analyze } from '../../../bench/insights/judge.ts';
import type { DocumentFact, Fact, RunFact } from '../../../src/core/facts/facts.ts';
import { activity, at, diagnostic, nine, run, span } from '../analytics/given.ts';

const dayMinutes = 24 * 60;
/** Days back from the Friday of `given`, oldest first; the first lies before the fourteen days that are looked at. */
const workdays = [14, 11, 10, 9, 8, 7, 4, 3, 2, 1, 0];
/** A minute of a day, counted from its nine o'clock. */
const on = (daysBack: number, minute: number): number => minute - daysBack * dayMinutes;

/** Work from nine to twelve and one to five on each day, without a single edit. */
const calm: Fact[] = workdays.flatMap((back) => [
  span(on(back, 0), on(back, 180), { kind: 'reading' }),
  span(on(back, 240), on(back, 480), { kind: 'reading' }),
]);
const now = nine + 9 * 3_600_000;

function found(facts: readonly Fact[], work: readonly Fact[] = calm) {
  return analyze({ now, offset: 0, facts: [...work, ...facts] }).bottlenecks;
}
const types = (facts: readonly Fact[], work?: readonly Fact[]): string[] => found(facts, work).map(({ type }) => type);

/** A red run, and a green one 20 s later. */
function redAndGreen(back: number, minute: number, changes: Partial<RunFact> = {}): RunFact[] {
  return [
    run(on(back, minute), on(back, minute + 1), { exitCode: 1, ...changes }),
    run(on(back, minute + 1.3), on(back, minute + 2.3), { exitCode: 0, ...changes }),
  ];
}

function counted({ id, start, end = start }: RunFact, passed: number, failed: number): DocumentFact {
  const body = JSON.stringify({ run: id, passed, failed, skipped: 0 });
  return { type: 'document', collection: 'testRuns', id: `tests:${id}`, rev: 1, at: end, start, end, offset: 0, body };
}

describe('the rule for flaky runs', () => {
  const twiceADay = (changes: Partial<RunFact>): RunFact[] =>
    [3, 2].flatMap((back) => [20, 60].flatMap((minute) => redAndGreen(back, minute, changes)));

  it('finds four changes of outcome with no edit in between, on two days', () => {
    const [first] = found(twiceADay({}));
    assert.equal(first?.type, 'flaky-run');
    // Red to green four times, and green to red three times.
    assert.match(first.description, /changed 7 times/);
  });

  it('finds a flake among many ordinary changes of outcome', () => {
    const ordinary = [9, 8, 7, 4].flatMap((back) =>
      [100, 120, 140, 160].flatMap((minute) => [
        run(on(back, minute), on(back, minute + 1), { exitCode: 1 }),
        span(on(back, minute + 2), on(back, minute + 3), edited),
        run(on(back, minute + 4), on(back, minute + 5), { exitCode: 0 }),
        span(on(back, minute + 6), on(back, minute + 7), edited),
      ]),
    );
    assert.ok(!types(ordinary, []).includes('flaky-run'));
    assert.ok(types([...ordinary, ...twiceADay({})]).includes('flaky-run'));
  });

  it('takes an edit of ten seconds for an edit', () => {
    const testDriven = workdays.flatMap((back) =>
      [20, 40, 60, 80, 100].flatMap((minute) => [
        ...redAndGreen(back, minute),
        span(on(back, minute + 1.05), on(back, minute + 1.2), edited),
        span(on(back, minute + 5), on(back, minute + 6), edited),
      ]),
    );
    assert.deepEqual(types(testDriven), []);
  });

  it('compares runs of as many tests only', () => {
    const [oneFile, all] = [
      [3, 2].flatMap((back) => [20, 60].map((minute) => redAndGreen(back, minute)[0] as RunFact)),
      [3, 2].flatMap((back) => [20, 60].map((minute) => redAndGreen(back, minute)[1] as RunFact)),
    ];
    const runs = [...oneFile, ...all];
    const counts = [...oneFile.map((one) => counted(one, 3, 1)), ...all.map((one) => counted(one, 120, 0))];
    assert.ok(!types([...runs, ...counts]).includes('flaky-run'));
    const same = [...oneFile.map((one) => counted(one, 119, 1)), ...all.map((one) => counted(one, 120, 0))];
    assert.ok(types([...runs, ...same]).includes('flaky-run'));
  });

  it('takes another branch for a change', () => {
    const switched = twiceADay({}).map((one, i) => ({ ...one, branch: i % 2 === 0 ? 'fix' : 'main' }));
    assert.ok(!types(switched).includes('flaky-run'));
  });

  for (const name of ['vim', 'claude', 'git', 'git checkout main'])
    it(`takes ${name} in the terminal for a possible edit`, () => {
      const between = [3, 2].flatMap((back) =>
        [20, 60].flatMap((minute) => [
          run(on(back, minute + 1.05), on(back, minute + 1.2), {
            name,
            group: 'other',
            source: 'terminal',
            exitCode: 0,
          }),
          run(on(back, minute + 5), on(back, minute + 6), { name, group: 'other', source: 'terminal', exitCode: 0 }),
        ]),
      );
      assert.ok(!types([...twiceADay({}), ...between]).includes('flaky-run'));
    });

  for (const name of ['grep', 'diff', 'ssh', 'curl', 'terraform'])
    it(`does not take ${name} for a test`, () => {
      const used = workdays.flatMap((back) =>
        [10, 30, 50, 70, 90].flatMap((minute) =>
          redAndGreen(back, minute, { name, group: 'other', source: 'terminal' }),
        ),
      );
      const failing = Array.from({ length: 12 }, (_, i) =>
        run(on(1, i * 3), on(1, i * 3 + 1), { name, group: 'other', source: 'terminal', exitCode: 1 }),
      );
      assert.deepEqual(types([...used, ...failing]), []);
    });

  it('finds tests among twenty programs that are used all day', () => {
    const programs = Array.from({ length: 20 }, (_, i) =>
      [9, 8, 7].flatMap((back) => redAndGreen(back, 10 + i, { name: `tool${i}`, group: 'other', source: 'terminal' })),
    ).flat();
    assert.ok(types([...programs, ...twiceADay({})]).includes('flaky-run'));
  });
});

describe('the rule for slow runs', () => {
  const lasting = (changes: Partial<RunFact>) =>
    workdays.map((back) => run(on(back, 10), on(back, 190), { group: 'test', exitCode: 0, ...changes }));

  it('finds a build of ten minutes', () => {
    const builds = workdays.map((back) =>
      run(on(back, 10), on(back, 20), { name: 'build', group: 'build', exitCode: 0 }),
    );
    const [first] = found(builds);
    assert.deepEqual([first?.type, first?.impact], ['slow-run', 'high']);
    assert.match(first?.description ?? '', /takes 10 min a run, 1 h 40 min in all/);
  });

  it('says nothing of a watch mode, whether it was stopped or says what it is', () => {
    for (const exitCode of [130, 143]) assert.deepEqual(types(lasting({ exitCode })), []);
    assert.deepEqual(types(lasting({ name: 'npm run test:watch' })), []);
  });

  it('says nothing of a session that waits for keys', () => {
    for (const name of ['ssh', 'psql', 'vim'])
      assert.deepEqual(types(lasting({ name, group: 'other', source: 'terminal' })), []);
  });

  it('gives a program of the terminal no high impact', () => {
    assert.deepEqual(
      found(lasting({ name: 'terraform', group: 'other', source: 'terminal' })).map(({ impact }) => impact),
      ['medium'],
    );
  });
});

describe('the rules for waiting', () => {
  it('measure reviews in working hours, so one given the next morning waited an hour', () => {
    const overnight = [8, 3, 2].flatMap((back, i) => [pull(i, on(back, 7.5 * 60)), review(i, on(back - 1, 36))]);
    assert.ok(!types(overnight).includes('review-wait'));
    // Two nights and the working day between them.
    const twoDays = [10, 9, 4].flatMap((back, i) => [pull(i, on(back, 60)), review(i, on(back - 2, 180))]);
    const [first] = found(twoDays);
    assert.deepEqual([first?.type, first?.impact], ['review-wait', 'high']);
    assert.match(first?.description ?? '', /18 h of working time/);
  });

  it('do not let a weekend count', () => {
    const weekend = [7, 14].flatMap((back, i) => [pull(i, on(back, 7 * 60)), review(i, on(back - 3, 60))]);
    assert.ok(!types(weekend).includes('review-wait'));
  });

  it('do not let short logs hide long waits', () => {
    const waits = [10, 9, 4].flatMap((back, i) => [pull(i, on(back, 60)), review(i, on(back - 2, 180))]);
    const logs = [10, 9, 4, 3].map((back) => activity(on(back, 490), on(back, 520), { title: 'Waiting for a review' }));
    assert.equal(found([...waits, ...logs])[0]?.type, 'review-wait');
  });

  it('find two hours of waiting logged each day', () => {
    const logs = (title: string) => workdays.map((back) => activity(on(back, 490), on(back, 610), { title }));
    const [reviews] = found(logs('Waiting for a review'));
    assert.deepEqual([reviews?.type, reviews?.description], ['review-wait', 'You waited 20 h for reviews']);
    const [others] = found(logs('Waiting for the deployment'));
    assert.deepEqual([others?.type, others?.description], ['other', 'You logged 20 h of waiting']);
  });
});

describe('the rule for broken files', () => {
  const errors = (minutes: number, perDay: number, changes = {}) =>
    workdays.flatMap((back) =>
      Array.from({ length: perDay }, (_, i) =>
        diagnostic(on(back, 20 + i * 40), on(back, 20 + i * 40 + minutes), { file: 'broken.ts', ...changes }),
      ),
    );

  it('finds a file that is broken for a quarter of an hour a day', () => {
    const [first] = found(errors(15, 1));
    assert.deepEqual([first?.type, first?.impact], ['broken-file', 'medium']);
    assert.match(first?.description ?? '', /broken for 2 h 30 min in all/);
    assert.equal(found(errors(25, 1))[0]?.impact, 'high');
  });

  it('does not mind squiggles of two seconds, however many', () => {
    assert.ok(!types(errors(2 / 60, 10)).includes('broken-file'));
  });

  it('finds the broken file among files with many more short errors', () => {
    const squiggles = ['a.ts', 'b.ts', 'c.ts'].flatMap((file) => errors(2 / 60, 6, { file }));
    const [first] = found([...squiggles, ...errors(15, 1)]).filter(({ type }) => type === 'broken-file');
    assert.match(first?.description ?? '', /^broken\.ts/);
  });

  it('counts errors side by side once', () => {
    const three = ['1', '2', '3'].flatMap((code) => errors(15, 1, { code }));
    const [first] = found(three).filter(({ type }) => type === 'broken-file');
    assert.match(first?.description ?? '', /broken for 2 h 30 min in all/);
  });
});

describe('the rule for errors that come back', () => {
  const often = (minutes: number, message: string, perDay: number) =>
    workdays.flatMap((back) =>
      Array.from({ length: perDay }, (_, i) =>
        diagnostic(on(back, 10 + i * 15), on(back, 10 + i * 15 + minutes), { message, file: `f${i}.ts` }),
      ),
    );

  it('weighs them by the time they take, not by their number', () => {
    const slips = ["';' expected.", "',' expected.", 'Expression expected.'].flatMap((text) => often(1 / 30, text, 10));
    const costly = often(8, 'Unhandled exception type IOException', 1);
    const [first, ...others] = found([...slips, ...costly]).filter(({ type }) => type === 'recurring-error');
    assert.match(first?.description ?? '', /comes back in one file: .*IOException.*1 h 20 min in all/);
    assert.deepEqual(others, []);
  });
});

describe('the rule for switching', () => {
  const projects = ['/p/a', '/p/b', '/p/c', '/p/d'];
  const work = (every: number) =>
    workdays.flatMap((back) => [
      ...Array.from({ length: Math.floor(120 / every) }, (_, i) =>
        span(on(back, i * every), on(back, (i + 1) * every), { project: projects[i % 4] as string }),
      ),
      span(on(back, 120), on(back, 180), { project: '/p/a' }),
      span(on(back, 240), on(back, 480), { project: '/p/a' }),
    ]);

  it('finds a shredded morning before a calm day', () => {
    const [first] = found([], work(4));
    assert.equal(first?.type, 'context-switching');
    assert.match(first.description, /14\.5 times an hour from about 9:00 to 11:00/);
  });

  it('says nothing of a morning in four projects, one after the other', () => {
    assert.deepEqual(types([], work(30)), []);
  });
});

const edited = { edits: { typed: { edits: 3, added: 1, removed: 1 } } } as const;
const where = { repo: 'acme/shop', isPrivate: false, url: 'https://github.example/pull' };

function document(id: string, minutes: number, body: object): DocumentFact {
  const times = { at: at(minutes), start: at(minutes), end: at(minutes), offset: 0 };
  return { type: 'document', collection: 'github', id, rev: 1, ...times, body: JSON.stringify({ ...where, ...body }) };
}

function pull(number: number, from: number): DocumentFact {
  const sizes = { additions: 1, deletions: 1, files: 1, branch: 'fix', shas: [], awaitsMe: false };
  const who = { node: `PR${number}`, number, title: `Change ${number}`, author: 'me', isMine: true };
  const times = { createdAt: at(from), updatedAt: at(from) };
  const body = { kind: 'pull', ...who, ...sizes, ...times, state: 'merged', isDraft: false };
  return document(`github:pull:PR${number}`, from, body);
}

function review(number: number, minutes: number): DocumentFact {
  const what = { kind: 'review', number, about: `github:pull:PR${number}`, author: 'mona', isMine: false };
  return document(`github:review:${number}`, minutes, { ...what, at: at(minutes), verdict: 'approved', comments: 0 });
}
