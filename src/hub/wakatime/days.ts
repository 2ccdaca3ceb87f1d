import type { ActivityRange, DayView } from '../../core/views/historyViews.ts';
import { rangeDays } from '../../core/views/history.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubRequest } from '../http/router.ts';
import type { HubStore } from '../hubStore.ts';

/** Time by name, most first, ms. */
export type TimeByName = readonly { readonly name: string; readonly ms: number }[];

/** A day's time. Without the scope `names` it contains no projects and no languages. */
export interface DayTime {
  readonly day: string;
  readonly ms: number;
  readonly kinds: TimeByName;
  readonly projects: TimeByName;
  readonly languages: TimeByName;
}

/** Days for which totals are available. */
const longest = Math.max(...rangeDays);

/** Reads the days of a range that ends today through Daymark's own operations, so that all figures are those of the dashboard. */
export class Days {
  readonly #store: HubStore;

  constructor(store: HubStore) {
    this.#store = store;
  }

  /**
   * @param count days, today included
   * @returns oldest first, today last
   * @throws HttpProblem 400 for too many days
   */
  async last(count: number, { token }: Pick<HubRequest, 'token'>): Promise<DayTime[]> {
    const days = rangeDays.find((each) => each >= count);
    if (days === undefined) throw new HttpProblem(400, `Ask for days of the last ${longest}.`);
    const names = token?.scopes.includes('names') ?? false;
    const kinds = await this.#range(days, 'kind');
    const projects = names ? await this.#range(days, 'project') : undefined;
    const languages = names ? await this.#range(days, 'language') : undefined;
    return kinds.days
      .map(({ day, ms }, at) => ({
        day,
        ms: ms.reduce((sum, one) => sum + one, 0),
        kinds: namedOf(kinds, at),
        projects: projects ? namedOf(projects, at) : [],
        languages: languages ? namedOf(languages, at) : [],
      }))
      .slice(-count);
  }

  /** The stretches of a day, in order. */
  async blocks(day: string, names: boolean): Promise<DayView['timeline']> {
    const view = (await this.#store.operate({ operation: 'day.get', params: { day }, names })) as DayView;
    return view.timeline;
  }

  async #range(days: number, by: string): Promise<ActivityRange> {
    // Kinds are not names; projects and languages are only read with the scope.
    const call = { operation: 'activity.range', params: { days, by }, names: true };
    return (await this.#store.operate(call)) as ActivityRange;
  }
}

function namedOf({ parts, days }: ActivityRange, at: number): TimeByName {
  return parts
    .map(({ name, type }, part) => ({ name: type === 'name' ? name : 'Other', ms: days[at]?.ms[part] ?? 0 }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
}

/** Adds up the days of a range. */
export function sumOf(days: readonly DayTime[]): Omit<DayTime, 'day'> {
  const added = (pick: (day: DayTime) => TimeByName): TimeByName => {
    const sums = new Map<string, number>();
    for (const { name, ms } of days.flatMap(pick)) sums.set(name, (sums.get(name) ?? 0) + ms);
    return Array.from(sums, ([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
  };
  return {
    ms: days.reduce((sum, { ms }) => sum + ms, 0),
    kinds: added(({ kinds }) => kinds),
    projects: added(({ projects }) => projects),
    languages: added(({ languages }) => languages),
  };
}
