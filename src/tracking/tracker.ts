import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/event.ts';
import type { StateFact } from '../core/facts/facts.ts';
import type {
  EditSignal,
  FocusSignal,
  MoveSignal,
  RunStartSignal,
  SaveSignal,
  Signal,
  SignalPlace,
} from '../core/facts/signal.ts';
import { Causes } from './causes.ts';
import { ProblemRecorder } from './diagnostics.ts';
import { decideKind, sourceBy, type KindContext } from './kinds.ts';
import { sameFile } from './place.ts';
import type { Recording } from './recording.ts';
import { RunRecorder } from './runs.ts';
import { type SpanSubject, type Mutable, SpanRecorder } from './spans.ts';
import type { TrackerOptions } from './trackerOptions.ts';
import { WindowUse } from './windowUse.ts';

/** In an inactive window, a scroll within this time (ms) after a change by no one is caused by it. */
const machineScrollMs = 2_000;

const nobody = { kind: 'other', source: 'editor' } as const;

/**
 * Signals in, facts out: what one window observes becomes spans, runs and diagnostics.
 *
 * A signal is a sign of the **person** when the window has the focus and the change can be theirs; those make spans of time.
 * Changes made by the disk, by bulk operations and in windows without focus make spans without length: lines and no minutes.
 * While paused nothing at all is recorded.
 */
export class Tracker implements Disposable {
  readonly #clock: Clock;
  readonly #writer: TrackerOptions['writer'];
  readonly #person: SpanRecorder;
  readonly #machine: SpanRecorder;
  readonly #runs: RunRecorder;
  readonly #problems: ProblemRecorder;
  readonly #use: WindowUse;
  readonly #causes: Causes;
  /** Reused for every signal: nothing is allocated to decide a kind. */
  readonly #context: Mutable<KindContext> = {
    type: 'move',
    where: {},
    debugging: false,
    sinceEditMs: 0,
    terminal: false,
    run: undefined,
  };
  /** The last signal was a key of the person. */
  #isTyping = false;
  #paused: boolean;
  #started = false;
  #focused = true;
  #active = true;
  /** Place at which the person was last seen. */
  #lastWhere: SignalPlace | undefined;
  /** Place at which the last command was entered, if nothing else was done since. */
  #terminal: SignalPlace | undefined;
  #lastEdited: SignalPlace | undefined;
  #lastEditAt = Number.NEGATIVE_INFINITY;
  #lastMachineEditAt = Number.NEGATIVE_INFINITY;

  constructor({ clock, writer, paused = false }: TrackerOptions) {
    this.#clock = clock;
    this.#writer = writer;
    const recording: Recording = {
      clock,
      nextId: () => writer.nextId(),
      record: (fact, when) => writer.append(fact, when),
    };
    this.#person = new SpanRecorder(recording);
    this.#machine = new SpanRecorder(recording, false);
    this.#runs = new RunRecorder(recording);
    this.#problems = new ProblemRecorder(recording);
    this.#causes = new Causes(clock);
    this.#use = new WindowUse({ clock, used: (until) => this.#wasUsed(until) });
    this.#paused = paused;
    if (paused) this.#problems.pause();
    else this.#state('started');
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Takes one observation. Costs microseconds; writes nothing while paused. */
  accept(signal: Signal): void {
    this.#isTyping = false;
    switch (signal.type) {
      case 'edit':
        return this.#edit(this.#causes.explain(signal));
      case 'cause':
        return this.#causes.note(signal);
      case 'move':
        return this.#move(signal);
      case 'lines':
        return this.#problems.moveLines(signal);
      case 'save':
        return this.#save(signal);
      case 'focus':
        return this.#focus(signal);
      case 'diagnostics':
        return this.#problems.report(signal);
      case 'runStart':
        return this.#startRun(signal);
      case 'runEnd':
        return this.#runs.end(signal, !this.#paused);
    }
  }

  /**
   * Repeats the last edit: a key typed in the same place that changes no line count. Costs a few additions.
   * @param at now, by the wall clock, ms since the epoch
   * @returns false when it has to be accepted as a signal: after anything else, and once every `lookEveryMs`
   */
  acceptAgain(at: number): boolean {
    if (!this.#isTyping || !this.#person.countAgain(at)) return false;
    this.#problems.causes.editedAgain((this.#lastEditAt = this.#person.lastMonotonic));
    return true;
  }

  /** Ends growing spans and records nothing more until `resume`. */
  pause(): void {
    if (this.#paused) return;
    this.#isTyping = false;
    this.#use.end(false);
    this.#close();
    this.#state('paused');
    this.#paused = true;
    this.#problems.pause();
  }

  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#state(this.#started ? 'resumed' : 'started');
    this.#problems.resume();
    this.#watchUse(this.#focused && this.#active);
  }

  /** Appends what has grown since it was appended last: for the moments before `writer.flush()`. */
  flush(): void {
    this.#person.flush();
    this.#machine.flush();
    this.#problems.causes.flush();
  }

  /** Ends growing spans. Open runs and problems stay open, since their end is unknown. */
  dispose(): void {
    this.#isTyping = false;
    this.#use.end(true);
    this.#close();
    if (!this.#paused) this.#state('stopped');
    this.#paused = true;
    this.#problems.dispose();
  }

  #edit(signal: EditSignal): void {
    if (this.#paused) return;
    if (this.#isEditByPerson(signal)) this.#editByPerson(signal);
    else this.#editByNobody(signal);
  }

  #editByPerson(signal: EditSignal): void {
    this.#present('edit', signal.where);
    this.#person.countEdit(signal);
    this.#lastEdited = signal.where;
    this.#lastEditAt = this.#clock.monotonic();
    this.#problems.causes.edited(signal, this.#lastEditAt);
    this.#isTyping = signal.provenance === 'typed';
  }

  #editByNobody(signal: EditSignal): void {
    this.#machine.touch({ where: signal.where, ...nobody });
    this.#machine.countEdit(signal);
    this.#lastMachineEditAt = this.#clock.monotonic();
    this.#problems.causes.edited(signal, this.#lastMachineEditAt);
  }

  /**
   * Nobody types in a window without focus. A change of unknown cause, or by a formatter, is only the person's if the person is there, and
   * the window is in use: otherwise an agent works there alone, or all files are saved.
   */
  #isEditByPerson({ provenance, where }: EditSignal): boolean {
    if (!this.#focused || provenance === 'outside' || provenance === 'bulk') return false;
    if (provenance !== 'unknown' && provenance !== 'formatted') return true;
    return this.#active && (!this.#lastWhere || sameFile(this.#lastWhere, where));
  }

  #move({ how, where }: MoveSignal): void {
    if (!this.#paused && this.#focused && this.#isMoveByPerson(how)) this.#present('move', where);
  }

  /**
   * VS Code calls a window inactive after half a minute to a minute without a key or mouse button. Wheel scrolling doesn't count as either,
   * so a reader's moves are accepted; but tools open editors, and their writing scrolls them.
   */
  #isMoveByPerson(how: MoveSignal['how']): boolean {
    if (this.#active || how === 'cursor') return true;
    return how === 'scroll' && this.#clock.monotonic() - this.#lastMachineEditAt > machineScrollMs;
  }

  /** A save elsewhere than where the person is was made by "save all", auto save or a tool. */
  #save({ where }: SaveSignal): void {
    if (this.#paused || !this.#focused || !this.#lastWhere || !sameFile(this.#lastWhere, where)) return;
    this.#present('save', where);
    this.#person.countSave();
  }

  #focus({ focused, active, where }: FocusSignal): void {
    const gained = focused && !this.#focused;
    const lost = !focused && this.#focused;
    const woke = active && !this.#active;
    this.#focused = focused;
    // A person who leaves an active window was there until now; an inactive one loses its focus to a screen lock.
    const left = lost && this.#active;
    if (lost || !active) this.#use.end(left);
    const wasThere = left && this.#person.canGrow();
    this.#active = active;
    if (this.#paused) return;
    if (gained || (focused && woke)) this.#present('focus', where);
    else if (wasThere) this.#present('focus', this.#lastWhere ?? where);
    if (lost) this.#person.close();
    this.#watchUse(focused && active);
  }

  #watchUse(isUsed: boolean): void {
    if (isUsed && !this.#paused) this.#use.begin();
  }

  /** Keys or clicks that no sensor saw, up to an instant. */
  #wasUsed(until: number): void {
    this.#person.extend(this.#doing('use', this.#lastSeenWhere()), until);
  }

  /**
   * In no file, since keys in a file would have been seen. Someone in a place without a file, such as the output panel, is still there.
   */
  #lastSeenWhere(): SignalPlace {
    if (!this.#terminal && this.#lastWhere && this.#lastWhere.file === undefined) return this.#lastWhere;
    const { project, branch } = this.#terminal ?? this.#lastWhere ?? {};
    return { ...(project !== undefined && { project }), ...(branch !== undefined && { branch }) };
  }

  #startRun(signal: RunStartSignal): void {
    this.#runs.start(signal, !this.#paused);
    if (this.#paused || !this.#focused || !this.#active) return;
    this.#context.run = signal;
    this.#present('run', signal.where);
    this.#context.run = undefined;
  }

  /** The person did something here, now. */
  #present(type: KindContext['type'], where: SignalPlace): void {
    this.#use.sign();
    if (type !== 'focus') this.#terminal = this.#context.run?.source === 'terminal' ? where : undefined;
    const isBack = type === 'focus' && where.file === undefined && this.#terminal;
    this.#person.touch(this.#doing(type, isBack || where));
    if (type !== 'run') this.#lastWhere = where;
  }

  #doing(type: KindContext['type'], where: SignalPlace): SpanSubject {
    const context = this.#context;
    context.type = type;
    context.where = where;
    context.terminal = this.#terminal !== undefined;
    context.debugging = this.#runs.debugging;
    context.sinceEditMs = this.#sinceEdit(where);
    const rule = decideKind(context);
    return { where, kind: rule.kind, source: sourceBy(rule, context), rule: rule.id };
  }

  #sinceEdit(where: SignalPlace): number {
    const isThere = this.#lastEdited !== undefined && sameFile(this.#lastEdited, where);
    return isThere ? this.#clock.monotonic() - this.#lastEditAt : Number.POSITIVE_INFINITY;
  }

  #close(): void {
    for (const spans of [this.#person, this.#machine]) spans.close();
  }

  #state(state: StateFact['state']): void {
    this.#started = true;
    const at = this.#clock.now();
    this.#writer.append({ type: 'state', id: this.#writer.nextId(), at, offset: this.#clock.utcOffset(at), state });
  }
}
