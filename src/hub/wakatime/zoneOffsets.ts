import { isTimeZone, offsetsOf, type OffsetAt } from '../../core/time/zone.ts';

/** Zones kept at most: making one costs as much as thousands of heartbeats. */
const mostZones = 50;

/** The offsets of the time zones that clients name. */
export class ZoneOffsets {
  readonly #own: OffsetAt;
  readonly #zones = new Map<string, OffsetAt>();

  /** @param own for clients without a zone, or with an unknown one */
  constructor(own: OffsetAt) {
    this.#own = own;
  }

  /** @param zone as in the IANA database */
  of(zone: string): OffsetAt {
    const known = this.#zones.get(zone);
    if (known) return known;
    const found = zone !== '' && isTimeZone(zone) ? offsetsOf(zone) : this.#own;
    if (this.#zones.size >= mostZones) this.#zones.clear();
    this.#zones.set(zone, found);
    return found;
  }
}
