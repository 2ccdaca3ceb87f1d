import type { Clock } from '../core/base/clock.ts';
import { operationRoutes } from './api/operations.ts';
import { announce, withdraw, type RunningHub } from './discovery.ts';
import { HubServer } from './http/hubServer.ts';
import type { HubLimits } from './http/limits.ts';
import { Router, type Route } from './http/router.ts';
import { HubLog, type Refusal, type SeenClient } from './hubLog.ts';
import type { HubStore } from './hubStore.ts';
import { Tokens } from './tokens.ts';
import { wakaTimeRoutes } from './wakatime/routes.ts';

/** Where the hub answers unless another port is chosen, and where it goes on when that is taken: 0 for any that is free. */
export const defaultPorts: readonly number[] = [38_417, 38_418, 38_419, 0];

export interface HubOptions {
  /** The data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly store: HubStore;
  /** Default: `defaultPorts`. */
  readonly ports?: readonly number[];
  /** Default: `limits`. */
  readonly limits?: Partial<HubLimits>;
}

/** What the hub knows of itself. */
export interface HubStatus extends RunningHub {
  readonly clients: readonly SeenClient[];
  readonly refusals: readonly Refusal[];
}

/** A hub that answers. */
export interface Hub {
  readonly url: string;
  readonly port: number;
  status(): HubStatus;
  /** Answers what is under way, frees the port, and takes the announcement back. */
  close(): Promise<void>;
}

/** Starts the hub on 127.0.0.1. Rejects with Node's error when no port is free, or the folder can't be written to. */
export async function startHub({ folder, clock, store, ports = defaultPorts, limits = {} }: HubOptions): Promise<Hub> {
  const log = new HubLog();
  const started: { hub?: RunningHub } = {};
  const status = (): HubStatus => ({
    ...(started.hub as RunningHub),
    clients: log.clients(),
    refusals: log.refusals(),
  });
  const router = new Router([
    ...healthRoutes(store, status),
    ...operationRoutes(store),
    ...wakaTimeRoutes({ store, clock, log }),
  ]);
  const server = new HubServer({ router, tokens: new Tokens(folder), log, clock, limits });
  const port = await server.listen(ports);
  const hub = { url: `http://127.0.0.1:${port}`, port, pid: process.pid, since: clock.now() };
  started.hub = hub;
  announce(folder, hub);
  const close = async (): Promise<void> => {
    withdraw(folder, hub);
    await server.close();
  };
  return { url: hub.url, port, status, close };
}

function healthRoutes(store: HubStore, status: () => HubStatus): Route[] {
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
