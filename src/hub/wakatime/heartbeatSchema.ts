import * as z from 'zod';
import { parseUtc } from '../../core/time/zone.ts';
import { appOf, type Heartbeat } from '../../tracking/heartbeats/heartbeat.ts';

const text = z.string().max(4000).nullish();
/** Fields that a heartbeat can do without: a client that sends another type there loses only that. */
const detail = text.catch(undefined);
const count = z.number().int().nullish().catch(undefined);

/** Seconds since the epoch, as a number or a text, or a date. Some clients count in ms, µs, or ns, which no date of this century is in seconds. */
const seconds = z
  .union([z.number(), z.string().trim().min(1).max(40).transform(secondsOf)])
  .refine((time) => Number.isFinite(time) && time > 0, 'Expected seconds since the epoch.')
  .transform((time) => {
    let found = time;
    while (found > 1e11) found /= 1000;
    return found;
  });

function secondsOf(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) ? parseUtc(text) / 1000 : number;
}

/** A heartbeat of WakaTime's protocol, without fields that don't concern time. Older clients send `null` for unknown values. */
const heartbeatBody = z.object({
  entity: z.string().min(1).max(4000),
  type: z.enum(['file', 'app', 'domain', 'url']).nullish().catch('file'),
  time: seconds,
  category: detail,
  project: text,
  alternate_project: text,
  project_root_count: count,
  branch: detail,
  language: detail,
  is_write: z.boolean().nullish().catch(undefined),
  user_agent: detail,
  plugin: detail,
  human_line_changes: count,
  ai_line_changes: count,
  line_additions: count,
  line_deletions: count,
});

/** The sender of a request, by its headers. */
export interface Sender {
  readonly userAgent: string;
  readonly machine: string;
}

/** Greatest age of a heartbeat, and greatest lead over the clock, in ms: offline queues are old, clocks are a little off. */
const oldest = Date.UTC(2000, 0);
const aheadMs = 3_600_000;

/** The errors of a heartbeat, by field. Sending it again can't help. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Reads one heartbeat from any client. */
export function readHeartbeat(
  value: unknown,
  { userAgent, machine }: Sender,
  now: number,
): { readonly beat: Heartbeat } | { readonly errors: FieldErrors } {
  const parsed = heartbeatBody.safeParse(value);
  if (!parsed.success) return { errors: errorsOf(parsed.error) };
  const { data } = parsed;
  const at = Math.round(data.time * 1000);
  if (at < oldest || at > now + aheadMs) return { errors: { time: ['The time is too long ago, or in the future.'] } };
  const beat = {
    at,
    app: appOf(data.user_agent ?? data.plugin ?? userAgent),
    machine,
    entity: data.entity,
    type: data.type ?? 'file',
    category: data.category ?? undefined,
    project: data.project ?? data.alternate_project ?? undefined,
    rootSlashes: data.project_root_count ?? undefined,
    branch: data.branch ?? undefined,
    language: data.language ?? undefined,
    isWrite: data.is_write ?? false,
    humanLines: data.human_line_changes ?? (data.line_additions ?? 0) - (data.line_deletions ?? 0),
    aiLines: data.ai_line_changes ?? 0,
  } as const;
  return { beat };
}

/** Compiles the schema, which takes several ms at its first use: no client should wait for that. */
export function prepareHeartbeats(): void {
  heartbeatBody.safeParse({ entity: '/a', type: 'file', time: 1 });
}

function errorsOf({ issues }: z.ZodError): FieldErrors {
  const errors: Record<string, string[]> = {};
  for (const { path, message } of issues) (errors[String(path[0] ?? 'heartbeat')] ??= []).push(message);
  return errors;
}
