import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { frameOf, streamEvents } from '../events/eventFrames.ts';
import { stillHolds } from '../events/stillHolds.ts';
import type { Database } from '../database/connect.ts';

const followSync = userEndpoint({
  method: 'get',
  path: '/sync/events',
  tag: 'Sync',
  summary: 'Follow what your devices sync',
  description:
    'Server-Sent Events. The id of each is the position of the last segment; `hello` begins, and `synced` comes whenever a device has stored one. There is nothing to catch up with after a break: list the segments since the position that you have. The stream ends with the token; connect again with a new one.',
  access: 'sync',
  status: 200,
  produces: 'text/event-stream',
  run: async (call) => {
    const { services, caller } = call;
    let last = -1;
    const tell = async (event: string): Promise<string> => {
      const position = await readPosition(services.db, caller.userId);
      const isNews = position !== last;
      last = position;
      return isNews ? frameOf(event, position, '{}') : '';
    };
    return streamEvents({
      streams: services.streams,
      topic: caller.userId,
      userId: caller.userId,
      first: () => tell('hello'),
      read: async () => ({ text: await tell('synced'), hasMore: false }),
      isAllowed: () => stillHolds(call),
    });
  },
});

async function readPosition(db: Database, userId: string): Promise<number> {
  const account = await db
    .selectFrom('sync_accounts')
    .select('position')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return account?.position ?? 0;
}

export const syncEventEndpoints: readonly Endpoint[] = [followSync];
