import type { Clock } from '../../core/base/clock.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { offsetsIn } from '../../core/time/zone.ts';
import { spanOfHeartbeat } from '../../tracking/heartbeats/heartbeatSpan.ts';
import { HttpProblem } from '../http/problem.ts';
import { limits } from '../http/limits.ts';
import type { HubAnswer, HubRequest } from '../http/router.ts';
import type { HubLog } from '../hubLog.ts';
import type { HubStore } from '../hubStore.ts';
import { readHeartbeat, type Sender } from './heartbeatSchema.ts';

export interface ReceiverServices {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly log: HubLog;
}

/** The result for one item of a bulk request, in the format that both WakaTime's command line and its browser extension understand. */
type ItemAnswer = readonly [body: object, status: number];

/** Takes heartbeats in: an array for a bulk request, or one. Answers when they are on the disk. */
export async function receiveHeartbeats(request: HubRequest, receiving: ReceiverServices): Promise<HubAnswer> {
  const body = await request.body();
  if (!Array.isArray(body)) return receiveOne(request, body, receiving);
  if (body.length > limits.bulkItems)
    throw new HttpProblem(413, `Send at most ${limits.bulkItems} heartbeats at once.`);
  return { status: 202, body: { responses: await receiveItems(request, body, receiving) } };
}

async function receiveOne(request: HubRequest, value: unknown, receiving: ReceiverServices): Promise<HubAnswer> {
  const [[body, status] = [{ errors: { heartbeat: ['Missing.'] } }, 400]] = await receiveItems(
    request,
    [value],
    receiving,
  );
  return { status: status === 201 ? 202 : status, body };
}

/** One answer for each item, in their order: a bad one must not hold up the others, and is never sent again. */
async function receiveItems(
  request: HubRequest,
  items: readonly unknown[],
  receiving: ReceiverServices,
): Promise<ItemAnswer[]> {
  const { store, clock, log } = receiving;
  const sender = senderOf(request);
  const offsetAt = offsetsIn(headerOf(request.headers['timezone']), (at) => clock.utcOffset(at));
  const spans: SpanFact[] = [];
  const now = clock.now();
  const answers = items.map((item): ItemAnswer => {
    const read = readHeartbeat(item, sender, now);
    if ('errors' in read) {
      log.refused(400, 'A heartbeat without a valid time, entity, or type.', now);
      return [{ errors: read.errors }, 400];
    }
    const { beat } = read;
    const span = spanOfHeartbeat(beat, { offset: offsetAt(beat.at), judge: (where) => store.judge(where) });
    log.seen(request.token?.name ?? '', beat.app, { at: now, ...(typeof span === 'string' && { ignored: span }) });
    if (typeof span !== 'string') spans.push(span);
    return [{ data: { id: idOf(item) } }, 201];
  });
  if (spans.length > 0) await store.record(spans);
  return answers;
}

/** A client that gives ids compares them. */
function idOf(item: unknown): string | null {
  const { id } = item as { readonly id?: unknown };
  return typeof id === 'string' ? id : null;
}

function senderOf({ headers }: HubRequest): Sender {
  return { userAgent: headerOf(headers['user-agent']), machine: headerOf(headers['x-machine-name']) };
}

function headerOf(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.slice(0, 400) ?? '';
}
