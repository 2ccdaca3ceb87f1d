import type { Provenance } from '../core/facts/activity.ts';
import type { Disposable } from '../core/base/event.ts';
import type { DiagnosticFact } from '../core/facts/facts.ts';
import type { DiagnosticsSignal, LinesSignal, Problem, SignalPlace } from '../core/facts/signal.ts';
import { placeOf } from './place.ts';
import { ProblemCauses } from './problemCauses.ts';
import { matchProblems } from './problemMatching.ts';
import type { Recording } from './recording.ts';

/** A problem that appears or disappears for less than this (ms) flickers while someone types, and was neither introduced nor fixed. */
export const flickerMs = 2_000;
/** Problems followed per file; a generated file can have tens of thousands. */
export const problemsPerFile = 500;
/** Problems that are recorded in one turn of the event loop, each of which takes 4 to 12 µs with all that hears of it. */
const settledAtOnce = 250;

/** A problem that is followed. */
interface FollowedProblem extends Problem {
  readonly where: SignalPlace;
  line: number;
  readonly since: number;
  readonly offset: number;
  /** Time at which it settles, by the monotonic clock: then it was introduced or, if gone, fixed. */
  settlesAt: number;
  /** Wall clock when it was last seen to vanish; undefined while it is there. */
  goneAt: number | undefined;
  /** Set once it is written. */
  fact: DiagnosticFact | undefined;
  /** Causes: what was changing the project when it appeared, and when it last disappeared. */
  readonly introducedBy: Provenance;
  fixedBy: Provenance;
}

/**
 * Follows the problems of each file from report to report: writes one when it has stayed for 2 s and again when it has been
 * gone for 2 s. Its identity moves with its line. Closing a file fixes nothing: a problem is fixed when it is missing from a
 * report of its file while that is open.
 */
export class ProblemRecorder implements Disposable {
  readonly #recording: Recording;
  /** Counts what introduced and fixed the recorded problems. */
  readonly causes: ProblemCauses;
  readonly #projects = new Map<string, Map<string, FollowedProblem[]>>();
  readonly #unsettled = new Set<FollowedProblem>();
  /** Recorded problems that disappeared while paused: reported as fixed on resume. */
  readonly #goneUnseen: FollowedProblem[] = [];
  #paused = false;
  #timer: Disposable | undefined;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.causes = new ProblemCauses(recording);
  }

  /** All problems of one file, as they are now. */
  report({ where, problems, open = true }: DiagnosticsSignal): void {
    const known = this.#problemsOf(where) ?? [];
    if (known.length === 0 && problems.length === 0) return;
    const now = problems.slice(0, problemsPerFile);
    const matched = matchProblems(known, now);
    const kept = new Set<number>(matched);
    const next = now.map((problem, i) => this.#seen(known[matched[i] ?? -1], problem, where));
    for (const [i, old] of known.entries()) if (!kept.has(i) && this.#missed(old, open)) next.push(old);
    this.#store(where, next);
    this.#arm();
  }

  /** Lines of a file moved: the problems on them move along. */
  moveLines({ where, line, removed, added }: LinesSignal): void {
    const problems = this.#problemsOf(where);
    if (!problems || removed === added) return;
    for (const problem of problems) {
      if (problem.line >= line + removed) problem.line += added - removed;
      else if (problem.line >= line) problem.line = line + Math.min(problem.line - line, Math.max(added - 1, 0));
    }
  }

  /** Keeps following problems, so that nothing is wrong later, but records nothing. */
  pause(): void {
    this.#paused = true;
    this.causes.flush();
  }

  /** Records again. Problems that disappeared while paused are recorded as fixed now; those that appeared are never recorded. */
  resume(): void {
    this.#paused = false;
    const now = this.#recording.clock.now();
    for (const problem of this.#goneUnseen.splice(0)) this.#writeFixed(problem, now);
    for (const problem of this.#unsettled) {
      if (problem.goneAt === undefined) this.#unsettled.delete(problem);
      else problem.goneAt = now;
    }
  }

  dispose(): void {
    this.causes.dispose();
    this.#timer?.dispose();
    this.#timer = undefined;
    this.#unsettled.clear();
  }

  #problemsOf({ project, file }: SignalPlace): FollowedProblem[] | undefined {
    return this.#projects.get(project ?? '')?.get(file ?? '');
  }

  #store({ project = '', file = '' }: SignalPlace, problems: FollowedProblem[]): void {
    let files = this.#projects.get(project);
    if (!files) this.#projects.set(project, (files = new Map<string, FollowedProblem[]>()));
    if (problems.length > 0) files.set(file, problems);
    else files.delete(file);
  }

  #seen(known: FollowedProblem | undefined, problem: Problem, where: SignalPlace): FollowedProblem {
    if (!known) return this.#follow(problem, where);
    known.line = problem.line;
    if (known.goneAt !== undefined) {
      known.goneAt = undefined;
      this.#unsettled.delete(known);
    }
    return known;
  }

  #follow(problem: Problem, where: SignalPlace): FollowedProblem {
    const { clock } = this.#recording;
    const since = clock.now();
    const settlesAt = clock.monotonic() + flickerMs;
    const offset = clock.utcOffset(since);
    const introducedBy = this.causes.causeIn(where.project);
    const causes = { introducedBy, fixedBy: introducedBy };
    const followed = { ...problem, where, since, offset, settlesAt, goneAt: undefined, fact: undefined, ...causes };
    this.#unsettled.add(followed);
    return followed;
  }

  /** A known problem is not in the report. Returns whether it is still followed. */
  #missed(problem: FollowedProblem, open: boolean): boolean {
    const isPending = problem.goneAt === undefined && this.#unsettled.has(problem);
    if (isPending) {
      this.#unsettled.delete(problem);
      return false;
    }
    const { clock } = this.#recording;
    if (!open) {
      problem.goneAt = undefined;
      this.#unsettled.delete(problem);
    } else if (problem.goneAt === undefined) {
      problem.goneAt = clock.now();
      problem.fixedBy = this.causes.causeIn(problem.where.project);
      problem.settlesAt = clock.monotonic() + flickerMs;
      this.#unsettled.add(problem);
    }
    return true;
  }

  #arm(): void {
    if (this.#timer || this.#unsettled.size === 0) return;
    let earliest = Number.POSITIVE_INFINITY;
    for (const { settlesAt } of this.#unsettled) earliest = Math.min(earliest, settlesAt);
    const wait = Math.max(0, earliest - this.#recording.clock.monotonic());
    this.#timer = this.#recording.clock.after(wait, () => this.#settle());
  }

  /** Records what has settled, a part of it in each turn: a language server may report or withdraw ten thousand problems at once. */
  #settle(): void {
    this.#timer = undefined;
    const now = this.#recording.clock.monotonic();
    const gone: FollowedProblem[] = [];
    let left = settledAtOnce;
    for (const problem of this.#unsettled) {
      // Timers may fire a fraction of a millisecond early.
      if (problem.settlesAt > now + 1) continue;
      if (left-- === 0) break;
      this.#unsettled.delete(problem);
      if (problem.goneAt === undefined) this.#introduced(problem);
      else gone.push(problem);
    }
    this.#fixed(gone);
    this.#arm();
  }

  #introduced(problem: FollowedProblem): void {
    if (this.#paused) return;
    const { where, severity, reporter, code, message, line, since, offset } = problem;
    const id = this.#recording.nextId();
    const fact = { type: 'diagnostic', id, introduced: since, offset, severity, message, line } as const;
    const from = { ...(reporter !== undefined && { reporter }), ...(code !== undefined && { code }) };
    problem.fact = { ...fact, ...from, ...placeOf(where) };
    this.#recording.record(problem.fact);
    this.causes.count('introduced', { severity, by: problem.introducedBy }, since);
  }

  #fixed(gone: readonly FollowedProblem[]): void {
    const isGone = new Set(gone);
    const files = new Map(gone.map(({ where }) => [this.#problemsOf(where), where]));
    for (const [problems = [], where] of files)
      this.#store(
        where,
        problems.filter((problem) => !isGone.has(problem)),
      );
    for (const problem of gone) {
      if (this.#paused) this.#goneUnseen.push(problem);
      else this.#writeFixed(problem, problem.goneAt ?? this.#recording.clock.now());
    }
  }

  #writeFixed({ fact, fixedBy }: FollowedProblem, at: number): void {
    if (!fact) return;
    const fixed = Math.max(fact.introduced, at);
    this.#recording.record({ ...fact, fixed });
    this.causes.count('fixed', { severity: fact.severity, by: fixedBy }, fixed);
  }
}
