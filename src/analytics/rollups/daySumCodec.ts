import { addDays, type Day } from '../../core/time/days.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Context } from '../context.ts';
import { segmentsByDay, type DayRange } from '../daySegments.ts';
import { KeptDays } from '../keptDays.ts';
import { daySumOf, placeId, placeOf, type DaySum, type Dimension, type Sums } from './daySum.ts';

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

function sumsBetween(range: DayRange, reader: ActivityReader, { rules }: Context): Map<Day, DaySum> {
  const byDay = segmentsByDay(range, reader, rules);
  return new Map(Array.from(byDay, ([day, segments]) => [day, daySumOf(day, segments)]));
}

/** Time by name, as two lists beside each other: names and numbers by themselves take much less room when they are packed. */
type Listed = readonly [names: readonly string[], ms: readonly number[]];
/** The same of files and branches: each name once, with the numbers of the projects that it is in; -1 for time without a name. */
type Placed = readonly [names: readonly (readonly [string, readonly number[]])[], ms: readonly number[]];
type Packed = Record<Exclude<Dimension, PlaceDimension>, Listed> & Record<PlaceDimension, Placed>;
type PlaceDimension = 'file' | 'branch';
const nowhere = -1;

function encode({ totalMs, by, hours }: DaySum): string {
  const packed: Packed = {
    source: listed(by.source),
    kind: listed(by.kind),
    project: listed(by.project),
    language: listed(by.language),
    file: placed(by.file, Array.from(by.project.keys())),
    branch: placed(by.branch, Array.from(by.project.keys())),
  };
  return JSON.stringify([totalMs, hours, packed]);
}

function decode(day: Day, text: string): DaySum {
  const [totalMs, hours, packed] = JSON.parse(text) as [number, number[], Packed];
  const [projects] = packed.project;
  const by = {
    source: unlisted(packed.source),
    kind: unlisted(packed.kind),
    project: unlisted(packed.project),
    language: unlisted(packed.language),
    file: unplaced(packed.file, projects),
    branch: unplaced(packed.branch, projects),
  };
  return { day, totalMs, hours, by };
}

function listed(sums: Sums): Listed {
  return [Array.from(sums.keys()), Array.from(sums.values())];
}

function unlisted([names, ms]: Listed): Sums {
  return new Map(names.map((name, i) => [name, ms[i] ?? 0]));
}

function placed(sums: Sums, projects: readonly string[]): Placed {
  const numbers = new Map(projects.map((project, i) => [project, i]));
  const parts = Array.from(sums, ([id, ms]) => {
    const { project, name } = id === '' ? { project: '', name: '' } : placeOf(id);
    return { name, number: id === '' ? nowhere : (numbers.get(project) ?? nowhere), ms };
  }).sort((a, b) => (a.name === b.name ? a.number - b.number : a.name < b.name ? -1 : 1));
  const names: [string, number[]][] = [];
  for (const { name, number } of parts) {
    const last = names.at(-1);
    if (last?.[0] === name) last[1].push(number);
    else names.push([name, [number]]);
  }
  return [names, parts.map(({ ms }) => ms)];
}

function unplaced([names, ms]: Placed, projects: readonly string[]): Sums {
  const ids = names.flatMap(([name, numbers]) =>
    numbers.map((number) => (number === nowhere ? '' : placeId(projects[number] ?? '', name))),
  );
  return new Map(ids.map((id, i) => [id, ms[i] ?? 0]));
}
