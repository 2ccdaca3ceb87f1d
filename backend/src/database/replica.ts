import type { Logger } from 'pino';
import { HttpProblem } from '../http/problem.ts';
import type { Database } from './connect.ts';

/** Reads what may be a little old: from the read replica, or from the primary where there is none. */
export type ReplicaRead = <T>(read: (db: Database) => Promise<T>) => Promise<T>;

/** The time in ms for which the primary answers after the replica has failed, so that no request waits for a replica that is down. */
const restMs = 30_000;

/** Makes the reader. Whatever goes wrong on the replica, such as a table that it hasn't got yet, the primary is asked. */
export function readsOf(primary: Database, replica: Database | undefined, log: Logger): ReplicaRead {
  if (!replica) return (read) => read(primary);
  let failedAt = -Infinity;
  return async (read) => {
    if (performance.now() - failedAt < restMs) return read(primary);
    try {
      return await read(replica);
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      failedAt = performance.now();
      log.warn({ err: error }, 'replica failed, the primary is asked');
      return read(primary);
    }
  };
}
