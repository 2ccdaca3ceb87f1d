import type * as z from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Translate } from '../base/translate.ts';
import type { FactWriter } from '../facts/facts.ts';
import type { RecordCollection } from '../records/collection.ts';
import type { Records } from '../records/records.ts';
import type { QueryOf } from './operation.ts';
import type { ReadOptions } from './reading.ts';

/** Services that an action uses, whoever runs it. */
export interface App {
  readonly clock: Clock;
  readonly t: Translate;
  /** Takes the facts that the action records. */
  readonly recorder: FactWriter;
  /** The present instant, and the settings that answers depend on. */
  readonly readOptions: () => ReadOptions;
  /** Asks a query, after what was recorded here is on disk. Rejects with an `AppError`. */
  readonly read: <P, R>(query: QueryOf<P, R>, params: P) => Promise<Awaited<R>>;
  /** Changes the records of a collection. */
  readonly records: <S extends z.ZodObject>(collection: RecordCollection<S>) => Records<S>;
}
