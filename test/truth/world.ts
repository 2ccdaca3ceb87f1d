import { dayMs } from '../../src/core/time/days.ts';
import type { ActivityFact, Fact } from '../../src/core/facts/facts.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { deedsOf } from './acts.ts';
import { Desk, type Seen } from './desk.ts';
import { isMixed } from './mixedActs.ts';
import { type Front, Outside } from './outside.ts';
import { seeded } from './random.ts';
import { readScript } from './script.ts';
import type { TruthDay } from './truthDay.ts';

/** Something that happens at an instant, in ms since the day's midnight. */
export interface Deed {
  readonly at: number;
  readonly window: string;
  readonly happen: (world: World, desk: Desk) => void;
}

/** Everything that a day left behind. */
export interface Played {
  readonly facts: readonly Fact[];
  /** Every signal of every window, in order. */
  readonly seen: readonly Seen[];
  readonly offsetAt: (at: number) => number;
}

/** Plays a day: the same signals at every run. */
export function play(day: TruthDay): Played {
  const lines = readScript(day.script);
  const world = new World(day, isMixed(day));
  const random = seeded(day.id);
  const deeds = lines.flatMap((line) => deedsOf(line, random)).sort((a, b) => a.at - b.at);
  const sleeps = lines.filter(({ verb }) => verb === 'sleep' || verb === 'suspend');
  for (const deed of deeds) {
    if (sleeps.some(({ from, to }) => deed.at > from && deed.at < to)) continue;
    world.happen(deed);
  }
  return world.end();
}

/** The desk, the machine and its clock. */
export class World {
  readonly clock: FakeClock;
  readonly #zone: string;
  readonly #desks = new Map<string, Desk>();
  readonly #seen: Seen[] = [];
  readonly #logged: ActivityFact[] = [];
  /** Facts of windows that were cut off. */
  readonly #lost: Fact[] = [];
  #opened = 0;
  #at = 0;
  #moved = 0;
  /** Observations of other programs. */
  readonly outside: Outside;
  readonly #isWatched: boolean;

  /** @param isWatched whether other programs report to the hub */
  constructor({ date = '2026-11-20', zone = 'UTC' }: TruthDay, isWatched = false) {
    this.#isWatched = isWatched;
    this.#zone = zone;
    const utc = Date.parse(`${date}T00:00:00Z`);
    this.clock = new FakeClock(utc - zoneOffset(zone, utc) * 60_000);
    this.clock.offset = (at) => zoneOffset(this.#zone, at) + this.#moved;
    this.outside = new Outside(this.clock);
  }

  happen({ at, window, happen }: Deed): void {
    this.clock.advance(Math.max(0, at - this.#at));
    this.#at = Math.max(at, this.#at);
    happen(this, this.desk(window));
  }

  desk(id: string): Desk {
    let desk = this.#desks.get(id);
    const writer = `${id}.${++this.#opened}`;
    const seen = (one: Seen): void => void this.#seen.push(one);
    if (!desk) this.#desks.set(id, (desk = new Desk({ id, writer, clock: this.clock, seen })));
    return desk;
  }

  /** A window dies without a word. The next thing in it happens in a new one. */
  cutOff(id: string): void {
    const desk = this.#desks.get(id);
    if (!desk) return;
    this.#desks.delete(id);
    this.#lost.push(...desk.close().filter((fact) => fact.type !== 'state' || fact.state !== 'stopped'));
  }

  /** The focus of a device goes to a window, or with none to another program. */
  focus(desk?: Desk): void {
    this.#giveFocus(desk);
    if (deviceOf(desk) === 'desktop') this.outside.show({ app: desk ? 'Code' : 'Preview' });
  }

  /** A program that reports to the hub is in front. */
  show(front: Front): void {
    this.#giveFocus();
    this.outside.show(front);
  }

  /** Somebody pressed a key or used the mouse, in whatever program. */
  touch(): void {
    this.outside.touch();
  }

  /** The machine is suspended. */
  sleep(ms: number): void {
    const from = this.clock.now();
    this.clock.sleep(ms);
    this.outside.slept(from, this.clock.now());
    this.#at += ms;
  }

  /** The same on a machine whose monotonic clock continues in its sleep. */
  suspend(ms: number): void {
    const from = this.clock.now();
    this.clock.suspend(ms);
    this.outside.slept(from, this.clock.now());
    this.#at += ms;
  }

  /** The traveller sets the time zone of the machine, minutes further east. */
  travel(minutes: number): void {
    this.#moved += minutes;
  }

  log(fact: Pick<ActivityFact, 'kind' | 'title'> & { ms: number }): void {
    const end = this.clock.now();
    const { kind, title } = fact;
    const offset = this.clock.utcOffset(end);
    const start = end - fact.ms;
    const id = `log:${this.#logged.length}`;
    this.#logged.push({ type: 'activity', id, rev: 1, at: end, start, end, offset, kind, title, errors: 0, notes: '' });
  }

  #giveFocus(desk?: Desk): void {
    for (const other of this.#desks.values())
      if (other !== desk && deviceOf(other) === deviceOf(desk)) other.setFocus(false);
    desk?.setFocus(true);
  }

  end(): Played {
    this.clock.advance(300_000);
    const facts = [...this.#desks.values()].flatMap((desk) => desk.close());
    return {
      facts: [...this.#lost, ...facts, ...this.#logged, ...(this.#isWatched ? this.outside.spans() : [])],
      seen: this.#seen,
      offsetAt: (at) => this.clock.utcOffset(at),
    };
  }
}

/** The window `w9` is that of a laptop beside the desktop, with a focus of its own. */
const deviceOf = (desk?: Desk): string => (desk?.id === 'w9' ? 'laptop' : 'desktop');

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes east of UTC that hold in a zone at an instant, by the zone's own rules of daylight saving. */
function zoneOffset(zone: string, at: number): number {
  if (zone === 'UTC') return 0;
  let format = formats.get(zone);
  if (!format) {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...parts });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute']);
  const minute = Math.floor(at / 60_000) * 60_000;
  return Math.round(((local - minute) % dayMs) / 60_000);
}
