import * as vscode from 'vscode';
import { Emitter, type Disposable, type Event } from '../shared/event.ts';
import type { SensorHealth } from '../shared/health.ts';
import type { Tracker } from '../tracking/tracker.ts';
import type { Settings } from './settings.ts';

export type TrackingState = 'on' | 'paused' | 'paused-all';

/** Whether this window tracks: paused here, or everywhere by the setting `daymark.tracking.paused`. */
export class TrackingControl implements Disposable {
  readonly #tracker: Tracker;
  readonly #settings: Settings;
  readonly #changed = new Emitter<TrackingState>();
  readonly #listener: Disposable;
  readonly onDidChange: Event<TrackingState> = this.#changed.event;
  /** What each sensor last said; filled in when the sensors start. */
  sensorHealth: () => readonly SensorHealth[] = () => [];
  #pausedHere = false;

  constructor(tracker: Tracker, settings: Settings) {
    this.#tracker = tracker;
    this.#settings = settings;
    this.#listener = settings.onDidChange(() => this.#apply());
    this.#apply();
  }

  get state(): TrackingState {
    if (this.#settings.get('tracking.paused')) return 'paused-all';
    return this.#pausedHere ? 'paused' : 'on';
  }

  /** Stops recording in this window until it is resumed or closed. */
  pause(): void {
    this.#pausedHere = true;
    this.#apply();
  }

  /** Stops recording in every window until resumed. */
  async pauseAll(): Promise<void> {
    await this.#settings.set('tracking.paused', true);
  }

  /** Records again, here and, if it was paused for all, in every window. */
  async resume(): Promise<void> {
    this.#pausedHere = false;
    if (this.#settings.get('tracking.paused')) await this.#settings.set('tracking.paused', false);
    this.#apply();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #apply(): void {
    const paused = this.state !== 'on';
    void vscode.commands.executeCommand('setContext', 'daymark.paused', paused);
    if (paused === this.#tracker.paused) return;
    if (paused) this.#tracker.pause();
    else this.#tracker.resume();
    this.#changed.fire(this.state);
  }
}
