import type { Query, Transport } from '../core/operations/operation.ts';
import type { ReadOptions, Reading } from '../core/operations/reading.ts';
import { readRecords } from '../core/records/readRecords.ts';
import { AppError } from '../core/base/appError.ts';
import type { Translate } from '../core/base/translate.ts';
import { queries } from '../catalog/queries.ts';
import type { Store } from '../storage/store.ts';

/** A query from here or from outside. */
export interface QueryRequest {
  readonly operation: string;
  readonly params: unknown;
  readonly options: ReadOptions;
  /** Set for what comes from outside: the query must be offered there, and the parameters are checked. */
  readonly transport?: Transport;
}

/** A query of any kind, with open types: its schema, or the compiler at the call, checked the input. */
type AnyQuery = Partial<Pick<Query, 'params' | 'transports'>> & {
  readonly prepare?: (read: Reading, params: never) => number;
  readonly run: (read: Reading, params: never) => unknown;
};
type Load = () => Promise<AnyQuery>;

/** Makes what queries read from, up to date at each call. */
export function readingsOf(store: Pick<Store, 'refresh'> & Reading['reader'], t: Translate) {
  const kept = new Map<() => unknown, unknown>();
  const shared = <T>(make: () => T): T => {
    if (!kept.has(make)) kept.set(make, make());
    return kept.get(make) as T;
  };
  const records: Reading['records'] = (collection, query) => readRecords(store, collection, query);
  return (options: ReadOptions): Reading => {
    store.refresh();
    return { ...options, reader: store, t, records, shared };
  };
}

/**
 * Answers queries from the store. Knows none of them.
 * @param list names, and how to load the definitions
 */
export function answering(
  reading: (options: ReadOptions) => Reading,
  list: Readonly<Record<string, Load>> = queries,
): (request: QueryRequest) => Promise<unknown> {
  return async ({ operation, params, options, transport }) => {
    const query = Object.hasOwn(list, operation) ? await list[operation]?.() : undefined;
    if (!query || (transport && !query.transports?.includes(transport)))
      throw new AppError('unknown-operation', 'Daymark does not know this operation. Reload the window and try again.');
    const checked = (await checkedParams(query, params, transport)) as never;
    const { prepare } = query;
    if (prepare) await prepared(() => prepare(reading(options), checked));
    return query.run(reading(options), checked);
  };
}

async function checkedParams({ params: schema }: AnyQuery, params: unknown, transport?: Transport): Promise<unknown> {
  if (!transport || !schema) return params;
  const { parseParams } = await import('../core/operations/parseParams.ts');
  return parseParams(schema, params);
}

/** Works step by step; other messages are answered in between. */
async function prepared(step: () => number): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  // If work is lost as fast as it is done, it never ends: then `run` does the rest.
  for (let left = step(); left > 0 && left < before; left = step()) {
    before = left;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
