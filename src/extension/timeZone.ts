import type { Memento } from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import { type Disposable, Emitter, type Event } from '../core/base/event.ts';
import { isTimeZone, offsetsOf, type OffsetAt } from '../core/time/zone.ts';
import { systemClock } from '../headless/systemClock.ts';

/** The settings that it needs. */
interface ZoneSettings {
  get(key: 'timeZone'): string;
  readonly onDidChange: Event<void>;
}

/** Key of the stored zone of the client, so that it is known before the dashboard opens. */
const key = 'clientTimeZone';

/**
 * The time zone of the user: `daymark.timeZone`, or else in a remote window the zone of the client, which the dashboard reports, or else the
 * zone of this process. A container or SSH host is often in UTC, while its user isn't.
 */
export class UserTimeZone {
  readonly #memento: Pick<Memento, 'get' | 'update'>;
  readonly #settings: ZoneSettings;
  readonly #isRemote: boolean;
  readonly #changed = new Emitter<void>();
  readonly #listener: Disposable;
  readonly onDidChange = this.#changed.event;
  #name: string | undefined;
  #offsetAt: OffsetAt;

  /** @param isRemote whether the user may be elsewhere than this process */
  constructor(memento: Pick<Memento, 'get' | 'update'>, settings: ZoneSettings, isRemote: boolean) {
    this.#memento = memento;
    this.#settings = settings;
    this.#isRemote = isRemote;
    this.#name = this.#find();
    this.#offsetAt = offsetsOf(this.#name);
    this.#listener = settings.onDidChange(() => this.#refresh());
  }

  /** Its name in the IANA database; undefined for the zone of this process. */
  get name(): string | undefined {
    return this.#name;
  }

  #find(): string | undefined {
    const set = this.#settings.get('timeZone');
    if (set !== '') return set;
    const client = this.#isRemote ? this.#memento.get<unknown>(key) : undefined;
    return typeof client === 'string' && isTimeZone(client) ? client : undefined;
  }

  #refresh(): void {
    const name = this.#find();
    if (name === this.#name) return;
    this.#name = name;
    this.#offsetAt = offsetsOf(name);
    this.#changed.fire();
  }

  /** The system's clock, with the offsets of this zone. */
  readonly clock: Clock = { ...systemClock, utcOffset: (at) => this.#offsetAt(at) };

  /** Takes in the zone that the client's own page reports. What isn't a zone is passed over. */
  report(client: string | undefined): void {
    if (client === undefined || !isTimeZone(client) || this.#memento.get(key) === client) return;
    this.#memento.update(key, client).then(
      () => this.#refresh(),
      () => undefined,
    );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
