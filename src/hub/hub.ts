import type { Clock } from '../core/base/clock.ts';
import { usualPort } from '../core/views/companion.ts';
import type { Disposable } from '../core/base/event.ts';
import { operationRoutes } from './api/operations.ts';
import { announce, announceAgain, keepPort, lastPort, withdraw, type RunningHub } from './discovery.ts';
import { ChangeStream } from './http/changeStream.ts';
import { HubServer } from './http/hubServer.ts';
import { limits as standard, type HubLimits } from './http/limits.ts';
import { Router, type Route } from './http/router.ts';
import { HubLog } from './hubLog.ts';
import type { HubStore } from './hubStore.ts';
import { Tokens } from './tokens.ts';
import { browserRoutes } from './browser/routes.ts';
import { activityWatchRoutes } from './activityWatch/routes.ts';
import { McpRoutes, type McpEndpoint } from './mcp/routes.ts';
import { telemetryRoutes } from './telemetry/routes.ts';
import { wakaTimeRoutes } from './wakatime/routes.ts';

/** The hub's default port, and the alternative if it is taken: 0 for any free one. */
export const defaultPorts: readonly number[] = [usualPort, 38_418, 38_419, 0];

export interface HubOptions {
  /** The data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly store: HubStore;
  /** Default: the port of the last start, then `defaultPorts`. */
  readonly ports?: readonly number[];
  /** A port on which ActivityWatch's watchers may send without a token. Default: none. */
  readonly watchers?: number;
  /** Loads the MCP server, when a client asks for it. Default: there is none. */
  readonly mcp?: () => Promise<McpEndpoint>;
  /** Default: `limits`. */
  readonly limits?: Partial<HubLimits>;
}

/** The port on which ActivityWatch's watchers expect their server; the browser watcher's port can't be configured. */
export const watcherPort = 5600;

/** Interval at which clients' activity is written for the status page, in ms. */
const statusEveryMs = 5000;

/** A hub that answers. */
export interface Hub {
  readonly url: string;
  readonly port: number;
  status(): RunningHub;
  /** Finishes pending requests, frees the port, and withdraws the announcement. */
  close(): Promise<void>;
}

/** Starts the hub on 127.0.0.1. Rejects with Node's error when no port is free, or the folder can't be written to. */
export async function startHub({ folder, clock, store, ports, limits = {}, watchers, mcp }: HubOptions): Promise<Hub> {
  const log = new HubLog();
  const where = { url: '', port: 0, pid: process.pid, since: clock.now(), watchers: '' };
  const status = (): RunningHub => ({ ...where, clients: log.clients(), refusals: log.refusals() });
  const ofWatchers = activityWatchRoutes({ store, clock, log, folder });
  const tokens = new Tokens(folder);
  tokens.prepare();
  const changes = new ChangeStream({ store, clock, tokens, limits: { ...standard, ...limits } });
  const ofMcp = mcp && new McpRoutes({ load: mcp, clock, log });
  const router = new Router([
    ...(ofMcp?.routes ?? []),
    ...healthRoutes(store, status),
    ...browserRoutes({ store, clock, log, tokens, folder, port: () => where.port }),
    changes.route('/api/daymark/v1/events'),
    ...operationRoutes(store),
    ...telemetryRoutes({ store, clock, log }),
    ...wakaTimeRoutes({ store, clock, log }),
    ...ofWatchers,
  ]);
  const common = { tokens, log, clock, limits };
  const server = new HubServer({ ...common, router });
  const second = new HubServer({ ...common, router: new Router(ofWatchers), admitsWatchers: true });
  where.port = await server.listen(ports ?? usualPorts(folder));
  if (!ports) keepPort(folder, where.port);
  where.url = `http://127.0.0.1:${where.port}`;
  if (watchers !== undefined) where.watchers = await watcherAddress(second, watchers);
  announce(folder, status());
  const following = followStatus(log, clock, () => announceAgain(folder, status()));
  const close = async (): Promise<void> => {
    await following.end();
    changes.dispose();
    withdraw(folder, where);
    await ofMcp?.close();
    await Promise.all([server.close(), second.close()]);
  };
  return { url: where.url, port: where.port, status, close };
}

function usualPorts(folder: string): readonly number[] {
  const last = lastPort(folder);
  return last === undefined ? defaultPorts : [last, ...defaultPorts];
}

/** Returns the address that watchers may send to; `taken` if ActivityWatch itself, or another program, uses the port. */
async function watcherAddress(server: HubServer, port: number): Promise<string> {
  try {
    return `http://127.0.0.1:${await server.listen([port])}`;
  } catch {
    return 'taken';
  }
}

/** Writes the status some seconds after it changed. @returns ends that, once a write that is under way is done */
function followStatus(log: HubLog, clock: Clock, write: () => Promise<void>): { end(): Promise<void> } {
  let next: Disposable | undefined;
  let writing = Promise.resolve();
  const listener = log.onDidChange(() => {
    next ??= clock.after(statusEveryMs, () => {
      next = undefined;
      // A disk that refuses is reported to the clients; the status can wait.
      writing = writing.then(write).catch(() => undefined);
    });
  });
  return {
    end: () => {
      listener.dispose();
      next?.dispose();
      return writing;
    },
  };
}

function healthRoutes(store: HubStore, status: () => RunningHub): Route[] {
  const live: Route['run'] = () => ({ status: 200, body: { status: 'ok' } });
  // Ready means that the data can be written to.
  const ready: Route['run'] = async () => {
    await store.record([]);
    return { status: 200, body: { status: 'ok' } };
  };
  return [
    { method: 'GET', path: '/health/live', scope: 'open', run: live },
    { method: 'GET', path: '/health/ready', scope: 'open', run: ready },
    { method: 'GET', path: '/api/daymark/v1/hub/status', scope: 'read', run: () => ({ status: 200, body: status() }) },
  ];
}
