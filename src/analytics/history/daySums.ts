import { addDays, rangeAround, type Day } from '../../shared/days.ts';
import type { ActivityReader } from '../../shared/reader.ts';
import type { Context } from '../context.ts';
import { splitByDay } from '../days.ts';
import { KeptDays } from '../keptDays.ts';
import { timelineOf } from '../timeline.ts';
import { daySumOf, placeId, placeOf, type DaySum, type Dimension } from './daySum.ts';

/** Days read at once: few enough that other questions need not wait long. */
const stepDays = 28;

/** The sums of finished days, worked out once. */
export class DaySums {
  readonly #kept = new KeptDays<DaySum>('sums', { encode, decode });

  /**
   * Works out some of the finished days of a range that are not known yet.
   * @param days in order
   * @returns how many are still missing: call it again until there are none
   */
  prepare(days: readonly Day[], reader: ActivityReader, context: Context): number {
    const known = this.#kept.get(days, reader, context);
    const missing = days.filter((day) => !known.has(day));
    return missing.length - this.#workOutFirst(missing, reader, context).size;
  }

  /** The sums of days in order, all of them finished. */
  get(days: readonly Day[], reader: ActivityReader, context: Context): DaySum[] {
    const known = this.#kept.get(days, reader, context);
    let missing = days.filter((day) => !known.has(day));
    while (missing.length > 0) {
      for (const [day, sum] of this.#workOutFirst(missing, reader, context)) known.set(day, sum);
      missing = missing.filter((day) => !known.has(day));
    }
    return days.flatMap((day) => known.get(day) ?? []);
  }

  /** Unlike finished days, today is read each time. */
  today(day: Day, reader: ActivityReader, context: Context): DaySum {
    return sumsBetween({ from: day, to: day }, reader, context).get(day) ?? daySumOf(day, []);
  }

  /** The first of the missing days, as many as are worked out at once. */
  #workOutFirst(missing: readonly Day[], reader: ActivityReader, context: Context): ReadonlyMap<Day, DaySum> {
    const [first] = missing;
    if (first === undefined) return new Map();
    const until = addDays(first, stepDays - 1);
    const step = missing.filter((day) => day <= until);
    const sums = sumsBetween({ from: first, to: step.at(-1) ?? first }, reader, context);
    const worked = new Map(step.map((day) => [day, sums.get(day) ?? daySumOf(day, [])]));
    this.#kept.keep(worked, reader, context);
    return worked;
  }
}

interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

function sumsBetween({ from, to }: DayRange, reader: ActivityReader, { rules }: Context): Map<Day, DaySum> {
  const range = rangeAround(from, to);
  const rows = {
    spans: reader.spans(range),
    runs: reader.runs(range),
    activities: reader.activities(range),
    corrections: reader.corrections(range),
  };
  const byDay = splitByDay(timelineOf(rows, rules), rules.dayStartsAt);
  return new Map(Array.from(byDay, ([day, segments]) => [day, daySumOf(day, segments)]));
}

/** Files and branches have their project's number in the place of its name, which would be most of the text. */
function encode({ totalMs, by, hours }: DaySum): string {
  const projects = Array.from(by.project.keys());
  const sums = (Object.keys(by) as Dimension[]).map((dimension) => {
    const of = Array.from(by[dimension], ([id, ms]) => [isPlace(dimension) ? shorten(id, projects) : id, ms]);
    return [dimension, of.flat()];
  });
  return JSON.stringify([totalMs, hours, projects, Object.fromEntries(sums)]);
}

function decode(day: Day, text: string): DaySum {
  type Flat = (string | number)[];
  const [totalMs, hours, projects, sums] = JSON.parse(text) as [number, number[], string[], Record<Dimension, Flat>];
  const by = (Object.keys(sums) as Dimension[]).map((dimension) => {
    const flat = sums[dimension];
    const of = new Map<string, number>();
    for (let i = 0; i < flat.length; i += 2) {
      const id = String(flat[i]);
      of.set(isPlace(dimension) ? lengthen(id, projects) : id, Number(flat[i + 1]));
    }
    return [dimension, of] as const;
  });
  return { day, totalMs, hours, by: Object.fromEntries(by) as Partial<DaySum['by']> as DaySum['by'] };
}

function isPlace(dimension: Dimension): boolean {
  return dimension === 'file' || dimension === 'branch';
}

function shorten(id: string, projects: readonly string[]): string {
  if (id === '') return id;
  const { project, name } = placeOf(id);
  return `${projects.indexOf(project)}/${name}`;
}

function lengthen(short: string, projects: readonly string[]): string {
  const slash = short.indexOf('/');
  return short === '' ? '' : placeId(projects[Number(short.slice(0, slash))] ?? '', short.slice(slash + 1));
}
