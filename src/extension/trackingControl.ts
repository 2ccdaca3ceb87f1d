import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { SensorHealth } from '../core/views/health.ts';
import type { Tracker } from '../tracking/tracker.ts';
import { setContextKey } from './contextKeys.ts';
import type { PauseMark } from './pauseMark.ts';
import type { PrivacyProblems } from './privacy.ts';

export type TrackingState = 'on' | 'paused' | 'paused-all';

/** State of tracking in this window, which may be paused here, or everywhere by the mark that all windows see. */
export class TrackingControl implements Disposable {
  /** Takes the signals of this window. */
  readonly tracker: Tracker;
  readonly #mark: PauseMark;
  readonly #changed = new Emitter<TrackingState>();
  readonly #listener: Disposable;
  readonly onDidChange: Event<TrackingState> = this.#changed.event;
  /** Each sensor's last report; filled in when the sensors start. */
  sensorHealth: () => readonly SensorHealth[] = () => [];
  /** Problems with the exclusion patterns; filled in likewise. */
  privacyProblems: () => PrivacyProblems | undefined = () => undefined;
  #pausedHere = false;
  #told: TrackingState = 'on';

  constructor(tracker: Tracker, mark: PauseMark) {
    this.tracker = tracker;
    this.#mark = mark;
    this.#listener = mark.onDidChange(() => this.#apply());
    this.#apply();
  }

  get state(): TrackingState {
    if (this.#mark.isSet) return 'paused-all';
    return this.#pausedHere ? 'paused' : 'on';
  }

  /** Stops recording in this window until it is resumed or closed. */
  pause(): void {
    this.#pausedHere = true;
    this.#apply();
  }

  /** Stops recording in every window until resumed. */
  pauseAll(): void {
    this.#mark.set(true);
  }

  /** Records again, here and, if it was paused for all, in every window. */
  resume(): void {
    this.#pausedHere = false;
    if (this.#mark.isSet) this.#mark.set(false);
    this.#apply();
  }

  /** Takes back a pause of this window; one for all windows holds on. */
  resumeHere(): void {
    this.#pausedHere = false;
    this.#apply();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #apply(): void {
    const { state } = this;
    if (state === this.#told) return;
    this.#told = state;
    setContextKey('daymark.paused', state !== 'on');
    if (state === 'on') this.tracker.resume();
    else this.tracker.pause();
    this.#changed.fire(state);
  }
}
