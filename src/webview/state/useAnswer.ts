import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Method, Params, Result } from '../../catalog/view.ts';
import { useApp } from './app.ts';
import { messageOf, type Rpc } from './rpc.ts';

/** The answer to a request besides the snapshot. */
export interface QueryAnswer<T> {
  /** The latest answer, which stays while another is requested. */
  readonly data: T | undefined;
  /** It is of another question, or older than its basis. */
  readonly stale: boolean;
  readonly error: string | undefined;
  readonly retry: () => void;
}

interface PendingQuery {
  readonly basis: string;
  readonly promise: Promise<unknown>;
  data?: unknown;
}

const pending = new WeakMap<Rpc, Map<string, PendingQuery>>();

function ask(
  rpc: Rpc,
  key: string,
  make: Omit<PendingQuery, 'promise'> & { readonly call: () => Promise<unknown> },
): PendingQuery {
  const all = pending.get(rpc) ?? new Map<string, PendingQuery>();
  pending.set(rpc, all);
  const known = all.get(key);
  if (known?.basis === make.basis) return known;
  const entry: PendingQuery = { basis: make.basis, promise: make.call() };
  entry.promise.then(
    (data) => (entry.data = data),
    () => all.delete(key),
  );
  all.set(key, entry);
  return entry;
}

interface ShownAnswer<T> {
  readonly of: string;
  readonly data: T | undefined;
  readonly error?: string;
}

/**
 * Asks the host, and again when the parameters or the basis change; panels that ask the same share one call.
 * @param basis what the answer depends on, as a text that changes with it
 */
export function useAnswer<M extends Method>(method: M, params: Params<M>, basis: string): QueryAnswer<Result<M>> {
  const { rpc } = useApp();
  const key = JSON.stringify([method, params]);
  const of = key + basis;
  const [tries, setTries] = useState(0);
  const [shown, setShown] = useState<ShownAnswer<Result<M>>>(() => {
    const known = pending.get(rpc)?.get(key);
    return { of: known?.data === undefined ? '' : key + known.basis, data: known?.data as Result<M> | undefined };
  });
  useEffect(() => {
    let isCurrent = true;
    ask(rpc, key, { basis, call: () => rpc.call(method, params) }).promise.then(
      (data) => isCurrent && setShown({ of, data: data as Result<M> }),
      (error: unknown) => isCurrent && setShown((before) => ({ of, data: before.data, error: messageOf(error) })),
    );
    return () => (isCurrent = false);
  }, [rpc, of, tries]);
  const retry = useCallback(() => setTries((count) => count + 1), []);
  return { data: shown.data, stale: shown.of !== of, error: shown.error, retry };
}
