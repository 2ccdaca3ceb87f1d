import type { Day } from '../../src/core/time/days.ts';
import type { DiagnosticFact, Place } from '../../src/core/facts/facts.ts';
import { filesFor, type Project, type ProjectFile } from './projects.ts';
import type { Random } from './random.ts';
import { branchKinds, things } from './words.ts';

/** Something that is worked on: a branch of a project, from its beginning to its merge. */
export interface WorkItem {
  readonly project: Project;
  readonly branch: string;
  /** Its subject, in a word. */
  readonly thing: string;
  readonly files: readonly ProjectFile[];
  /** Work that is left, ms. */
  leftMs: number;
  /** Work by day, ms. */
  readonly worked: Map<Day, number>;
  /** Test runs that failed in a row, up to the last one. */
  failures: number;
  /** Problems that are there. */
  problems: DiagnosticFact[];
}

export function makeWorkItem(random: Random, project: Project): WorkItem {
  const kind = random.weighted({ feature: 5, fix: 4, chore: 1 });
  const { verbs, minutes } = branchKinds[kind];
  const [thing, verb] = [random.pick(things), random.pick<string>(verbs)];
  return {
    project,
    branch: `${kind}/${verb}-${thing}`,
    thing,
    files: filesFor(random, project, thing),
    leftMs: random.between(minutes[0], minutes[1]) * 60_000,
    worked: new Map(),
    failures: 0,
    problems: [],
  };
}

export function placeOf({ project, branch }: WorkItem, file: ProjectFile): Place {
  return { project: project.root, branch, ...file };
}

/** The file that work is mostly on, or now and then another one. */
export function pickFile(random: Random, { files }: WorkItem): ProjectFile {
  const main = files[0];
  return main && random.chance(0.4) ? main : random.pick(files);
}

export function addWork(item: WorkItem, day: Day, ms: number): void {
  item.leftMs -= ms;
  item.worked.set(day, (item.worked.get(day) ?? 0) + ms);
}
