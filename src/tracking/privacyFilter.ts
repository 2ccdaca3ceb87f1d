import type { FocusSignal, Signal, SignalPlace } from '../core/facts/signal.ts';

/** Ways to record a place: as it is, without file names, or not at all. */
export type Verdict = 'open' | 'nameless' | 'excluded';

/** Represents every file of a project whose file names are hidden. */
export const hiddenFile = '(hidden)';

interface Options {
  /** Cheap, since it is called for every signal. */
  readonly judge: (where: SignalPlace) => Verdict;
  readonly accept: (signal: Signal) => void;
  /** Repeats the last accepted edit; see `Tracker.acceptAgain`. */
  readonly acceptAgain?: (at: number) => boolean;
}

/**
 * Filters signals before the tracker, so that excluded data is never recorded, rather than removed later. While a person is in an excluded
 * file, the tracker sees a window without focus, so that neither time nor presence is counted.
 */
export class PrivacyFilter {
  readonly #options: Options;
  /** The window as it really is. */
  #focus: FocusSignal = { type: 'focus', focused: true, active: true, where: {} };
  #isAway = false;
  /** The last signal was an edit, and was handed on. */
  #wasEdit = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Repeats the last edit, with the same verdict.
   * @param at now, by the wall clock, ms since the epoch
   * @returns false when it has to be judged again
   */
  acceptAgain(at: number): boolean {
    return this.#wasEdit && (this.#options.acceptAgain?.(at) ?? false);
  }

  /** Verdicts have changed: judge the next signal again. */
  judgeAgain(): void {
    this.#wasEdit = false;
  }

  accept(signal: Signal): void {
    this.#wasEdit = false;
    if (signal.type === 'runEnd') return this.#options.accept(signal);
    const verdict = this.#verdictOn(signal);
    if (signal.type === 'focus') this.#focus = signal;
    if (verdict === 'excluded') this.#excluded(signal);
    else this.#let(verdict === 'nameless' ? nameless(signal) : signal);
  }

  #verdictOn(signal: Exclude<Signal, { type: 'runEnd' }>): Verdict {
    const { judge } = this.#options;
    const isHidden = signal.type === 'runStart' && signal.folder !== undefined && judge(signal.folder) === 'excluded';
    return isHidden ? 'excluded' : judge(signal.where);
  }

  #excluded(signal: Signal): void {
    const isPerson =
      signal.type === 'edit' || signal.type === 'move' || signal.type === 'save' || signal.type === 'focus';
    if (!isPerson || this.#isAway || isOfTool(signal)) return;
    this.#isAway = true;
    this.#options.accept({ type: 'focus', focused: false, active: this.#focus.active, where: {} });
  }

  #let(signal: Signal | undefined): void {
    if (!signal) return;
    const isPerson = signal.type === 'edit' || signal.type === 'move' || signal.type === 'save';
    if (signal.type === 'focus') this.#isAway = false;
    else if (this.#isAway && isPerson && !isOfTool(signal)) {
      this.#isAway = false;
      this.#options.accept({ ...this.#focus, where: signal.where });
    }
    this.#options.accept(signal);
    this.#wasEdit = signal.type === 'edit';
  }
}

function isOfTool(signal: Signal): boolean {
  return signal.type === 'edit' && (signal.provenance === 'outside' || signal.provenance === 'bulk');
}

/** Problems and moved lines belong to one file, which is not to be known: they are left out. */
function nameless(signal: Exclude<Signal, { type: 'runEnd' }>): Signal | undefined {
  if (signal.type === 'diagnostics' || signal.type === 'lines') return undefined;
  if (signal.where.file === undefined) return signal;
  return { ...signal, where: placeWithoutName(signal.where) };
}

const withoutName = new WeakMap<SignalPlace, SignalPlace>();

/** The same object for the same place, as places are compared at each keystroke. */
function placeWithoutName(where: SignalPlace): SignalPlace {
  let known = withoutName.get(where);
  if (!known) withoutName.set(where, (known = { ...where, file: hiddenFile }));
  return known;
}
