import { minuteMs } from '../../src/core/time/days.ts';
import type { Project } from './projects.ts';
import type { Random } from './random.ts';
import { makeWorkItem, type WorkItem } from './workItem.ts';

/** Projects worked on at the same time. */
const atOnce = 3;

/** The work to do: for a few projects at a time, each with one or two branches in progress. */
export class Backlog {
  readonly #random: Random;
  readonly #projects: readonly Project[];
  #active: readonly Project[] = [];
  #items: WorkItem[] = [];
  #current: WorkItem | undefined;

  constructor(random: Random, projects: readonly Project[]) {
    this.#random = random;
    this.#projects = projects;
    this.reach(0);
  }

  /** The current work item. */
  get current(): WorkItem {
    return (this.#current ??= this.#choose());
  }

  /** Returns everything unfinished in the current projects, with current work first. */
  get open(): readonly WorkItem[] {
    return this.#items.toSorted((a, b) => Number(b === this.current) - Number(a === this.current));
  }

  /**
   * Old projects are left and new ones come as the history progresses, until the last has had its time.
   * @param progress of the history, 0 to 1
   */
  reach(progress: number): void {
    const steps = Math.max(0, this.#projects.length - atOnce);
    const first = Math.min(steps, Math.floor(progress * (steps + 1)));
    this.#active = this.#projects.slice(first, first + atOnce);
    this.#items = this.#items.filter((item) => this.#isActive(item) || isBroken(item));
    if (this.#current && !this.#items.includes(this.#current)) this.#current = undefined;
    for (const project of this.#active) if (!this.#items.some((item) => item.project === project)) this.#begin(project);
    // Broken work in an old project is fixed, and nothing more.
    for (const item of this.#items) if (!this.#isActive(item)) item.leftMs = Math.min(item.leftMs, 10 * minuteMs);
  }

  /** Switches to other work: broken work first, otherwise whatever the day brings. */
  turn(): WorkItem {
    const before = this.#current;
    const broken = this.#items.find((item) => item !== before && (item.failures > 0 || !this.#isActive(item)));
    return (this.#current = broken ?? this.#choose(before));
  }

  /** Finishes the current work item. */
  finish(): void {
    this.#items = this.#items.filter((item) => item !== this.#current);
    this.#current = undefined;
  }

  #isActive({ project }: WorkItem): boolean {
    return this.#active.includes(project);
  }

  #choose(except?: WorkItem): WorkItem {
    const [main, ...others] = this.#active;
    if (!main) throw new RangeError('a history needs a project');
    const project = others.length === 0 || this.#random.chance(0.6) ? main : this.#random.pick(others);
    const begun = this.#items.filter((item) => item.project === project && item !== except);
    if (begun.length > 0 && (begun.length > 1 || this.#random.chance(0.8))) return this.#random.pick(begun);
    return this.#begin(project);
  }

  #begin(project: Project): WorkItem {
    const item = makeWorkItem(this.#random, project);
    this.#items.push(item);
    return item;
  }
}

function isBroken({ failures, problems }: WorkItem): boolean {
  return failures > 0 || problems.length > 0;
}
