import { setTimeout as sleep } from 'node:timers/promises';
import { dayMs } from '../../../../src/core/time/days.ts';
import {
  codeHostEventOf,
  type FiledEvent,
  type CodeHostEventKind,
} from '../../../../src/core/codeHosts/codeHostEvent.ts';
import type { SyncReport } from '../../../../src/core/github/githubState.ts';
import type { SyncRequest } from '../../../../src/core/github/githubSync.ts';
import type { GithubClientOptions } from '../../../../src/integrations/github/client.ts';
import { syncGithub } from '../../../../src/integrations/github/sync.ts';
import { projectFolder } from '../../../../scripts/lib/folders.mjs';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { FakeGithub, type FakeOptions } from '../../../fakes/github/fakeGithub.ts';
import { MemoryStore } from '../../../fakes/github/memoryStore.ts';
import { OpenApi } from '../../../fakes/github/openapi.ts';
import { emptyWorld, type World } from '../../../fakes/github/world.ts';

export const token = 'gho_theTokenThatNobodyMaySee0123456789';
export const now = Date.UTC(2026, 10, 20, 9);

let description: OpenApi | undefined;

/** GitHub's description, read once for all tests of a process. */
export function openApi(): OpenApi {
  description ??= new OpenApi(projectFolder);
  return description;
}

/** Neither paces requests nor waits long before it repeats one. */
export const hasty: GithubClientOptions = {
  repeating: { isPaced: false, wait: (ms) => sleep(ms / 200) },
  timeoutMs: 400,
};

/** For laws, which sync hundreds of times; nothing is repeated, so a busy machine must not look like a cut connection. */
export const plain: GithubClientOptions = { repeating: { isPaced: false, retries: 0 }, timeoutMs: 30_000 };

/** A fake GitHub, a store, and a clock to sync by. */
export interface Stand {
  readonly github: FakeGithub;
  readonly world: World;
  readonly clock: FakeClock;
  store: MemoryStore;
  address: string;
  sync(changes?: Partial<SyncRequest>, sending?: GithubClientOptions): Promise<SyncReport>;
  close(): void;
}

export async function startStand(options: Partial<FakeOptions> = {}): Promise<Stand> {
  const clock = new FakeClock(now);
  const world = emptyWorld();
  const github = new FakeGithub(openApi(), world, { token, now: () => clock.now(), ...options });
  const address = await github.listen();
  const stand: Stand = {
    github,
    world,
    clock,
    address,
    store: new MemoryStore(),
    sync: (changes, sending) => {
      const { store } = stand;
      const { signal } = new AbortController();
      const baseUrl = `${address}${options.prefix ?? ''}`;
      const limits = { isPrivate: true, off: [], firstReachMs: 30 * dayMs };
      const request = { baseUrl, host: 'github.com', token, ...limits, state: store.state, store, clock, signal };
      return syncGithub({ ...request, ...changes }, { ...hasty, ...sending });
    },
    close: () => github.close(),
  };
  return stand;
}

/** The events of a kind that are kept, in the order of their ids. */
export function kept<K extends CodeHostEventKind>(
  store: MemoryStore,
  kind: K,
): FiledEvent<Extract<FiledEvent, { kind: K }>>[] {
  const events = store.rows().flatMap((row) => codeHostEventOf(row) ?? []);
  return events.filter((event) => event.kind === kind) as FiledEvent<Extract<FiledEvent, { kind: K }>>[];
}
