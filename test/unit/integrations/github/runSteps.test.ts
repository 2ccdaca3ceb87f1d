import assert from 'node:assert/strict';
import { dayMs, hourMs, minuteMs } from '../../../../src/core/time/days.ts';
import { runSteps } from '../../../../src/integrations/github/steps/runSteps.ts';
import { kept, now } from './given.ts';
import { iso, keysOf, repoAs, scripted, type ScriptedAnswer } from './scripted.ts';

const overlapMs = 10 * minuteMs;
const watchMs = 3 * dayMs;
const runOf = (id: number, more: object = {}) => ({
  id,
  run_attempt: 1,
  name: 'CI',
  display_title: 'A change',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  head_branch: 'main',
  head_sha: 'abc',
  html_url: `https://github.com/o/r/actions/runs/${id}`,
  created_at: iso(now - hourMs),
  run_started_at: iso(now - hourMs),
  updated_at: iso(now - hourMs + minuteMs),
  ...more,
});

describe('the repositories whose runs are read', () => {
  it('are those that were pushed to within three days before the last reading, or since the first look', () => {
    const read = now - hourMs;
    const repos = [
      repoAs('o/watched', read - watchMs),
      repoAs('o/quiet', read - watchMs - 1),
      repoAs('o/first', now - 30 * dayMs),
      repoAs('o/before', now - 30 * dayMs - 1),
    ];
    const { session } = scripted({ state: { repos, through: { 'runs:o/watched': read, 'runs:o/quiet': read } } });
    assert.deepEqual(keysOf(runSteps(session, new Map())), ['runs:o/watched', 'runs:o/first']);
  });

  it('are also those where one still runs, and those with pull requests of the person, each once', () => {
    const { session } = scripted({ state: { repos: [repoAs('o/both', now)], running: { 'o/both': 1, 'o/busy': 1 } } });
    const steps = runSteps(
      session,
      new Map([
        ['o/busy', true],
        ['o/pull', false],
      ]),
    );
    assert.deepEqual(
      steps.map(({ key, what, repo }) => [key, what, repo]),
      ['o/both', 'o/busy', 'o/pull'].map((repo) => [`runs:${repo}`, 'runs', repo]),
    );
  });

  it('are not those that refused since their last push, nor those that are switched off', () => {
    const at = now - hourMs;
    const { session } = scripted({
      request: { off: ['o/off'] },
      state: {
        repos: [repoAs('o/refused', at - overlapMs - 1), repoAs('o/pushed', at - overlapMs), repoAs('o/off', now)],
        skipped: { 'runs:o/refused': at, 'runs:o/pushed': at, 'runs:o/gone': at },
        running: { 'o/gone': 1 },
      },
    });
    assert.deepEqual(keysOf(runSteps(session, new Map([['o/off', false]]))), ['runs:o/pushed']);
  });
});

describe('the runs of a repository', () => {
  /** Reads the runs of `o/r` by a script. */
  async function read(
    answer: (path: string, query: URLSearchParams) => ScriptedAnswer,
    state: object = {},
    withPulls = new Map([['o/r', false]]),
  ) {
    const stand = scripted({ rest: answer, state });
    const steps = runSteps(stand.session, withPulls);
    await steps[0]?.run();
    const created = stand.requests.map((request) => new URLSearchParams(request.split('?')[1]).get('created'));
    return { ...stand, created };
  }
  const list = (...runs: object[]): ScriptedAnswer => ({ body: { workflow_runs: runs } });

  it('are those of the person, from the first look on', async () => {
    const { requests } = await read(() => list());
    const first = iso(now - 30 * dayMs);
    assert.deepEqual(requests, [`/repos/o/r/actions/runs?actor=mona&created=>=${first}&per_page=100`]);
  });

  it('are read again from the day three days before the last reading, or on which the first began that still runs', async () => {
    const through = { 'runs:o/r': now };
    const day = (at: number) => `>=${iso(Math.floor(at / dayMs) * dayMs)}`;
    assert.deepEqual((await read(() => list(), { through })).created, [day(now - overlapMs - watchMs)]);
    const earlier = { through, running: { 'o/r': now - 9 * dayMs } };
    assert.deepEqual((await read(() => list(), earlier)).created, [day(now - 9 * dayMs)]);
    const later = { through, running: { 'o/r': now - hourMs } };
    assert.deepEqual((await read(() => list(), later)).created, [day(now - overlapMs - watchMs)]);
  });

  it('are asked for once more where a list is cut off, from its earliest one back, and no page of it by a mark', async () => {
    const from = iso(now - 30 * dayMs);
    const until = iso(now - 20 * dayMs);
    let answers = 0;
    const { created, headers, session } = await read(
      (_, query) => {
        const isFirst = query.get('created') === `>=${from}`;
        const created_at = isFirst && query.get('page') !== '10' ? iso(now - answers * minuteMs) : until;
        return { ...list(runOf(++answers, { created_at })), more: isFirst, etag: `"${answers}"` };
      },
      { etags: { 'runs:o/r': '"before"' } },
    );
    assert.deepEqual(created, [...Array.from({ length: 10 }, () => `>=${from}`), `${from}..${until}`]);
    assert.deepEqual(
      headers.map((one) => one.get('if-none-match')),
      ['"before"', ...Array.from({ length: 10 }, () => null)],
    );
    assert.deepEqual(session.state.etags, { 'runs:o/r': '"before"' }, 'the list was not whole');
  });

  it('that still run are remembered by the earliest of them, until none does', async () => {
    const running = (id: number, at: number) => runOf(id, { status: 'in_progress', created_at: iso(at) });
    const runs = [running(1, now - hourMs), running(2, now - 3 * hourMs), running(3, now - 2 * hourMs), runOf(4)];
    assert.deepEqual((await read(() => list(...runs))).session.state.running, { 'o/r': now - 3 * hourMs });
    const before = { running: { 'o/r': now - dayMs, 'o/other': 5 } };
    assert.deepEqual((await read(() => list(runOf(4)), before)).session.state.running, { 'o/other': 5 });
    const unchanged = await read(() => ({ status: 304 }), { ...before, etags: { 'runs:o/r': '"1"' } });
    assert.deepEqual(unchanged.session.state.running, before.running, 'unchanged: those that ran still run');
  });

  it('have up to five attempts before the last, each read once it has not been kept as ended', async () => {
    const attempt = (path: string): ScriptedAnswer => {
      const number = /attempts\/(\d+)$/.exec(path)?.[1];
      return number === undefined
        ? list(runOf(7, { run_attempt: 8 }), runOf(9, { run_attempt: undefined }), runOf(8, { run_attempt: 2 }))
        : { body: runOf(/runs\/8/.test(path) ? 8 : 7, { run_attempt: Number(number), conclusion: 'failure' }) };
    };
    const { session, store, requests } = await read(attempt);
    const attempts = () => requests.flatMap((request) => /runs\/(\d+\/attempts\/\d+)/.exec(request)?.[1] ?? []);
    assert.deepEqual(attempts(), [...[3, 4, 5, 6, 7].map((n) => `7/attempts/${n}`), '8/attempts/1']);
    assert.deepEqual(
      kept(store, 'run').map(({ run, attempt: number, conclusion }) => [run, number, conclusion]),
      [
        ...[3, 4, 5, 6, 7].map((n) => [7, n, 'failed']),
        [7, 8, 'passed'],
        [8, 1, 'failed'],
        [8, 2, 'passed'],
        [9, 1, 'passed'],
      ],
    );
    requests.length = 0;
    // One that was kept while it ran has to be read again.
    const [first] = store.rows().filter(({ id }) => id === 'github:run:7:5');
    store.documents.set('github:run:7:5', { ...(first as NonNullable<typeof first>), rev: 1 });
    await runSteps(session, new Map([['o/r', false]]))[0]?.run();
    assert.deepEqual(attempts(), ['7/attempts/5']);
  });

  it('are private where the pull request or the list of repositories says so', async () => {
    const isPrivate = async (repos: boolean[], pulls: boolean[]) => {
      const state = { repos: repos.map((each) => repoAs('o/r', now, { isPrivate: each })), running: { 'o/r': 1 } };
      const { store } = await read(() => list(runOf(1)), state, new Map(pulls.map((each) => ['o/r', each])));
      return kept(store, 'run')[0]?.isPrivate;
    };
    assert.equal(await isPrivate([true], []), true);
    assert.equal(await isPrivate([false], []), false);
    assert.equal(await isPrivate([], []), false);
    assert.equal(await isPrivate([false], [true]), true);
    assert.equal(await isPrivate([true], [false]), false);
  });
});
