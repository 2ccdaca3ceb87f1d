import { compareText } from '../../core/base/compareText.ts';
import type { Day } from '../../core/time/days.ts';
import { placeId, placeOf, type DaySum, type Dimension, type Sums } from './daySum.ts';
import type { DayCodec } from './rememberedDays.ts';

/** Time by name as parallel lists: names and numbers compress much better separately. */
type NamedTimes = readonly [names: readonly string[], ms: readonly number[]];
/** The same of files and branches: each name once, with the numbers of the projects that it is in; -1 for time without a name. */
type PlacedTimes = readonly [names: readonly (readonly [string, readonly number[]])[], ms: readonly number[]];
type PackedSums = Record<Exclude<Dimension, PlaceDimension>, NamedTimes> & Record<PlaceDimension, PlacedTimes>;
type PlaceDimension = 'file' | 'branch';
const nowhere = -1;

/** Packs the sums of a day into a text. */
export const daySumCodec: DayCodec<DaySum> = { encode, decode };

function encode({ totalMs, by, hours }: DaySum): string {
  const packed: PackedSums = {
    source: listed(by.source),
    kind: listed(by.kind),
    project: listed(by.project),
    category: listed(by.category),
    language: listed(by.language),
    file: placed(by.file, Array.from(by.project.keys())),
    branch: placed(by.branch, Array.from(by.project.keys())),
  };
  return JSON.stringify([totalMs, hours, packed]);
}

function decode(day: Day, text: string): DaySum {
  const [totalMs, hours, packed] = JSON.parse(text) as [number, number[], PackedSums];
  const [projects] = packed.project;
  const by = {
    source: unlisted(packed.source),
    kind: unlisted(packed.kind),
    project: unlisted(packed.project),
    category: unlisted(packed.category),
    language: unlisted(packed.language),
    file: unplaced(packed.file, projects),
    branch: unplaced(packed.branch, projects),
  };
  return { day, totalMs, hours, by };
}

function listed(sums: Sums): NamedTimes {
  return [Array.from(sums.keys()), Array.from(sums.values())];
}

function unlisted([names, ms]: NamedTimes): Sums {
  return new Map(names.map((name, i) => [name, ms[i] ?? 0]));
}

function placed(sums: Sums, projects: readonly string[]): PlacedTimes {
  const numbers = new Map(projects.map((project, i) => [project, i]));
  const parts = Array.from(sums, ([id, ms]) => {
    const { project, name } = id === '' ? { project: '', name: '' } : placeOf(id);
    return { name, number: id === '' ? nowhere : (numbers.get(project) ?? nowhere), ms };
  }).sort((a, b) => compareText(a.name, b.name) || a.number - b.number);
  const names: [string, number[]][] = [];
  for (const { name, number } of parts) {
    const last = names.at(-1);
    if (last?.[0] === name) last[1].push(number);
    else names.push([name, [number]]);
  }
  return [names, parts.map(({ ms }) => ms)];
}

function unplaced([names, ms]: PlacedTimes, projects: readonly string[]): Sums {
  const ids = names.flatMap(([name, numbers]) =>
    numbers.map((number) => (number === nowhere ? '' : placeId(projects[number] ?? '', name))),
  );
  return new Map(ids.map((id, i) => [id, ms[i] ?? 0]));
}
