import type { Visit, VisitKind } from '../../src/core/views/companion.ts';

/** A site as it is recorded. */
export interface Site {
  readonly host: string;
  readonly path?: string;
  /** The id of its category. */
  readonly category: string;
  readonly kind: VisitKind;
  /** The person chose the category for the site. */
  readonly isChosen?: boolean;
  /** It is a video whose title doesn't say what kind it is of. */
  readonly isUnclear?: boolean;
  /** It plays sound on a site that isn't known, and its title is of a pastime. */
  readonly isPastime?: boolean;
}

/** The current visit. Times are in ms since the epoch. */
export interface OpenVisit extends Site {
  readonly id: string;
  readonly start: number;
  /** Time at which it was last seen. */
  readonly seen: number;
}

/**
 * State at an instant: the site in front; none if no page counts, because the person is away, the browser has no focus, or tracking is paused.
 */
export interface Observation {
  readonly at: number;
  readonly site: Site | undefined;
  /** Time for which the person has been away, in ms; 0 if present. */
  readonly awayMs: number;
}

export interface Step {
  readonly open: OpenVisit | undefined;
  /** A visit that ended, if it is long enough to tell anything. */
  readonly ended: EndedVisit | undefined;
}

export interface EndedVisit extends Visit {
  readonly category: string;
}

/** The browser wakes the companion every 30 s; a longer silence means that the machine slept or the browser was gone. */
export const longestSilenceMs = 90_000;
/** Shorter visits are tabs that were passed on the way to another. */
const shortestMs = 1000;
/** A visit is closed after this, so that a crash and a lost file cost little. */
const longestMs = 30 * 60_000;

/** Continues a visit, or ends it and begins the next. */
export function advance(open: OpenVisit | undefined, look: Observation, newId: () => string): Step {
  const { at, site } = look;
  if (!open) return { open: site && begin(site, at, newId), ended: undefined };
  const isBroken = at - open.seen > longestSilenceMs || at < open.seen;
  const isLong = at - open.start >= longestMs;
  if (site && isSame(open, site) && !isBroken && !isLong) return { open: { ...open, seen: at }, ended: undefined };
  const end = isBroken ? open.seen : Math.max(open.start, at - look.awayMs);
  return { open: site && begin(site, at, newId), ended: endAt(open, end) };
}

/** Ends a visit where it was last seen, as after a crash. */
export function endWhereSeen(open: OpenVisit): EndedVisit | undefined {
  return endAt(open, open.seen);
}

function begin(site: Site, at: number, newId: () => string): OpenVisit {
  const { host, path, category, kind } = site;
  const visit = { id: newId(), start: at, seen: at, host, category, kind };
  return { ...visit, ...(path !== undefined && { path }), ...markedOf(site) };
}

function isSame(open: OpenVisit, site: Site): boolean {
  return (
    open.host === site.host &&
    open.path === site.path &&
    open.category === site.category &&
    (open.isUnclear ?? false) === (site.isUnclear ?? false) &&
    (open.isPastime ?? false) === (site.isPastime ?? false)
  );
}

function endAt(visit: OpenVisit, end: number): EndedVisit | undefined {
  const { id, start, host, path, category, kind } = visit;
  if (end - start < shortestMs) return undefined;
  return { id, start, end, host, kind, ...(path !== undefined && { path }), ...markedOf(visit), category };
}

/** The marks of a site that it has. */
function markedOf({ isChosen, isUnclear, isPastime }: Site): Pick<Site, 'isChosen' | 'isUnclear' | 'isPastime'> {
  return { ...(isChosen && { isChosen }), ...(isUnclear && { isUnclear }), ...(isPastime && { isPastime }) };
}
