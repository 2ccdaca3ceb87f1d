import { Kysely, type LogEvent, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** A connection to the database, or a transaction on it. */
export type Database = Kysely<Tables>;

export interface Connection {
  readonly db: Database;
  readonly pool: pg.Pool;
}

const int8 = 20;
const date = 1082;

/**
 * Requests read a few thousand rows by an index, and many run at once: a second process for one, or compiling its expressions, takes longer
 * than the question. PostgreSQL takes to both where tables are large.
 */
const planning = '-c max_parallel_workers_per_gather=0 -c jit=off';

/** Handlers for events of connections. */
interface ConnectionEvents {
  /** Handles errors of idle connections, such as when PostgreSQL restarts. */
  readonly onError: (error: Error) => void;
  /** Called after each query. */
  readonly onQuery?: (event: LogEvent) => void;
}

/** Opens a pool of connections. Nothing is connected before the first query. */
export function connect(url: string, connections: number, { onError, onQuery }: ConnectionEvents): Connection {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    // Requests that a client gave up must not continue in the database.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'daymark-backend',
    options: planning,
    types: { getTypeParser: parserOf as typeof pg.types.getTypeParser },
  });
  pool.on('error', onError);
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), ...(onQuery && { log: onQuery }) }) };
}

/** Counters are safe integers; a date has no time zone, so it stays a string. */
function parserOf(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === int8) return Number;
  if (oid === date) return String;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
