import * as z from 'zod';
import { findCaller } from '../accounts/findCaller.ts';
import { type Endpoint, type MemberCall, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { findMembership } from '../organizations/findMembership.ts';
import { EventFrames } from './eventFrames.ts';

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
    const frames = new EventFrames({
      db: services.db,
      streams: services.streams,
      organizationId: member.organizationId,
      userId: caller.userId,
      after: after === undefined ? undefined : Number(after),
      isAllowed: () => isStillAllowed(call),
    });
    await frames.open();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const part = await frames.next();
        if (part === undefined) controller.close();
        else controller.enqueue(encoder.encode(part));
      },
      cancel: () => frames.end(),
    });
    return new Response(body, {
      headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
    });
  },
});

/** Whether the token and the membership still hold. */
async function isStillAllowed({
  services,
  caller,
  member,
  context,
}: MemberCall<unknown, unknown, unknown>): Promise<boolean> {
  try {
    await findCaller(context.req.header('authorization'), services);
    await findMembership(services.db, caller, { organization: member.organizationId, needed: 'member' });
    return true;
  } catch (error) {
    if (error instanceof HttpProblem) return false;
    throw error;
  }
}

export const eventEndpoints: readonly Endpoint[] = [followEvents];
