import path from 'node:path';
import { makeResetLink } from './accounts/resetLink.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { connect } from './database/connect.ts';
import { NewerDatabaseError } from './database/migrate.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { EmbeddedError } from './embedded/embeddedError.ts';
import { makeLog } from './log.ts';
import { startServer } from './server.ts';

// The log goes to stdout, one JSON object a line; what a person reads goes to stderr.
main().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});

async function main(): Promise<void> {
  // Whoever read them may be gone, such as a terminal. An error would end the process before it has stopped PostgreSQL.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const [command, email, ...rest] = process.argv.slice(2);
  const isReset = command === 'reset-link' && email !== undefined && rest.length === 0;
  if (command !== undefined && !isReset)
    throw new ConfigError('unknown command; there is one: reset-link EMAIL prints a link for setting a new password');
  const config = readConfig(process.env);
  if (isReset) await printResetLink(config, email);
  else await serve(config);
  process.exit(0);
}

/** Prints a link by which a person sets a new password. With the embedded database, the server has to be stopped first. */
async function printResetLink(config: Config, email: string): Promise<void> {
  const embedded =
    config.databaseUrl === undefined ? await startEmbedded(path.resolve(config.folder ?? '')) : undefined;
  try {
    const { db } = connect(config.databaseUrl ?? embedded?.url ?? '', 2, { onError: () => undefined });
    try {
      const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
      const link = await makeResetLink(db, { email, publicUrl }, Date.now());
      if (link === undefined) throw new ConfigError('no account has this address');
      say(`give this to the person, and to nobody else. It sets a new password, once, within an hour: ${link}`);
    } finally {
      await db.destroy();
    }
  } finally {
    await embedded?.stop();
  }
}

/** Serves until a signal comes. */
async function serve(config: Config): Promise<void> {
  const log = makeLog(config.logLevel);
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort());
  const folder = path.resolve(config.folder ?? '');
  const embedded = config.databaseUrl === undefined ? await startEmbedded(folder) : undefined;
  try {
    const databaseUrl = config.databaseUrl ?? embedded?.url ?? '';
    const server = await startServer({ config, databaseUrl, log });
    say(`listening at ${server.url}`);
    say(embedded ? `data in ${folder}` : 'data in the PostgreSQL of DATABASE_URL');
    say(`description of the API: ${server.url}/docs`);
    if (server.setupLink !== undefined) say(`make the first account (works once, within a day): ${server.setupLink}`);
    await Promise.race([untilAborted(stopped.signal), embedded?.failed ?? new Promise<never>(() => undefined)]);
    say('stopping');
    await server.stop();
  } finally {
    await embedded?.stop();
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function say(text: string): void {
  process.stderr.write(`daymark backend: ${text}\n`);
}

/** One line for what a person can mend, the stack for anything else. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof ConfigError || error instanceof NewerDatabaseError || error instanceof EmbeddedError)
    return `daymark backend: can't start\n${error.message}`;
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen')
    return `daymark backend: can't listen: ${error.message}. Set DAYMARK_BACKEND_PORT to a free port.`;
  if (['ECONNREFUSED', 'ENOTFOUND', '28P01', '3D000', '28000'].includes(code))
    return `daymark backend: can't reach the database of DATABASE_URL: ${error.message}`;
  return `daymark backend: ${error.stack ?? error.message}`;
}
