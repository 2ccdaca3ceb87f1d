import { hourMs, minuteMs, type Day } from '../../core/time/days.ts';
import type { Grouping, TopOf } from '../../core/views/history.ts';
import type { Segment } from '../segment.ts';

/** The dimensions of sums. */
export type Dimension = Grouping | TopOf;

/** Milliseconds by name; time without a name under the empty one. */
export type Sums = ReadonlyMap<string, number>;

/** The cached sums of a day. Each of `by` sums to the total, and so do the hours. */
export interface DaySum {
  readonly day: Day;
  readonly totalMs: number;
  readonly by: Readonly<Record<Dimension, Sums>>;
  /** By hour of the clock, 0 to 23. */
  readonly hours: readonly number[];
}

const dimensions = [
  'source',
  'kind',
  'project',
  'category',
  'language',
  'file',
  'branch',
] as const satisfies readonly Dimension[];

/** Separates the project from the name in the ids of files and branches. */
const joint = '\n';

/**
 * @param segments of the day
 * @param categoryOf the id of the category of a segment
 */
export function daySumOf(day: Day, segments: readonly Segment[], categoryOf: (segment: Segment) => string): DaySum {
  const by = Object.fromEntries(dimensions.map((one) => [one, new Map()])) as Record<Dimension, Map<string, number>>;
  const hours = Array.from({ length: 24 }, () => 0);
  let totalMs = 0;
  for (const segment of segments) {
    const ms = segment.end - segment.start;
    totalMs += ms;
    for (const one of dimensions) {
      const id = one === 'category' ? categoryOf(segment) : idOf(segment, one);
      by[one].set(id, (by[one].get(id) ?? 0) + ms);
    }
    addHours(hours, segment);
  }
  return { day, totalMs, by, hours };
}

function idOf(segment: Segment, dimension: Exclude<Dimension, 'category'>): string {
  if (dimension !== 'file' && dimension !== 'branch') return segment[dimension] ?? '';
  const name = segment[dimension];
  return name === undefined ? '' : placeId(segment.project ?? '', name);
}

/** The id of a file or branch: its name alone is not unique. */
export function placeId(project: string, name: string): string {
  return `${project}${joint}${name}`;
}

/** Returns the project and name in the id of a file or branch. */
export function placeOf(id: string): { readonly project: string; readonly name: string } {
  const at = id.indexOf(joint);
  return { project: id.slice(0, at), name: id.slice(at + 1) };
}

/** Shares a segment out among the hours of the clock that it lies in. */
function addHours(hours: number[], { start, end, offset }: Segment): void {
  const shift = offset * minuteMs;
  for (let at = start + shift; at < end + shift;) {
    const hour = Math.floor(at / hourMs);
    const until = Math.min(end + shift, (hour + 1) * hourMs);
    const ofDay = ((hour % 24) + 24) % 24;
    hours[ofDay] = (hours[ofDay] ?? 0) + until - at;
    at = until;
  }
}
