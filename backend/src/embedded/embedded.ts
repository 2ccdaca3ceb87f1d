import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { EmbeddedError } from './embeddedError.ts';
import { type Programs, findPrograms } from './programs.ts';
import { type SystemUser, systemUser } from './systemUser.ts';
import { takeFolder } from './takeFolder.ts';

/** A PostgreSQL that belongs to this process. */
export interface EmbeddedDatabase {
  readonly url: string;
  /** Rejects when PostgreSQL ends by itself. */
  readonly failed: Promise<never>;
  /** Ends PostgreSQL after its last transaction. */
  stop(): Promise<void>;
}

const user = 'daymark';
const readyMs = 30_000;
const stopMs = 15_000;

interface Place {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly passwordFile: string;
  readonly runAs: SystemUser | undefined;
  readonly programs: Programs;
}

/**
 * Starts a separate PostgreSQL with its data in a folder, on a free port of 127.0.0.1 and with a random password. It writes through to the
 * disk (fsync), like any PostgreSQL. PostgreSQL refuses to run as root, so then it runs as another system user.
 * @param settings more settings of PostgreSQL, as `name=value`
 * @throws EmbeddedError if the folder is in use or unusable
 */
export async function startEmbedded(folder: string, settings: readonly string[] = []): Promise<EmbeddedDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const runAs = systemUser(folder);
  const release = await takeFolder(folder);
  try {
    const place: Place = {
      folder,
      data: path.join(folder, 'data'),
      log: path.join(folder, 'postgres.log'),
      passwordFile: path.join(folder, 'password'),
      runAs,
      programs: await findPrograms(folder, runAs),
    };
    if (runAs) chownSync(folder, runAs.uid, runAs.gid);
    if (!existsSync(path.join(place.data, 'PG_VERSION'))) initialize(place, settings.includes('fsync=off'));
    checkVersion(place);
    const running = await start(place, settings);
    return {
      ...running,
      stop: async () => {
        await running.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Made aside and renamed, so that a start that was broken off leaves no half database.
 * @param isFleeting of a database that need not survive a crash of the machine
 */
function initialize({ folder, data, passwordFile, runAs, programs }: Place, isFleeting: boolean): void {
  const aside = `${data}.new`;
  rmSync(aside, { recursive: true, force: true });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  chmodSync(passwordFile, 0o600);
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  const access = [`--username=${user}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const sync = isFleeting ? ['--no-sync'] : [];
  const result = spawnSync(programs.initdb, [`--pgdata=${aside}`, ...access, ...locale, ...sync], {
    cwd: folder,
    ...runAs,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  if (result.status !== 0)
    throw new EmbeddedError(
      `PostgreSQL could not make a database in ${folder}: ${result.error?.message ?? lastLines(result.stderr)}`,
    );
  renameSync(aside, data);
}

function checkVersion({ data, programs }: Place): void {
  const version = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  if (version !== programs.major)
    throw new EmbeddedError(
      `${data} was made by PostgreSQL ${version}, and this server has ${programs.major}. Move the data with pg_dump of that version.`,
    );
}

async function start(place: Place, more: readonly string[]): Promise<EmbeddedDatabase> {
  const { folder, data, log, runAs, programs } = place;
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'log_min_error_statement=panic',
    // Its files are small enough to be in the system's memory: handing each read to another process costs more than the read.
    'io_method=sync',
    ...more,
  ];
  const output = openSync(log, 'w', 0o600);
  // In its own process group: Ctrl+C is for the server, which stops PostgreSQL after its last request.
  const child = spawn(programs.postgres, ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])], {
    cwd: folder,
    ...runAs,
    stdio: ['ignore', output, output],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  closeSync(output);
  const password = readFileSync(place.passwordFile, 'utf8').trim();
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`;
  let isStopping = false;
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', (error) => reject(new EmbeddedError(`PostgreSQL could not be started: ${error.message}`)));
    child.once('exit', () => {
      if (!isStopping) reject(new EmbeddedError(`PostgreSQL ended: ${lastLines(readFileSync(log, 'utf8'))}`));
    });
  });
  failed.catch(() => undefined);
  const stop = async (): Promise<void> => {
    isStopping = true;
    await end(child);
  };
  try {
    await Promise.race([untilReady(url), failed]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, failed, stop };
}

async function untilReady(url: string): Promise<void> {
  for (const deadline = Date.now() + readyMs; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: https://www.postgresql.org/docs/18/server-shutdown.html */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopMs);
  await ended;
  clearTimeout(timer);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ');
}
