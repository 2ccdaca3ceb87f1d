import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { Emitter } from '../../src/core/base/event.ts';
import type { HookEvent } from '../../src/core/github/hookEvent.ts';
import { dayMs } from '../../src/core/time/days.ts';
import { systemClock } from '../../src/headless/systemClock.ts';
import { BackendClient } from '../../src/integrations/backend/backendClient.ts';
import { syncGithub } from '../../src/integrations/github/sync.ts';
import { FakeGithub } from '../../test/fakes/github/fakeGithub.ts';
import { type HookTarget, deliver, pushPayload } from '../../test/fakes/github/hookSender.ts';
import { MemoryStore } from '../../test/fakes/github/memoryStore.ts';
import { OpenApi } from '../../test/fakes/github/openapi.ts';
import { emptyWorld, shaOf } from '../../test/fakes/github/world.ts';
import { withFakeVscode } from '../../test/fakes/viewHost/withFakeVscode.ts';
import { type Person, signUp } from './harness/client.ts';
import { type TestServer, database, startTestServer } from './harness/testServer.ts';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const token = 'gho_0123456789';
const repo = 'mona/app';

/** A window of VS Code that follows, with the parts of its services that this takes. */
async function makeWindow(folder: string, shared: { secrets: Map<string, string>; state: Map<string, unknown> }) {
  const { Follower, githubLink } = await withFakeVscode(async () => ({
    ...(await import('../../src/extension/features/backend/live/follower.ts')),
    ...(await import('../../src/extension/githubLink.ts')),
  }));
  const changed = new Emitter<{ key: string }>();
  const held: string[] = [];
  const secrets = {
    get: async (key: string) => shared.secrets.get(key),
    store: async (key: string, value: string) => {
      shared.secrets.set(key, value);
      changed.fire({ key });
    },
    delete: async (key: string) => {
      shared.secrets.delete(key);
      changed.fire({ key });
    },
    onDidChange: changed.event,
  };
  const globalState = {
    get: (key: string) => shared.state.get(key),
    update: async (key: string, value: unknown) => void shared.state.set(key, value),
  };
  const services = {
    clock: systemClock,
    context: { secrets, globalState, globalStorageUri: { fsPath: folder } },
    log: { debug: () => undefined, warn: () => undefined },
    notices: { hold: ({ id }: { id: string }) => void held.push(id), clear: () => undefined },
  } as never;
  const ended = new AbortController();
  return {
    link: githubLink(services),
    secrets,
    held,
    follow: () => new Follower(services, ended.signal).run(),
    close: () => ended.abort(),
  };
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await isSo())) {
    if (performance.now() > end) assert.fail(`not within 15 s: ${what}`);
    await sleep(5);
  }
}

describe('live updates from GitHub', () => {
  let server: TestServer;
  let person: Person;
  let hook: HookTarget;
  let folder: string;
  let github: FakeGithub;
  let store: MemoryStore;
  let shared: { secrets: Map<string, string>; state: Map<string, unknown> };
  const open: (() => void)[] = [];

  before(async () => {
    server = await startTestServer({ registration: 'open' });
  });
  after(() => server.stop());

  beforeEach(async () => {
    person = await signUp(server.client());
    hook = await person.client.ok<HookTarget>('POST', `/organizations/${person.personalOrganization}/hooks`, {
      name: 'App',
    });
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-live-'));
    store = new MemoryStore();
    const world = emptyWorld();
    world.repos.push({ name: repo, isPrivate: false, defaultBranch: 'main', pushedAt: Date.now() - dayMs });
    github = new FakeGithub(new OpenApi(projectFolder), world, { token });
    const baseUrl = await github.listen();
    shared = { secrets: new Map(), state: new Map() };
    sync = async (changes) => {
      const { signal } = new AbortController();
      const limits = { isPrivate: true, off: [], firstReachMs: 30 * dayMs };
      const common = { baseUrl, host: 'github.com', token, store, state: store.state, clock: systemClock, signal };
      const sending = changes ? {} : { repeating: { isPaced: false } };
      return (await syncGithub({ ...common, ...limits, ...(changes && { changes }) }, sending)).outcome === 'done';
    };
    await sync(undefined);
    await connect();
  });
  afterEach(() => {
    open.splice(0).forEach((close) => close());
    github.close();
    rmSync(folder, { recursive: true });
  });
  let sync: (changes: readonly HookEvent[] | undefined) => Promise<boolean>;

  /** Signs in by device code. */
  async function connect(): Promise<void> {
    const client = new BackendClient(server.url);
    const code = await client.requestCode();
    await person.client.ok('POST', '/auth/device/grant', { code: code.userCode, approve: true });
    const wait = async (ms: number): Promise<void> => server.wait(ms);
    const { refreshToken } = await client.awaitTokens(code, wait, new AbortController().signal);
    shared.secrets.set('backend.connection', JSON.stringify({ origin: server.url, refreshToken }));
  }

  async function openWindow(readChanges: typeof sync = sync) {
    const window = await makeWindow(folder, shared);
    window.link.readChanges = (changes) => readChanges(changes);
    const running = window.follow();
    open.push(window.close);
    return { ...window, ended: running };
  }

  const positions = (): number[] =>
    Object.values((shared.state.get('backend.livePositions') ?? {}) as Record<string, number>);
  const isFollowing = (): boolean => positions().length > 0;

  /** Somebody pushes a commit, of which GitHub tells the server. */
  async function push(name: string): Promise<Response> {
    const at = Math.floor(Date.now() / 1000) * 1000;
    const [sha, branches] = [shaOf(name), ['main']];
    const size = { parents: 1, additions: 1, deletions: 0 };
    github.world.commits.push({
      sha,
      repo,
      branches,
      message: name,
      author: 'mona',
      authoredAt: at,
      committedAt: at,
      ...size,
    });
    for (const one of github.world.repos) one.pushedAt = at;
    return deliver(hook, 'push', pushPayload({ repo, login: 'mona', at }, { branch: 'main', sha }));
  }
  const isKept = (name: string): boolean => store.documents.has(`github:commit:${shaOf(name)}`);

  it('a push is kept as a fact within two seconds of its delivery', async () => {
    await openWindow();
    await until('it follows', isFollowing);
    const took: number[] = [];
    for (const name of ['one', 'two', 'three']) {
      const started = performance.now();
      await push(name);
      await until(`the push ${name} is kept`, () => isKept(name));
      took.push(Math.round(performance.now() - started));
    }
    if (process.env['DAYMARK_SHOW_TIMES'] !== undefined) console.log(`delivered to kept, ms: ${took.join(', ')}`);
    // The best of three, since other tests may hold the machine up.
    assert.ok(Math.min(...took) < 2000, took.join(', '));
    const rows = store.rows();
    await sync(undefined);
    assert.deepEqual(store.rows(), rows, 'a whole sync finds the same');
  });

  it('everything is read when the person asks for it at the server', async () => {
    const read: (readonly HookEvent[] | undefined)[] = [];
    await openWindow((changes) => {
      read.push(changes);
      return sync(changes);
    });
    await until('it follows', isFollowing);
    assert.deepEqual(await person.client.ok('POST', '/github/sync'), { requested: true });
    await until('it has read', () => read.length > 0);
    assert.deepEqual(read, [undefined]);
  });

  it('what came while VS Code was closed is read when it opens', async () => {
    const first = await openWindow();
    await until('it follows', isFollowing);
    first.close();
    await first.ended;
    await push('missed');
    await openWindow();
    await until('it is kept', () => isKept('missed'));
  });

  it('is not passed over when the window closes before it was read', async () => {
    let tries = 0;
    const first = await openWindow(async () => ++tries < 0);
    await until('it follows', isFollowing);
    const before = positions();
    await push('half');
    await until('it was tried', () => tries > 0);
    first.close();
    await first.ended;
    assert.deepEqual(positions(), before);
    await openWindow();
    await until('it is kept', () => isKept('half'));
    await until('the position is kept', () => (positions()[0] ?? 0) > (before[0] ?? 0));
  });

  it('one window follows for all, and another takes over', async () => {
    let reads = 0;
    const count: typeof sync = (changes) => {
      reads += 1;
      return sync(changes);
    };
    const windows = [await openWindow(count), await openWindow(count)];
    await until('it follows', isFollowing);
    await push('first');
    await until('it is kept', () => isKept('first'));
    assert.equal(reads, 1);
    windows[0]?.close();
    await windows[0]?.ended;
    await push('second');
    // The other window looks every 15 s.
    const third = await openWindow(count);
    await until('it is kept', () => isKept('second'));
    third.close();
  });

  it('a window that isn’t connected leaves it to one that is, as in browsers', async () => {
    const window = await makeWindow(folder, { secrets: new Map(), state: shared.state });
    open.push(window.close);
    void window.follow();
    await openWindow();
    await until('the other follows', isFollowing);
    assert.deepEqual(window.held, []);
  });

  it('notices a sign-in that was stored just after it looked for one', async () => {
    const connection = shared.secrets.get('backend.connection') ?? '';
    shared.secrets.clear();
    const window = await makeWindow(folder, shared);
    open.push(window.close);
    window.secrets.get = async (key) => {
      const found = shared.secrets.get(key);
      if (found === undefined) shared.secrets.set(key, connection);
      return found;
    };
    void window.follow();
    await until('it follows', isFollowing);
  });

  it('a sign-in that has ended is told, and another one goes on', async () => {
    const connection = shared.secrets.get('backend.connection') ?? '';
    shared.secrets.set('backend.connection', connection.replace('dmr_', 'dmr_x'));
    const window = await openWindow();
    await until('it is told', () => window.held.includes('live'));
    await window.secrets.store('backend.connection', connection);
    await until('it follows', isFollowing);
    await window.secrets.delete('backend.connection');
    const listening = `select 1 from pg_stat_activity where application_name = 'daymark-backend-events' and datname = '${new URL(server.databaseUrl).pathname.slice(1)}'`;
    await until('nobody follows', async () => (await database.query(listening)).rows.length === 0);
  });
});
