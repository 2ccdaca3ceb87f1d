import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { githubStateId, githubStateSchema, type GithubState } from '../../../../../src/core/github/githubState.ts';
import { dayMs, hourMs } from '../../../../../src/core/time/days.ts';
import { stateDocument } from '../../../../../src/integrations/github/documents.ts';
import { FolderLock } from '../../../../../src/storage/disk/folderLock.ts';
import { nodeFiles } from '../../../../../src/storage/disk/nodeFiles.ts';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { fetch } = globalThis;
const { signal } = new AbortController();

const stateWith = (last: object): GithubState => {
  const counts = { commits: 0, pulls: 0, reviews: 0, comments: 0, issues: 0, runs: 0 };
  const report = { outcome: 'done', counts, requests: 0, problems: [], ...last };
  const maps = { through: {}, skipped: {}, etags: {}, pushed: {}, running: {} };
  const account = { login: 'mona', id: 1, avatar: '' };
  const lists = { repos: [], open: [], off: [] };
  return githubStateSchema.parse({
    host: 'github.com',
    account,
    isPrivate: false,
    firstSince: 0,
    ...maps,
    ...lists,
    last: report,
  });
};

describe('a sync with GitHub that is stopped', () => {
  let folder: string;
  let requests = 0;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-syncing-'));
    requests = 0;
    // A GitHub that never answers.
    globalThis.fetch = (_, init) => {
      requests++;
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
      });
    };
  });
  afterEach(() => {
    globalThis.fetch = fetch;
    rmSync(folder, { recursive: true });
  });

  /** @param last the report of the last sync, which was done */
  async function connected({ clock = new FakeClock(), last }: { clock?: FakeClock; last?: object } = {}) {
    const { Syncing } = await withFakeVscode(() => import('../../../../../src/extension/features/github/syncing.ts'));
    const kept = new Map<string, unknown>([['github.connection', { provider: 'github', isPrivate: false }]]);
    const globalState = {
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => void kept.set(key, value),
    };
    const services = {
      clock,
      context: { globalState, globalStorageUri: { fsPath: folder } },
      log: { info: () => undefined, warn: assert.fail },
      notices: { all: [], hold: assert.fail, clear: assert.fail },
      read: async (_: string, { id }: { id?: string } = {}) =>
        last && id === githubStateId ? stateDocument(stateWith(last), 1, clock.now()) : undefined,
      recorder: { append: assert.fail, flush: async () => undefined },
    };
    return new Syncing(services as never);
  }

  it('gives up its request, asks nothing more, and frees the lock before `stop` resolves', async () => {
    const syncing = await connected();
    const sync = syncing.run({ signal });
    while (requests === 0) await sleep(5);
    assert.equal(syncing.isRunning, true);
    const lock = new FolderLock(nodeFiles, path.join(folder, 'github.lock'), new FakeClock());
    assert.equal(lock.tryAcquire(), undefined);
    await syncing.stop();
    assert.equal(syncing.isRunning, false);
    const free = lock.tryAcquire();
    assert.ok(free);
    free.release();
    assert.equal((await sync)?.outcome, 'cancelled');
    assert.equal(requests, 1);
  });

  it('is nothing where none runs, and the next sync runs again', async () => {
    const syncing = await connected();
    await syncing.stop();
    const sync = syncing.run({ signal });
    while (requests === 0) await sleep(5);
    await syncing.stop();
    assert.equal((await sync)?.outcome, 'cancelled');
  });

  it('is skipped only shortly after the last one: a last one that is yet to come says nothing', async () => {
    for (const [ended, isSkipped] of [
      [-hourMs, true],
      [-2 * dayMs, false],
      [hourMs, false],
      [400 * dayMs, false],
    ] as const) {
      const clock = new FakeClock();
      const endedAt = clock.now() + ended;
      const syncing = await connected({ clock, last: { startedAt: endedAt, endedAt } });
      const before = requests;
      const sync = syncing.run({ signal, notWithinMs: dayMs });
      if (isSkipped) assert.equal((await sync)?.endedAt, endedAt);
      else while (requests === before && syncing.isRunning) await sleep(5);
      await syncing.stop();
      assert.equal(requests > before, !isSkipped, `${ended}`);
    }
  });
});
