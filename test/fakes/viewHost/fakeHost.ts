import * as z from 'zod';
import type { Description } from '../../../src/core/operations/operation.ts';
import { events, type EventData, type KeepMessage } from '../../../src/core/views/contract.ts';
import { actions } from '../../../src/catalog/actions.ts';
import { queries } from '../../../src/catalog/queries.ts';
import type { Handlers, Method } from '../../../src/catalog/view.ts';
import type { Dashboard, FeedItem } from '../../../src/core/views/views.ts';
import { fakeHandlers } from './fakeHandlers.ts';
import { memoryOperations } from './memoryOperations.ts';
import { emptyDashboard, sampleDashboard, sampleFeed } from './sampleDashboard.ts';

/** One call of the view, and whether the contract's schema took its parameters. */
export interface SeenCall {
  readonly method: string;
  readonly params: unknown;
  readonly valid: boolean;
  /** Milliseconds since the page began to load. */
  readonly at: number;
}

/** A test's access to the host of the stand-alone page: `window.fakeHost`. */
export interface FakeHost {
  readonly calls: SeenCall[];
  dashboard: Dashboard;
  /** The whole feed, of which the dashboard shows the newest part. */
  feed: FeedItem[];
  /** This many empty years are behind the feed when it is searched. */
  searchYears: number;
  /** The next calls of a method fail with this message; null ends that. */
  fail(method: Method, message: string | null): void;
  /** AI tools worked on the days that are shown. */
  readonly agents: boolean;
  /** A calendar is connected, and a meeting isn't answered yet. */
  meetings: boolean;
  /** Milliseconds until each answer. */
  delay: number;
  /** Pushes the snapshot as it is. */
  push(): void;
  /** Reports a changed record of a collection. */
  changed(collection: string): void;
  navigate(to: EventData<'navigate'>['to']): void;
}

declare global {
  interface Window {
    fakeHost: FakeHost;
    manyItems: typeof sampleFeed;
    acquireVsCodeApi: () => unknown;
  }
}

// Without this zod tries `eval`, which the page's policy forbids and the browser reports.
z.config({ jitless: true });

const query = new URLSearchParams(location.search);
const failures = new Map<string, string>();

function startingDashboard(): Dashboard {
  const base = query.get('state') === 'first' ? emptyDashboard() : sampleDashboard();
  const changes: Partial<Dashboard> = JSON.parse(query.get('with') ?? '{}') as Partial<Dashboard>;
  return { ...base, ...changes };
}

const host: FakeHost = {
  calls: [],
  dashboard: startingDashboard(),
  feed: [],
  searchYears: 0,
  agents: query.get('agents') === 'yes',
  meetings: query.get('meetings') === 'yes',
  delay: Number(query.get('delay') ?? 5),
  fail: (method, message) => (message === null ? failures.delete(method) : failures.set(method, message)),
  push: () => send({ event: 'dashboard', data: events.dashboard.parse(host.dashboard) }),
  changed: (collection) => send({ event: 'records', data: { collection } }),
  navigate: (to) => send({ event: 'navigate', data: { to } }),
};
const failing = query.get('fail');
if (failing) failures.set(failing, query.get('message') ?? 'The file is damaged.');

/** Answers from samples; other operations run as in VS Code, on a store in memory. */
const handlers: Partial<Handlers> = fakeHandlers(host);
const inMemory = memoryOperations({ isEmpty: () => host.dashboard.firstDay, changed: (of) => host.changed(of) });

function send(message: unknown): void {
  window.postMessage(structuredClone(message), '*');
}

async function answer({ id, method, params }: { id: number; method: Method; params: unknown }): Promise<void> {
  // Before the definition is loaded, which takes a while.
  const at = performance.now();
  const operations: Readonly<Record<Method, () => Promise<Description>>> = { ...queries, ...actions };
  const definition = await operations[method]();
  const parsed = definition.params.safeParse(params);
  host.calls.push({ method, params, valid: parsed.success, at });
  if (host.delay === Number.POSITIVE_INFINITY) return;
  await new Promise((resolve) => setTimeout(resolve, host.delay));
  const failure = failures.get(method);
  if (failure !== undefined || !parsed.success) {
    send({ id, error: { code: 'internal', message: failure ?? 'invalid parameters' } });
    return;
  }
  try {
    const handler = (handlers[method] as ((params: unknown) => Promise<unknown>) | undefined) ?? inMemory(method);
    if (!handler) throw new Error(`this host does not know ${method}`);
    const result = await handler(parsed.data);
    send({ id, result: definition.result.parse(result) });
    if (definition.access !== 'read') setTimeout(host.push, 50);
  } catch (error) {
    const { code = 'internal', message } = error as { code?: string; message: string };
    send({ id, error: { code, message } });
  }
}

type Message = KeepMessage | { readonly id: number; readonly method: Method; readonly params: unknown };
let isGreeted = false;

/** Data that the page stores survives it, as in the host's memory; a warm host shows its last snapshot before it answers. */
function receive(message: Message): void {
  if ('keep' in message) return sessionStorage.setItem('kept', JSON.stringify(message.keep));
  const kept = sessionStorage.getItem('kept');
  if (!isGreeted && kept) send({ event: 'kept', data: JSON.parse(kept) as unknown });
  if (!isGreeted && query.has('warm')) host.push();
  isGreeted = true;
  void answer(message);
}

window.fakeHost = host;
window.manyItems = sampleFeed;
window.acquireVsCodeApi = () => ({
  postMessage: (message: Message) => receive(structuredClone(message)),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') as unknown,
  setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
});
