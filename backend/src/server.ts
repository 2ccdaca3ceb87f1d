import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { hourMs } from '../../src/core/time/days.ts';
import { Lockout } from './accounts/lockout.ts';
import { Passwords } from './accounts/passwords.ts';
import { makeSetupLink } from './accounts/setupLink.ts';
import type { Config } from './config.ts';
import { type Connection, connect } from './database/connect.ts';
import { migrate } from './database/migrate.ts';
import { readsOf } from './database/replica.ts';
import { EventStreams } from './events/eventStreams.ts';
import { makeApp } from './http/app.ts';
import { httpLimits } from './http/limits.ts';
import { runJobs } from './jobs.ts';
import { makeMailer } from './mail.ts';
import { Metrics } from './metrics.ts';
import { RequestLimits } from './http/requestLimits.ts';
import type { Services } from './services.ts';
import { startTracing } from './tracing/tracing.ts';

export interface ServerOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly log: Logger;
  readonly now?: () => number;
}

export interface RunningServer {
  /** Origin, without a slash at the end. */
  readonly url: string;
  /** For the first account; undefined if there is one. */
  readonly setupLink: string | undefined;
  /** Finishes pending requests, accepts no new ones, and closes the database connections. */
  stop(): Promise<void>;
}

/** Time that closing the connections may take, in ms. */
const closeMs = 5000;

/**
 * Migrates the database and listens.
 * Rejects with NewerDatabaseError, or with the error of PostgreSQL or of Node.
 */
export async function startServer({ config, databaseUrl, log, now = Date.now }: ServerOptions): Promise<RunningServer> {
  const tracing = await startTracing(config.traceEndpoint);
  const open = (address: string): Connection =>
    connect(address, config.connections, {
      onError: (error) => log.warn({ err: error }, 'connection lost'),
      ...(config.traceEndpoint !== undefined && { onQuery: tracing.query }),
    });
  const { db, pool } = open(databaseUrl);
  const replica = config.replicaUrl === undefined ? undefined : open(config.replicaUrl).db;
  // Destroying Kysely ends its pool.
  const close = async (): Promise<void> => void (await Promise.all([db.destroy(), replica?.destroy()]));
  try {
    const steps = await migrate(db);
    if (steps.length > 0) log.info({ steps }, 'migrated');
    let url = config.publicUrl ?? '';
    const services: Services = {
      config,
      db,
      reads: readsOf(db, replica, log),
      log,
      lockout: new Lockout(pool),
      passwords: new Passwords(config.passwordCost),
      limits: new RequestLimits(config.requestsPerMinute),
      metrics: new Metrics(pool),
      tracing,
      streams: new EventStreams(databaseUrl, (error) => log.warn({ err: error }, 'events: connection lost')),
      mailer: makeMailer(config, log),
      now,
      publicUrl: () => url,
    };
    const stopSending = await services.metrics.send(config.traceEndpoint);
    const lifecycle = { isStopping: false };
    const server = makeHttpServer(makeApp(services, lifecycle).fetch);
    const port = await listen(server, config);
    if (config.publicUrl === undefined)
      url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    const isStopping = (): boolean => lifecycle.isStopping;
    let working = runJobs(services, isStopping);
    const cleaning = setInterval(() => {
      working = working.then(() => runJobs(services, isStopping));
    }, hourMs);
    cleaning.unref();
    await working;
    const stop = async (): Promise<void> => {
      lifecycle.isStopping = true;
      clearInterval(cleaning);
      services.streams.stop();
      await Promise.all([drain(server), within(httpLimits.drainMs, working)]);
      await services.mailer?.stop();
      // A query that hangs must not hold up the end.
      await within(closeMs, Promise.all([close(), tracing.stop(), stopSending()]));
    };
    return { url, setupLink: await makeSetupLink(db, url, now()), stop };
  } catch (error) {
    await close();
    throw error;
  }
}

function makeHttpServer(fetch: (request: Request, env: object) => Response | Promise<Response>): Server {
  const serverOptions = {
    headersTimeout: httpLimits.headersMs,
    requestTimeout: httpLimits.requestMs,
    keepAliveTimeout: httpLimits.idleMs,
    connectionsCheckingInterval: 1000,
    maxHeaderSize: httpLimits.headerBytes,
    insecureHTTPParser: false,
  };
  const server = createAdaptorServer({ fetch, serverOptions }) as Server;
  server.maxConnections = httpLimits.connections;
  return server;
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Waits for something, but not longer. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const timer = setTimeout(() => server.closeAllConnections(), httpLimits.drainMs);
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}
