import { type SyncServer, SyncServerError } from '../../core/sync/syncServer.ts';
import type { SyncState } from './syncState.ts';

const listedAtOnce = 500;
/** More segments than all devices of an account upload in decades. */
const pagesAtMost = 10_000;

/**
 * Goes to the end of a server's list of segments, for a device that takes none of them.
 * @returns undefined for an empty list
 * @throws SyncServerError `unexpected` for a list without an end
 */
export async function listEnd(
  server: Pick<SyncServer, 'segments'>,
): Promise<Pick<SyncState, 'position' | 'taken'> | undefined> {
  let position = 0;
  const taken: Record<string, number> = {};
  for (let page = 0; page < pagesAtMost; page++) {
    const listed = await server.segments(position, listedAtOnce);
    for (const { deviceId, sequence } of listed) taken[deviceId] = sequence;
    const last = listed.at(-1)?.position ?? position;
    const isEnd = listed.length < listedAtOnce || last <= position;
    position = last;
    if (isEnd) return position === 0 ? undefined : { position, taken };
  }
  throw new SyncServerError('unexpected');
}
