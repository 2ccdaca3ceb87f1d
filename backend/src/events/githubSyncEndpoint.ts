import { sql } from 'kysely';
import * as z from 'zod';
import { minuteMs } from '../../../src/core/time/days.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { addEvent } from './addEvent.ts';

/** A whole sync makes many requests at GitHub, so more is not asked for. */
const everyMs = minuteMs;

const requestSync = userEndpoint({
  method: 'post',
  path: '/github/sync',
  alias: '/sync_github',
  tag: 'Events',
  summary: 'Have your VS Code sync with GitHub',
  description:
    'The server has no access to your data at GitHub, your machine has: this asks the VS Code that follows your events (`daymark.github.live`) to read everything from GitHub, now or, within 7 days, when it follows again. Once a minute; asked again before, it changes nothing. What was synced comes here by sharing only.',
  access: 'share',
  status: 202,
  result: z.object({ requested: z.boolean().describe('False if it was asked for within the last minute.') }),
  run: async ({ services, caller }) =>
    services.db.transaction().execute(async (trx) => {
      const { id } = await trx
        .selectFrom('organizations')
        .innerJoin('memberships', 'memberships.organization_id', 'organizations.id')
        .select('organizations.id')
        .where('organizations.is_personal', '=', true)
        .where('memberships.user_id', '=', caller.userId)
        .executeTakeFirstOrThrow();
      // Two at once must not both pass.
      await sql`select pg_advisory_xact_lock(hashtext('sync_github'), hashtext(${id}))`.execute(trx);
      const at = new Date(services.now());
      const earlier = await trx
        .selectFrom('github_events')
        .select('position')
        .where('organization_id', '=', id)
        .where('received_at', '>', new Date(at.getTime() - everyMs))
        .where(sql<string>`body->>'event'`, '=', 'sync')
        .executeTakeFirst();
      if (earlier) return { requested: false };
      await addEvent(trx, id, { event: { event: 'sync' }, at });
      return { requested: true };
    }),
});

export const githubSyncEndpoints: readonly Endpoint[] = [requestSync];
