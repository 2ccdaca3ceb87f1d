import assert from 'node:assert/strict';
import * as sender from '../../test/fakes/github/hookSender.ts';
import { keepMonths } from '../src/cleanUp.ts';
import { connect } from '../src/database/connect.ts';
import { type Person, signUp } from './harness/client.ts';
import { joinAs, makeOrganization, share } from './harness/organization.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

interface Page {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly next: string | null;
}

const at = Date.UTC(2026, 10, 2, 9);
const ai = { calls: 7, tokens: 1200, costMicros: 250_000, runs: 3, failedRuns: 1, runSeconds: 900 };
const task = (id: string, more: object = {}): object => ({
  id,
  title: `Task ${id}`,
  status: 'todo',
  priority: 'low',
  ...more,
});
const entry = (id: string, seconds = 600): object => ({
  id,
  title: `Entry ${id}`,
  project: 'app',
  startedAt: at,
  seconds,
});
const workOf = (day: string, more: object = {}): object => ({
  level: 'tasks',
  source: 'laptop',
  days: [{ day, revision: 1, items: [{ seconds: 60, project: 'app' }], entries: [entry('e1'), entry('e2', 60)], ai }],
  tasks: [task('a', { dueDay: '2026-11-05' }), task('b'), task('c', { status: 'done', doneAt: at, project: 'app' })],
  ...more,
});

describe('shared tasks, time entries, and AI activity', () => {
  let server: TestServer;
  let person: Person;
  before(async () => (server = await startTestServer({ registration: 'open' })));
  after(() => server.stop());
  beforeEach(async () => (person = await signUp(server.client())));

  const ids = (page: Page, name = 'id'): unknown[] => page.items.map((item) => item[name]);
  const list = (path: string, who = person): Promise<Page> => who.client.ok<Page>('GET', path);

  /** Reads a list page by page. */
  async function allOf(path: string, who = person): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let after = ''; ;) {
      const page = await list(`${path}&limit=1${after}`, who);
      found.push(...ids(page));
      if (page.next === null) return found;
      after = `&after=${encodeURIComponent(page.next)}`;
    }
  }

  it('are listed page by page, filtered, and sorted', async () => {
    await share(person, workOf('2026-11-02'));
    assert.deepEqual(await allOf('/tasks?sort=due'), ['a', 'b', 'c']);
    assert.deepEqual(await allOf('/tasks?sort=-title'), ['c', 'b', 'a']);
    assert.deepEqual(await allOf('/tasks?sort=-done'), ['c', 'b', 'a']);
    assert.deepEqual(ids(await list('/tasks?status=done&project=app')), ['c']);
    assert.deepEqual(ids(await list('/tasks?dueBy=2026-11-05')), ['a']);
    assert.deepEqual((await list('/tasks?status=done')).items, [
      {
        source: 'laptop',
        id: 'c',
        title: 'Task c',
        status: 'done',
        priority: 'low',
        project: 'app',
        dueDay: null,
        estimateMinutes: null,
        doneAt: '2026-11-02T09:00:00.000Z',
      },
    ]);
    assert.deepEqual(await allOf('/time-entries?sort=seconds'), ['e2', 'e1']);
    assert.deepEqual(await allOf('/time-entries?sort=-startedAt'), ['e2', 'e1']);
    assert.deepEqual(ids(await list('/time-entries?from=2026-11-03')), []);
    // A second machine: its sums are added, its tasks are its own.
    await share(person, workOf('2026-11-02', { source: 'desktop', tasks: [task('a')] }));
    const day = { day: '2026-11-02', calls: 14, tokens: 2400, costUsd: 0.5, runs: 6, failedRuns: 2, runSeconds: 1800 };
    assert.deepEqual((await list('/ai/activity')).items, [day]);
    assert.deepEqual((await list('/ai/activity?source=laptop&sort=-cost')).items, [
      { ...day, calls: 7, tokens: 1200, costUsd: 0.25, runs: 3, failedRuns: 1, runSeconds: 900 },
    ]);
    assert.equal((await list('/tasks')).items.length, 4);
    assert.equal(await person.client.status('GET', '/tasks?after=x'), 422);
    const { next } = await list('/time-entries?limit=1');
    assert.equal(await person.client.status('GET', `/tasks?after=${next}`), 422);
  });

  it('are refused below their level, twice, or beyond the day', async () => {
    const send = (body: object) =>
      person.client.send('POST', '/activities/batches', { body, headers: { 'idempotency-key': crypto.randomUUID() } });
    const day = { day: '2026-11-02', revision: 1, items: [{ seconds: 60, project: 'app' }] };
    const wrong = [
      workOf('2026-11-02', { level: 'project' }),
      { level: 'project', source: 'laptop', days: [{ ...day, entries: [entry('e')] }] },
      { level: 'project', source: 'laptop', days: [{ ...day, ai }] },
      { level: 'project', source: 'laptop', days: [day], tasks: [task('a')] },
      workOf('2026-11-02', { tasks: [task('a'), task('a')] }),
      workOf('2026-11-02', { tasks: [task('a', { notes: 'private' })] }),
      { level: 'tasks', source: 'laptop', days: [{ ...day, entries: [entry('e'), entry('e')] }] },
      { level: 'tasks', source: 'laptop', days: [{ ...day, ai: { ...ai, failedRuns: 4 } }] },
      { level: 'tasks', source: 'laptop', days: [{ ...day, items: [{ seconds: 60, language: 'go' }] }] },
    ];
    for (const body of wrong) assert.equal((await send(body)).status, 422, JSON.stringify(body));
    assert.deepEqual((await list('/tasks')).items, []);
  });

  it('are replaced by what is shared later, and go when less is shared', async () => {
    await share(person, workOf('2026-11-02'));
    const later = { day: '2026-11-02', revision: 2, items: [], entries: [entry('e3')] };
    await share(person, workOf('2026-11-02', { days: [later], tasks: [task('b', { status: 'done' })] }));
    assert.deepEqual(ids(await list('/tasks')), ['b']);
    assert.deepEqual(ids(await list('/time-entries')), ['e3']);
    assert.deepEqual((await list('/ai/activity')).items, []);
    // One that is late changes nothing.
    await share(person, workOf('2026-11-02'));
    assert.deepEqual(ids(await list('/tasks')), ['b']);
    assert.deepEqual(ids(await list('/time-entries')), ['e3']);
    await share(person, {
      level: 'totals',
      source: 'laptop',
      days: [{ day: '2026-11-02', revision: 3, items: [{ seconds: 1 }] }],
    });
    assert.deepEqual(
      [await list('/tasks'), await list('/time-entries')].map(({ items }) => items),
      [[], []],
    );
  });

  it('are taken back with their days, and go with their detail', async () => {
    await share(person, workOf('2026-11-02'));
    await person.client.ok('DELETE', '/activities?from=2026-11-01&to=2026-11-01');
    assert.equal((await list('/tasks')).items.length, 3);
    await person.client.ok('DELETE', '/activities?from=2026-11-01&to=2026-11-30');
    for (const path of ['/tasks', '/time-entries', '/ai/activity'])
      assert.deepEqual((await list(path)).items, [], path);

    await share(person, workOf('2026-11-02'));
    const connection = connect(server.databaseUrl, 2, { onError: () => undefined });
    await keepMonths(connection.db, Date.UTC(2027, 2, 5), { detailMonths: 2, keepMonths: 0 });
    await connection.db.destroy();
    for (const path of ['/tasks', '/time-entries', '/ai/activity'])
      assert.deepEqual((await list(path)).items, [], path);
    const days = await person.client.ok<{ totalSeconds: number }>('GET', '/dashboard?from=2026-11-01&to=2026-11-30');
    assert.equal(days.totalSeconds, 60, 'the time stays');
  });

  it("are seen by their owner alone, and leave with the organization's member", async () => {
    const team = await makeOrganization(person);
    const member = await joinAs(server, { owner: person, id: team, role: 'member' });
    await share(member, workOf('2026-11-02'), team);
    for (const path of ['/tasks', '/time-entries', '/ai/activity']) {
      assert.deepEqual((await list(`${path}?organization=${team}`)).items, [], path);
      assert.ok((await list(`${path}?organization=${team}`, member)).items.length > 0, path);
    }
    await member.client.ok('POST', `/organizations/${team}/leave`);
    for (const table of ['shared_task_lists', 'shared_tasks', 'shared_entries', 'shared_ai_days']) {
      const { rows } = await database.query(
        `select 1 from ${table} where user_id = '${member.id}'`,
        server.databaseUrl,
      );
      assert.deepEqual(rows, [], table);
    }
  });
});

describe('the status of CI and deployments', () => {
  let server: TestServer;
  let owner: Person;
  let member: Person;
  let team: string;
  let hook: sender.HookTarget;
  before(async () => {
    server = await startTestServer({ registration: 'open' });
    owner = await signUp(server.client());
    team = await makeOrganization(owner);
    member = await joinAs(server, { owner, id: team, role: 'member' });
    hook = await owner.client.ok<sender.HookTarget>('POST', `/organizations/${team}/hooks`, { name: 'Team' });
  });
  after(() => server.stop());

  const list = (path: string, who = member): Promise<Page> =>
    who.client.ok<Page>('GET', `${path}${path.includes('?') ? '&' : '?'}organization=${team}`);
  const subject = { repo: 'acme/site', login: 'mona', at };

  it('is that of the last delivery, in whatever order they come', async () => {
    const later = { ...subject, at: at + 60_000 };
    await sender.deliver(hook, 'workflow_run', sender.runPayload(later, { id: 1, conclusion: 'failure' }));
    await sender.deliver(hook, 'workflow_run', sender.runPayload(subject, { id: 1 }));
    await sender.deliver(hook, 'workflow_run', sender.runPayload(later, { id: 1, attempt: 2, conclusion: 'success' }));
    await sender.deliver(hook, 'workflow_run', sender.runPayload({ ...later, at: at + 120_000 }, { id: 2 }));
    const { items } = await list('/ci/runs?sort=startedAt');
    assert.deepEqual(
      items.map(({ run, attempt, status, conclusion }) => [run, attempt, status, conclusion]),
      [
        [1, 1, 'completed', 'failure'],
        [1, 2, 'completed', 'success'],
        [2, 1, 'in_progress', null],
      ],
    );
    const latest = await list('/ci/runs?latest=true');
    assert.deepEqual(
      latest.items.map(({ run }) => run),
      [2],
    );
    assert.deepEqual(
      (await list('/ci/runs?conclusion=failure&branch=main')).items.map(({ run }) => run),
      [1],
    );
    assert.deepEqual((await list('/ci/runs?repo=acme/other')).items, []);

    await sender.deliver(hook, 'deployment_status', sender.deploymentPayload(later, { id: 5, state: 'success' }));
    await sender.deliver(hook, 'deployment', sender.deploymentPayload(later, { id: 5 }));
    await sender.deliver(hook, 'deployment_status', sender.deploymentPayload(subject, { id: 5, state: 'in_progress' }));
    assert.deepEqual((await list('/deployments')).items, [
      {
        repo: 'acme/site',
        deployment: 5,
        environment: 'production',
        state: 'success',
        branch: 'main',
        sha: 'd'.repeat(40),
        at: new Date(later.at).toISOString(),
        url: 'https://app.example.com',
      },
    ]);
    assert.deepEqual((await list('/deployments?state=failure')).items, []);
    const first = await list('/ci/runs?limit=2');
    const second = await list(`/ci/runs?limit=2&after=${first.next}`);
    assert.deepEqual([...first.items, ...second.items], (await list('/ci/runs')).items);
  });

  it('is for members of the organization', async () => {
    const viewer = await joinAs(server, { owner, id: team, role: 'viewer' });
    for (const path of ['/ci/runs', '/deployments']) {
      assert.equal(await viewer.client.status('GET', `${path}?organization=${team}`), 403);
      assert.deepEqual((await owner.client.ok<Page>('GET', path)).items, [], 'their own organization has none');
    }
  });
});
