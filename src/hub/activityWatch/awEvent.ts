import * as z from 'zod';
import { parseUtc } from '../../core/time/zone.ts';

/** An event of ActivityWatch: https://docs.activitywatch.net/en/latest/buckets-and-events.html */
export interface AwEvent {
  readonly id: number;
  /** Milliseconds since the epoch. */
  readonly start: number;
  end: number;
  data: Readonly<Record<string, unknown>>;
}

/** Times as clients write them, in UTC without an offset, as in ActivityWatch; aw-watcher-vim leaves out the colon of the offset. */
const instant = z
  .string()
  .max(40)
  .transform((text) => parseUtc(text.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2')))
  .refine((at) => Number.isFinite(at), 'Expected a date and time as in RFC 3339.');

/** The longest event that makes sense, s: a week. */
const longestSeconds = 7 * 24 * 3600;
const longestData = 20_000;
/** Watchers nest data once at most; JSON that is nested without end can't be written. */
const deepest = 20;

function isFlat(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((one) => isFlat(one, levels - 1));
}

/** An event as it is sent. Fields that ActivityWatch doesn't know are left out. */
export const eventBody = z.object({
  /** Set for an event that is replaced. */
  id: z.number().int().nullish(),
  timestamp: instant,
  duration: z.number().min(0).max(longestSeconds).nullish(),
  data: z
    .record(z.string().max(200), z.unknown())
    .refine((data) => isFlat(data, deepest) && JSON.stringify(data).length <= longestData, {
      error: 'The data of the event is too long, or nested too deep.',
    }),
});
export type EventBody = z.output<typeof eventBody>;

/** A bucket as it is created. */
export const bucketBody = z.object({
  client: z.string().max(200).nullish(),
  type: z.string().max(200),
  hostname: z.string().max(200).nullish(),
});

/** An event as ActivityWatch answers it. */
export function eventView({ id, start, end, data }: AwEvent): object {
  return { id, timestamp: new Date(start).toISOString(), duration: (end - start) / 1000, data };
}
