import * as z from 'zod';
import { type Endpoint, type MemberCall, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { findMembership } from '../organizations/findMembership.ts';
import { streamEvents } from './eventFrames.ts';
import { stillHolds } from './stillHolds.ts';
import { StoredEvents } from './storedEvents.ts';

const position = z.string().regex(/^\d{1,15}$/);

const followEvents = memberEndpoint({
  method: 'get',
  path: '/events',
  tag: 'Events',
  summary: 'Follow what webhooks deliver',
  description:
    'Server-Sent Events. The id of the first, `hello`, is the position from which the stream goes on. Each `github` is what is kept of a delivery. After a break, send the last id as `Last-Event-ID`: what came meanwhile follows, for 7 days. `gap` says to read everything from GitHub, since some of it is gone or `POST /github/sync` asked for it. The stream ends with the token; connect again with a new one.',
  access: 'read',
  role: 'member',
  query: z.object({ after: position.optional().describe('For clients that can’t send `Last-Event-ID`.') }),
  status: 200,
  produces: 'text/event-stream',
  run: async (call) => {
    const { services, caller, member, context, query } = call;
    const after = context.req.header('last-event-id') ?? query.after;
    if (after !== undefined && !position.safeParse(after).success)
      throw new HttpProblem(422, 'Last-Event-ID is not the id of an event.');
    const events = new StoredEvents(
      services.db,
      member.organizationId,
      after === undefined ? undefined : Number(after),
    );
    return streamEvents({
      streams: services.streams,
      topic: member.organizationId,
      userId: caller.userId,
      first: () => events.first(),
      read: () => events.read(),
      isAllowed: () => isStillAllowed(call),
    });
  },
});

/** Tells whether the token and the membership still hold. */
function isStillAllowed(call: MemberCall<unknown, unknown, unknown>): Promise<boolean> {
  const { services, caller, member } = call;
  return stillHolds(call, () =>
    findMembership(services.db, caller, { organization: member.organizationId, needed: 'member' }),
  );
}

export const eventEndpoints: readonly Endpoint[] = [followEvents];
