import { familyOf, isOfBrowser } from '../../core/categories/browsers.ts';
import { minuteMs } from '../../core/time/days.ts';
import { kindOfApplication } from './applications.ts';
import type { WatchedTime } from './watchedSpan.ts';

/** A stretch that one watcher saw. It may grow at its end; the same object is handed in each time. */
export interface WatchedStretch {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** Application, or page in a browser, that was in front. */
export interface WatchedName extends WatchedStretch {
  /** The application, or the address of the page. */
  readonly name: string;
  /** For a page: its browser, as ActivityWatch names it. */
  readonly browser?: string;
}

/** In a call, people listen for up to this long (ms) without touching anything. */
const longestListeningMs = 30 * minuteMs;
/** Stretches of each kind that are remembered: those of a day or so. */
const most = 3000;

/**
 * Combines what the watchers of one machine see. An application counts while it was in front and someone was there; a page while its
 * browser did. So nothing counts without a presence watcher, or while it reports absence. Only an application for calls counts up to
 * half an hour of absence, if it was in front all the time from the last sign of the person to the next.
 *
 * Every answer is the intersection of stretches that only grow, so that the order in which watchers deliver doesn't matter.
 */
export class Presence {
  readonly #machine: string;
  readonly #here: WatchedStretch[] = [];
  readonly #applications: WatchedName[] = [];
  readonly #pages: WatchedName[] = [];

  constructor(machine: string) {
    this.#machine = machine;
  }

  /** Records that someone was there. @returns what counts because of it */
  here(seen: WatchedStretch): WatchedTime[] {
    remember(this.#here, seen);
    return this.#applications
      .filter((one) => meets(one, seen))
      .flatMap((one) => [...this.#counted(one, [seen]), ...this.#listening(one)]);
  }

  /** An application was in front. @returns what counts of it */
  application(seen: WatchedName): WatchedTime[] {
    remember(this.#applications, seen);
    return [...this.#counted(seen, this.#here), ...this.#listening(seen)];
  }

  /** A page was open in a browser. @returns what counts of it */
  page(seen: WatchedName): WatchedTime[] {
    remember(this.#pages, seen);
    return this.#applications
      .filter((one) => meets(one, seen))
      .flatMap((one) => this.#here.flatMap((here) => this.#pageIn(seen, one, here)));
  }

  #counted(application: WatchedName, here: readonly WatchedStretch[]): WatchedTime[] {
    const pages =
      familyOf(application.name) === undefined ? [] : this.#pages.filter((page) => meets(page, application));
    return here
      .filter((one) => meets(one, application))
      .flatMap((one) => [
        this.#watched('app', application.name, [application, one]),
        ...pages.flatMap((page) => this.#pageIn(page, application, one)),
      ]);
  }

  /** The absences in a call. */
  #listening(application: WatchedName): WatchedTime[] {
    if (kindOfApplication(application.name) !== 'meeting') return [];
    const here = this.#here.filter((one) => meets(one, application)).toSorted((a, b) => a.start - b.start);
    return here.flatMap((next, i) => {
      const before = here[i - 1];
      const length = before ? next.start - before.end : 0;
      if (!before || length <= 0 || length > longestListeningMs) return [];
      return [this.#watched('app', application.name, [{ start: before.end, end: next.start }])];
    });
  }

  #pageIn(page: WatchedName, application: WatchedName, here: WatchedStretch): WatchedTime[] {
    if (!isOfBrowser(application.name, page.browser ?? '')) return [];
    const all = [page, application, here];
    const isThere = Math.max(...all.map(({ start }) => start)) <= Math.min(...all.map(({ end }) => end));
    return isThere ? [this.#watched('web', page.name, all)] : [];
  }

  #watched(scheme: WatchedTime['scheme'], name: string, parts: readonly WatchedStretch[]): WatchedTime {
    const start = Math.max(...parts.map((part) => part.start));
    const end = Math.min(...parts.map((part) => part.end));
    return { scheme, name, start, end, machine: this.#machine };
  }
}

function meets(a: WatchedStretch, b: WatchedStretch): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function remember<T extends WatchedStretch>(list: T[], seen: T): void {
  if (list.at(-1) === seen || list.includes(seen)) return;
  list.push(seen);
  if (list.length > most) list.shift();
}
