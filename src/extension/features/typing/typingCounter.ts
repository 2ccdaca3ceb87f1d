import { Disposable, type TextDocument, window } from 'vscode';
import { TypingTally } from '../../../habits/typing/typingTally.ts';
import { Places } from '../../places/places.ts';
import { Privacy } from '../../privacy.ts';
import type { Services } from '../../services.ts';
import { KeyWatch } from './keyWatch.ts';

/** Interval at which counts are recorded, ms. */
const writeEveryMs = 60_000;

/** Counts keys in what is tracked, and records the counts: how many, never which. */
export class TypingCounter implements Disposable {
  readonly #tally: TypingTally;
  readonly #parts: Disposable;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor({ clock, settings, recorder, tracking }: Pick<Services, 'clock' | 'tracking' | 'settings' | 'recorder'>) {
    const places = new Places(clock);
    const privacy = new Privacy(settings, clock);
    this.#tally = new TypingTally({ clock, recorder });
    // Not while paused, in another window, or in what is excluded.
    const isCounted = (document: TextDocument): boolean => {
      const { role, where } = places.of(document);
      const isTracked = tracking.state === 'on' && window.state.focused && role === 'work';
      return isTracked && privacy.judge(where) !== 'excluded';
    };
    const watch = new KeyWatch({ tally: this.#tally, clock, isCounted });
    const forget = () => watch.forget();
    this.#parts = Disposable.from(watch, tracking.onDidChange(forget), settings.onDidChange(forget), places, privacy);
    this.#timer = setInterval(() => this.#tally.write(), writeEveryMs);
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#parts.dispose();
    this.#tally.write();
  }
}
