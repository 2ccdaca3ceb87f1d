import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { type Config, readConfig } from '../../src/config.ts';
import { keepMonths } from '../../src/cleanUp.ts';
import { connect } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { type EmbeddedDatabase, startEmbedded } from '../../src/embedded/embedded.ts';
import { makeLog } from '../../src/log.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { Client } from './client.ts';
import { testNow } from './testNow.ts';

/** A real PostgreSQL for all tests of a run: that of `DATABASE_URL`, whose role may create databases, or one in a temporary folder. */
export class TestDatabase {
  readonly folder: string;
  readonly #given = process.env['DATABASE_URL'];
  readonly #made: string[] = [];
  #embedded: EmbeddedDatabase | undefined;
  #template: Promise<string> | undefined;

  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'daymark-backend-'));
    // PostgreSQL may run as another user, who has to pass.
    chmodSync(this.folder, 0o755);
  }

  /** Without fsync, since nothing here has to survive a crash of the machine: otherwise each new database waits for the disk. */
  async start(): Promise<void> {
    if (this.#given !== undefined) return;
    mkdirSync(path.join(this.folder, 'pg'));
    this.#embedded = await startEmbedded(path.join(this.folder, 'pg'), ['fsync=off', 'full_page_writes=off']);
  }

  async stop(): Promise<void> {
    if (!this.#embedded) await this.#dropMade();
    await this.#embedded?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Each drop waits for a checkpoint, which those at the same time share. */
  async #dropMade(): Promise<void> {
    const lane = async (): Promise<void> => {
      for (let name = this.#made.pop(); name !== undefined; name = this.#made.pop())
        await this.query(`drop database ${name} with (force)`);
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  }

  /** An empty database. @returns its address */
  create(): Promise<string> {
    return this.#create('');
  }

  async #create(how: string): Promise<string> {
    const name = `t_${randomUUID().replaceAll('-', '')}`;
    await this.query(`create database ${name} ${how}`);
    this.#made.push(name);
    const url = new URL(this.url);
    url.pathname = name;
    return url.href;
  }

  /** A database with the tables and months of this version, as a server makes them: copied, which takes a tenth of the time. */
  async createWithTables(): Promise<string> {
    this.#template ??= this.#makeTemplate();
    return this.#create(`template ${await this.#template}`);
  }

  async #makeTemplate(): Promise<string> {
    const url = await this.create();
    const { db } = connect(url, 2, { onError: () => undefined });
    await migrate(db);
    await keepMonths(db, testNow(), readConfig({ DATABASE_URL: url }));
    await db.destroy();
    return new URL(url).pathname.slice(1);
  }

  get url(): string {
    const url = this.#given ?? this.#embedded?.url;
    if (url === undefined) throw new Error('The database has not started.');
    return url;
  }

  /** Every row of every table of a database as text; bytes are in hex. */
  async dump(url: string): Promise<string> {
    const { rows } = await this.query(
      `select table_name from information_schema.tables where table_schema = 'public' order by 1`,
      url,
    );
    let text = '';
    for (const { table_name } of rows)
      text += JSON.stringify((await this.query(`select t::text from "${String(table_name)}" t`, url)).rows);
    return text;
  }

  async query(text: string, url = this.url): Promise<pg.QueryResult<Record<string, unknown>>> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }

  /**
   * Starts requests while something in the database is locked, and unlocks it once they wait: so they meet at the point of a possible race.
   * @param at `lock`: a statement that takes the lock; `waiting`: how many connections have to wait
   */
  async meetAt<T>(
    at: { readonly url: string; readonly lock: string; readonly waiting: number },
    start: () => Promise<T>,
  ): Promise<T> {
    const holder = new pg.Client({ connectionString: at.url });
    await holder.connect();
    try {
      await holder.query('begin');
      await holder.query(at.lock);
      const running = start();
      const name = new URL(at.url).pathname.slice(1);
      const count = `select count(*)::int as count from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock'`;
      while (Number((await this.query(count)).rows[0]?.['count']) < at.waiting)
        await new Promise((resolve) => setTimeout(resolve, 20));
      await holder.query('commit');
      return await running;
    } finally {
      await holder.end();
    }
  }
}

/** Started by the first test file of a run, stopped after its last test. */
export const database = new TestDatabase();

export interface TestServer extends RunningServer {
  readonly databaseUrl: string;
  /** Moves the server's clock forward. */
  readonly wait: (ms: number) => void;
  /** The lines of the log, parsed. */
  readonly log: Record<string, unknown>[];
  readonly client: (token?: string) => Client;
}

/** Starts a server with its own database, or with another server's. */
export async function startTestServer(changed: Partial<Config> = {}, databaseUrl?: string): Promise<TestServer> {
  const url = databaseUrl ?? (await database.createWithTables());
  let ahead = 0;
  const log: Record<string, unknown>[] = [];
  const running = await startServer({
    config: {
      ...readConfig({ DATABASE_URL: url, DAYMARK_BACKEND_PORT: '0', DAYMARK_BACKEND_CONNECTIONS: '5' }),
      requestsPerMinute: 100_000,
      // The least that argon2 takes: tests hash hundreds of passwords.
      passwordCost: { memoryKib: 8, passes: 1 },
      ...changed,
    },
    databaseUrl: url,
    log: makeLog('info', { write: (line) => void log.push(JSON.parse(line) as Record<string, unknown>) }),
    now: () => testNow() + ahead,
  });
  return {
    ...running,
    databaseUrl: url,
    wait: (ms) => (ahead += ms),
    log,
    client: (token) => new Client(running.url, token),
  };
}
