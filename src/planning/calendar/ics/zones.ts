import { instantOf, isTimeZone, offsetsOf, type OffsetAt } from '../../../core/time/zone.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { expandRule, type Budget, type WallRange } from './expandRule.ts';
import type { IcsTime } from './icsTime.ts';
import type { RecurrenceRule } from './rule.ts';
import { zoneOfWindows } from './windowsZones.ts';

/** A part of a zone's definition: from when on which offset holds (RFC 5545, section 3.6.5). */
export interface Observance {
  readonly start: IcsTime;
  /** Minutes east of UTC before and after. */
  readonly offsetFrom: number;
  readonly offsetTo: number;
  readonly rule?: RecurrenceRule;
  readonly dates: readonly IcsTime[];
}

/** The zones for reading a calendar's times. */
export interface ZoneBasis {
  /** Zones that the calendar defines, by its names for them. */
  readonly defined: ReadonlyMap<string, readonly Observance[]>;
  /** The zone of the calendar itself (X-WR-TIMEZONE), for names that nothing defines. */
  readonly usual?: string | undefined;
  /** The zone of the reader, for times without a zone. */
  readonly local: OffsetAt;
  readonly range: WallRange;
  readonly budget: Budget;
}

/** Offsets before and after the range are needed, too: an event may have begun in another half of the year. */
const around = 2 * 366 * 86_400_000;

/** No zone has a longer name, with the path before it. */
const longestName = 255;

/** Finds zones by the names that a calendar uses. */
export class Zones {
  readonly #basis: ZoneBasis;
  readonly #known = new Map<string, OffsetAt | undefined>();

  constructor(basis: ZoneBasis) {
    this.#basis = basis;
  }

  /**
   * The offsets of a zone. Names are looked for in the calendar itself, then in the IANA database, then among the names of Windows, then the
   * zone of the whole calendar is taken.
   * @returns undefined for a name that nothing explains: the zone is unknown, and isn't guessed
   */
  find(name: string): OffsetAt | undefined {
    if (!this.#known.has(name)) this.#known.set(name, this.#look(name));
    return this.#known.get(name);
  }

  /** The instant of a time; `isKnown` is false where its zone is unknown and the reader's was taken. */
  instant({ wall, zone }: IcsTime): { readonly at: number; readonly isKnown: boolean } {
    if (zone === 'UTC') return { at: wall, isKnown: true };
    const offsets = zone === undefined ? this.#basis.local : this.find(zone);
    return { at: instantOf(wall, offsets ?? this.#basis.local), isKnown: offsets !== undefined };
  }

  /** The time of the clock at an instant, in the zone of another time. */
  wallOf(at: number, { zone }: IcsTime): number {
    if (zone === 'UTC') return at;
    const offsets = (zone === undefined ? undefined : this.find(zone)) ?? this.#basis.local;
    return at + offsets(at) * minuteMs;
  }

  #look(name: string): OffsetAt | undefined {
    if (name.length > longestName) return undefined;
    const { defined, usual } = this.#basis;
    const observances = defined.get(name);
    if (observances && observances.length > 0) return this.#defined(observances);
    // Some programs write a path before the name of the database.
    const names = [
      name,
      /[A-Za-z_]+\/[A-Za-z_/+-]+$/.exec(name)?.[0],
      zoneOfWindows(name),
      usual,
      usual && zoneOfWindows(usual),
    ];
    const found = names.find((one) => one !== undefined && one !== '' && isTimeZone(one));
    return found === undefined ? undefined : offsetsOf(found);
  }

  #defined(observances: readonly Observance[]): OffsetAt {
    const { range, budget } = this.#basis;
    const wide = { from: range.from - around, to: range.to + around };
    const changes = observances
      .flatMap((observance) => onsetsOf(observance, { range: wide, budget }))
      .sort((a, b) => a.at - b.at);
    const before = changes[0]?.before ?? 0;
    return (at) => changes.findLast((change) => change.at <= at)?.after ?? before;
  }
}

interface Onset {
  readonly at: number;
  /** Minutes east of UTC. */
  readonly before: number;
  readonly after: number;
}

function onsetsOf(
  { start, offsetFrom, offsetTo, rule, dates }: Observance,
  limits: Pick<ZoneBasis, 'range' | 'budget'>,
): Onset[] {
  const repeated = rule && expandRule(start.wall, withoutZone(rule, offsetFrom), limits);
  const walls = [start.wall, ...dates.map(({ wall }) => wall), ...(repeated ?? [])];
  return walls.map((wall) => ({ at: wall - offsetFrom * minuteMs, before: offsetFrom, after: offsetTo }));
}

/** The end of a zone's rule is in UTC, and its times are those of the clock before the change. */
function withoutZone(rule: RecurrenceRule, offsetFrom: number): RecurrenceRule {
  const { until } = rule;
  return until?.zone === 'UTC' ? { ...rule, until: { ...until, wall: until.wall + offsetFrom * minuteMs } } : rule;
}
