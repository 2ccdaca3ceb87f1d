import type { CategoryList } from '../../src/core/categories/categories.ts';
import { builtInList, type Choices } from './categories.ts';
import { copyMark, readCopy, shownParts } from './shownCopy.ts';
import type { EndedVisit, OpenVisit } from './visits.ts';

/** The user's choices in the popup and the options. */
export interface Settings {
  readonly isPaused: boolean;
  /** True if private windows count too, where the browser lets the companion see them. */
  readonly privateWindows: boolean;
  /** Sites whose path is sent too. */
  readonly pathsOf: readonly string[];
  /** Categories that were chosen here, until Daymark has them. */
  readonly categories: Choices;
  /** Sites that are blocked during focus. */
  readonly blocked: readonly string[];
}

/** The hub that the companion is paired with. */
export interface Connection {
  readonly url: string;
  readonly token: string;
}

/** The result of the last delivery. */
export type Delivery = 'never' | 'delivered' | 'unreachable' | 'refused';

/** A focus timer: the companion's own, or Daymark's last report. Times are in ms since the epoch. */
export interface Focus {
  /** The end of the companion's own timer; 0 for none. */
  readonly ownUntil: number;
  /** The end of Daymark's session; 0 for none. An open end counts as one hour, renewed while Daymark reports it. */
  readonly daymarkUntil: number;
  /** Sites that the user let through, and until when. */
  readonly allowed: Readonly<Record<string, number>>;
}

/** Time of one day by the id of its category, ms. */
export interface DayTotals {
  /** `YYYY-MM-DD` in the browser's zone. */
  readonly day: string;
  readonly ms: Readonly<Record<string, number>>;
}

/** Everything that is kept, each part under its own key of `chrome.storage.local`. */
export interface State {
  readonly install: string;
  readonly settings: Settings;
  readonly connection: Connection | null;
  readonly delivery: Delivery;
  readonly open: OpenVisit | null;
  /** Visits that the hub has not taken yet, oldest first. */
  readonly outbox: readonly EndedVisit[];
  /** Visits that were dropped since the outbox was full. */
  readonly dropped: number;
  readonly totals: DayTotals;
  /** Daymark's categories and rules for sites, as of its last answer. */
  readonly list: CategoryList;
  readonly focus: Focus;
}

export type ShownState = Pick<State, (typeof shownParts)[number]>;

/** Visits kept while the hub can't be reached: those of some weeks. */
const mostWaiting = 5000;

const defaults: State = {
  install: '',
  settings: { isPaused: false, privateWindows: false, pathsOf: [], categories: {}, blocked: [] },
  connection: null,
  delivery: 'never',
  open: null,
  outbox: [],
  dropped: 0,
  totals: { day: '', ms: {} },
  list: builtInList,
  focus: { ownUntil: 0, daymarkUntil: 0, allowed: {} },
};

/** Reads some parts; those that were never written have their default. */
export async function readParts<K extends keyof State>(parts: readonly K[]): Promise<Pick<State, K>> {
  const unset = Object.fromEntries(parts.map((part) => [part, defaults[part]]));
  return { ...unset, ...(await chrome.storage.local.get(parts.slice())) } as Pick<State, K>;
}

/** Returns the id of this browser's companion, which is made when it is first asked for. */
export async function installId(): Promise<string> {
  const { install } = await readParts(['install']);
  if (install !== '') return install;
  const created = crypto.randomUUID();
  await chrome.storage.local.set({ install: created });
  return created;
}

/** Writes parts in one step: after a crash all of them are there, or none. */
export async function writeState(parts: Partial<State>): Promise<void> {
  await chrome.storage.local.set(parts);
  const copied = Object.entries(parts).filter(([part]) => (shownParts as readonly string[]).includes(part));
  // No copy is better than one that can't be kept up to date.
  if (copied.length > 0)
    await chrome.storage.session.set(Object.fromEntries(copied)).catch(() => chrome.storage.session.clear());
}

/** Copies what the popup shows to the browser's memory, which answers sooner than its storage on the disk. */
export async function copyShownState(): Promise<void> {
  await chrome.storage.session.set({ ...(await readParts(shownParts)), [copyMark]: true });
}

/** Reads what the popup shows: the copy in memory, if the worker has made one since the browser started. */
export async function readShownState(reading = readCopy()): Promise<ShownState> {
  const copy = await reading;
  return copy[copyMark] === true ? (copy as unknown as ShownState) : readParts(shownParts);
}

/** The outbox and the totals with a visit that ended. */
export function withEnded(state: Pick<State, 'outbox' | 'dropped' | 'totals'>, ended: EndedVisit): Partial<State> {
  const outbox = [...state.outbox, ended];
  const over = Math.max(0, outbox.length - mostWaiting);
  const day = dayOf(ended.end);
  const before = state.totals.day === day ? state.totals.ms : {};
  const ms = { ...before, [ended.category]: (before[ended.category] ?? 0) + ended.end - ended.start };
  return {
    outbox: outbox.slice(over),
    dropped: state.dropped + over,
    // A visit that ended before midnight and is closed late doesn't bring yesterday back.
    ...(day >= state.totals.day && { totals: { day, ms } }),
  };
}

/** Returns today's time by category, including the current visit, longest first. */
export function todayByCategory({ totals, open }: Pick<State, 'totals' | 'open'>, now: number): [string, number][] {
  const before = totals.day === dayOf(now) ? totals.ms : {};
  return [...new Set([...Object.keys(before), ...(open ? [open.category] : [])])]
    .map((category): [string, number] => {
      const going = open?.category === category ? Math.max(0, open.seen - open.start) : 0;
      return [category, (before[category] ?? 0) + going];
    })
    .filter(([, ms]) => ms > 0)
    .sort((a, b) => b[1] - a[1]);
}

/** Returns the time at which focus ends; 0 if there is none. */
export function focusUntil({ ownUntil, daymarkUntil }: Focus, now: number): number {
  const until = Math.max(ownUntil, daymarkUntil);
  return until > now ? until : 0;
}

/** The sites that are blocked now. */
export function blockedNow({ settings, focus }: Pick<State, 'settings' | 'focus'>, now: number): string[] {
  if (focusUntil(focus, now) === 0) return [];
  return settings.blocked.filter((host) => (focus.allowed[host] ?? 0) <= now);
}

/** `YYYY-MM-DD` in the browser's zone. */
function dayOf(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
