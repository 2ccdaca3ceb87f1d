import { advance, type OpenVisit, type Site } from '../../browser/src/visits.ts';
import { builtInList, categoryOf, kindOf } from '../../browser/src/categories.ts';
import type { SpanFact } from '../../src/core/facts/facts.ts';
import { Bucket } from '../../src/hub/activityWatch/buckets.ts';
import { Watchers } from '../../src/hub/activityWatch/watchers.ts';
import { readHeartbeat } from '../../src/hub/wakatime/heartbeatSchema.ts';
import { spanOfHeartbeat } from '../../src/tracking/heartbeats/heartbeatSpan.ts';
import { visitSpan } from '../../src/tracking/heartbeats/visitSpan.ts';
import type { FakeClock } from '../fakes/fakeClock.ts';

/** Application in front on the screen. */
export interface Front {
  /** The application, as the watcher of windows names it. */
  readonly app: string;
  /** The page in the active tab, if it is a browser. */
  readonly host?: string;
  readonly path?: string;
  /** The title of the tab. */
  readonly title?: string;
  readonly isAudible?: boolean;
}

type At<T> = T & { readonly at: number };

const machine = 'desk';
const judge = () => 'open' as const;
/** As aw-watcher-afk: no key and no mouse for this long (ms) is absence, since the last of them. */
const afkMs = 180_000;
/** As the companion: the browser calls the person idle after this (ms), and wakes the companion this often. */
const idleMs = 120_000;
const beatMs = 30_000;
/** As WakaTime's plugins: the next heartbeat in the same file (ms). */
const heartbeatMs = 120_000;

/**
 * Observations of programs beside VS Code in a day: the browser companion, ActivityWatch's watchers of windows and of absence, and the plugin of
 * another editor. They report as they really do, and the hub's own code makes spans of it.
 */
export class Outside {
  readonly #clock: FakeClock;
  readonly #fronts: At<Front>[] = [];
  readonly #touches: number[] = [];
  readonly #beats: { at: number; file: string; isWrite: boolean }[] = [];
  /** Stretches in which the machine slept. */
  readonly #sleeps: { readonly from: number; readonly to: number }[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  show(front: Front): void {
    const last = this.#fronts.at(-1);
    const isSame =
      last?.app === front.app &&
      last.host === front.host &&
      last.path === front.path &&
      last.title === front.title &&
      last.isAudible === front.isAudible;
    if (!isSame) this.#fronts.push({ ...front, at: this.#clock.now() });
  }

  /** A key, the mouse, or its wheel. */
  touch(): void {
    this.#touches.push(this.#clock.now());
  }

  /** Something happened in a file of the other editor that its plugin sees. */
  edited(file: string, isWrite: boolean): void {
    const at = this.#clock.now();
    const last = this.#beats.at(-1);
    if (isWrite || last?.file !== file || at - last.at > heartbeatMs) this.#beats.push({ at, file, isWrite });
  }

  slept(from: number, to: number): void {
    this.#sleeps.push({ from, to });
  }

  /** All spans of the day. */
  spans(): SpanFact[] {
    const byId = new Map<string, SpanFact>();
    for (const span of [...this.#heartbeatSpans(), ...this.#visitSpans(), ...this.#watchedSpans()]) {
      const known = byId.get(span.id);
      if (!known || known.end < span.end) byId.set(span.id, span);
    }
    return [...byId.values()];
  }

  #heartbeatSpans(): SpanFact[] {
    const sender = { userAgent: 'wakatime/v1.102.1 (linux) vim/9.1 vim-wakatime/11.3', machine };
    return this.#beats.flatMap(({ at, file, isWrite }) => {
      const entity = `/work/${file}`;
      const body = { entity, type: 'file', time: at / 1000, is_write: isWrite, project_root_count: 3 };
      const read = readHeartbeat(body, sender, at);
      if (!('beat' in read)) throw new Error('the hub refused a heartbeat');
      const span = spanOfHeartbeat(read.beat, { offset: this.#clock.utcOffset(at), judge });
      return typeof span === 'string' ? [] : [span];
    });
  }

  #visitSpans(): SpanFact[] {
    let open: OpenVisit | undefined;
    let count = 0;
    const spans: SpanFact[] = [];
    for (const at of this.#looks()) {
      const idle = at - (this.#touches.findLast((touch) => touch <= at) ?? Number.NEGATIVE_INFINITY);
      const isIdle = idle >= idleMs;
      const site = siteOf(this.#frontAt(at), isIdle);
      const step = advance(open, { at, site, awayMs: isIdle && !site ? idleMs : 0 }, () => `visit-${++count}`);
      ({ open } = step);
      if (!step.ended) continue;
      const span = visitSpan(step.ended, 'companion', { offset: this.#clock.utcOffset(step.ended.start), judge });
      if (typeof span === 'object') spans.push(span);
    }
    return spans;
  }

  /** Lists the times at which the companion looks: at each change of tabs and windows, when the person goes idle or comes back, and twice a minute. */
  #looks(): number[] {
    const looks = new Set(this.#fronts.map(({ at }) => at));
    this.#touches.forEach((touch, i) => {
      const next = this.#touches[i + 1] ?? Number.POSITIVE_INFINITY;
      if (next - touch < idleMs) return;
      looks.add(touch + idleMs);
      if (Number.isFinite(next)) looks.add(next);
    });
    const end = this.#clock.now();
    for (let at = this.#fronts[0]?.at ?? end; at < end; at += beatMs) looks.add(at);
    return [...looks].filter((at) => !this.#isAsleep(at)).toSorted((a, b) => a - b);
  }

  /** The watchers of ActivityWatch, each with its own bucket. */
  #watchedSpans(): SpanFact[] {
    const bucket = (type: string): Bucket =>
      new Bucket({
        id: `aw-watcher-${type}_${machine}`,
        type,
        client: `aw-watcher-${type}`,
        hostname: machine,
        created: 0,
      });
    const [windows, presence] = [bucket('currentwindow'), bucket('afkstatus')];
    const watchers = new Watchers(this.#clock, { judge });
    const put = (into: Bucket, { start, end, data }: { start: number; end: number; data: Record<string, unknown> }) =>
      watchers.take(into, into.insert({ timestamp: start, duration: (end - start) / 1000, data })).spans;
    const shown = this.#fronts.flatMap(({ at, app }, i) => {
      const end = this.#fronts[i + 1]?.at ?? this.#clock.now();
      return this.#awake(at, end).flatMap((part) => put(windows, { ...part, data: { app } }));
    });
    return [...shown, ...this.#presences().flatMap((part) => put(presence, { ...part, data: { status: 'not-afk' } }))];
  }

  #presences(): { start: number; end: number }[] {
    const parts: { start: number; end: number }[] = [];
    for (const at of this.#touches.toSorted((a, b) => a - b)) {
      const last = parts.at(-1);
      if (last && at - last.end < afkMs) last.end = Math.max(last.end, at);
      else parts.push({ start: at, end: at });
    }
    return parts;
  }

  #frontAt(at: number): Front | undefined {
    return this.#fronts.findLast((front) => front.at <= at);
  }

  #isAsleep(at: number): boolean {
    return this.#sleeps.some(({ from, to }) => at > from && at < to);
  }

  /** A stretch without the machine's sleeps. */
  #awake(start: number, end: number): { start: number; end: number }[] {
    const sleep = this.#sleeps.find(({ from, to }) => from < end && to > start);
    if (!sleep) return start < end ? [{ start, end }] : [];
    return [...this.#awake(start, Math.max(start, sleep.from)), ...this.#awake(Math.min(end, sleep.to), end)];
  }
}

/** As the companion decides it, see `siteInFront` in `browser/src/companion.ts`. */
function siteOf(front: Front | undefined, isIdle: boolean): Site | undefined {
  if (front?.host === undefined || (isIdle && front.isAudible !== true)) return undefined;
  const { host, path = '', title, isAudible } = front;
  const { category, ...marks } = categoryOf(builtInList, { host, path }, { title, isAudible });
  return { host, category, kind: kindOf(builtInList, category), ...marks };
}
