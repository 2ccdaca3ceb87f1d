import { minuteMs } from '../../../src/core/time/days.ts';
import type { Random } from '../random.ts';
import type { Message, Recorder, Spot } from './recorder.ts';
import type { Stack } from './stacks.ts';

export const secondMs = 1000;

export interface Project {
  readonly root: string;
  readonly stack: Stack;
  readonly stems: readonly string[];
  /** The number of tests in each file. */
  readonly tests: ReadonlyMap<string, number>;
}

/** A working day of the person, of the four weeks. */
export interface Workday {
  /** From 0, over working days. */
  readonly index: number;
  /** The instant of local midnight. */
  readonly midnight: number;
  /** Within the last 14 days of the history. */
  readonly isLate: boolean;
}

/** Something to do today, at `at` or as soon as possible after it. */
interface PlannedAct {
  readonly at: number;
  readonly act: () => void;
}

export interface TestRun {
  /** One file's tests; all of them where it is left out. */
  readonly stem?: string | undefined;
  readonly isGreen: boolean;
}

/** A made-up person. Each method writes down one thing that people do and moves the clock to its end. */
export class Person {
  readonly rec: Recorder;
  readonly projects: readonly Project[];
  readonly now: number;
  readonly random: Random;
  /** The person's pace: the duration of each step, 1 on average. */
  readonly tempo: number;
  /** Builds of the first project take minutes. */
  isBuildSlow = false;
  /** Share of changes made in vim in the terminal, where no edit is recorded. */
  inVim = 0;
  /** Tests and builds run as tasks, which record an exit code and no test counts. */
  isTaskUser = false;
  /** Times at which today's work ends, and at which the next working day begins (which may be after the history). */
  tonight = Infinity;
  tomorrow = Infinity;
  readonly #due: PlannedAct[] = [];

  /** @param now the instant at which the history ends */
  constructor(rec: Recorder, projects: readonly Project[], now: number) {
    this.rec = rec;
    this.projects = projects;
    this.now = now;
    this.random = rec.random;
    this.tempo = this.random.between(0.75, 1.3);
  }

  get first(): Project {
    return this.projects[0] as Project;
  }

  /** Most work is in one or two projects. */
  anyProject(): Project {
    return this.random.chance(0.55) ? this.first : this.random.pick(this.projects.slice(0, 3));
  }

  spot(project: Project, stem: string, isTest = false): Spot {
    const { stack, root } = project;
    const file = isTest ? stack.testFileOf(stem) : stack.fileOf(stem);
    return { project: root, file, language: isTest && stack.language === 'scss' ? 'typescript' : stack.language };
  }

  // Interruptions.

  later(at: number, act: () => void): void {
    this.#due.push({ at, act });
    this.#due.sort((a, b) => a.at - b.at);
  }

  /** Does everything that is due now (or by `until`). */
  attend(until = this.rec.at): void {
    while (this.#due[0] && this.#due[0].at <= Math.max(until, this.rec.at)) {
      const due = this.#due.shift();
      this.rec.at = Math.round(Math.max(this.rec.at, Math.min(due?.at ?? 0, this.rec.at + minuteMs)));
      due?.act();
    }
  }

  /** Repeats a step until then, with short breaks. */
  fill(until: number, step: () => void): void {
    let rest = this.rec.at + this.random.between(40, 100) * minuteMs;
    while (this.rec.at < until) {
      this.attend();
      if (this.rec.at >= until) break;
      step();
      this.rec.wait(this.random.between(1, 30) * secondMs);
      if (this.rec.at < rest) continue;
      this.rec.wait(this.random.between(5, 16) * minuteMs);
      rest = this.rec.at + this.random.between(40, 100) * minuteMs;
    }
  }

  // Writing and reading.

  /** Edits a file for `ms`; problems come and go. The first span is always an edit. */
  code(project: Project, stem: string, ms: number): void {
    const spot = this.spot(project, stem);
    const begin = this.rec.at;
    const until = begin + ms;
    while (this.rec.at < until) {
      const from = this.rec.at;
      const length = Math.min(Math.max(8 * secondMs, until - from), this.random.between(0.4, 5) * minuteMs);
      const isReading = from > begin && this.random.chance(0.2);
      this.rec.span(spot, length, isReading ? { kind: 'reading' } : { kind: 'coding', edited: 'typed' });
      if (!isReading) this.#squiggles(spot, project, from);
      this.rec.wait(this.random.between(1, 45) * secondMs);
    }
  }

  /** A change of seconds, as between two test runs. */
  tweak(project: Project, stem: string, isTest = false): void {
    const ms = this.random.between(5, 40) * secondMs;
    this.rec.span(this.spot(project, stem, isTest), ms, { kind: 'coding', edited: 'typed' });
  }

  read(project: Project, ms: number): void {
    const stem = this.random.pick(project.stems);
    this.rec.span(this.spot(project, stem, this.random.chance(0.3)), ms, { kind: 'reading' });
  }

  /** Changes something, in the editor or in vim. */
  change(project: Project, ms: number): void {
    const stem = this.random.pick(project.stems);
    if (this.random.chance(this.inVim))
      this.interactive(`vim ${project.stack.fileOf(stem)}`, project, { ms, exitCode: 0 });
    else this.code(project, stem, ms);
  }

  #squiggles(spot: Spot, project: Project, from: number): void {
    const minutes = (this.rec.at - from) / minuteMs;
    for (let i = this.random.whole(0, Math.ceil(minutes * 0.6)); i > 0; i--) {
      const introduced = this.random.between(from, this.rec.at);
      const { ms, isLong } = this.#lasts();
      // Problems just before the person leaves may stay until the next morning. Such problems are rarely typos, so they use messages with a
      // name in them.
      const isLeft = introduced > this.tonight - 12 * minuteMs && this.random.chance(0.1);
      const fixed = isLeft ? this.tomorrow + this.random.between(3, 40) * minuteMs : introduced + ms;
      const { squiggles } = project.stack;
      const among = isLong || isLeft ? squiggles.filter(({ text }) => text.includes('%')) : squiggles;
      const message = this.worded(this.random.pick(among));
      this.rec.problem(spot, message, { introduced, fixed: fixed < this.now ? fixed : undefined });
    }
  }

  #lasts(): { readonly ms: number; readonly isLong: boolean } {
    const { random } = this;
    const dice = random.next();
    if (dice < 0.72) return { ms: random.between(2, 12) * secondMs, isLong: false };
    if (dice < 0.94) return { ms: random.between(12, 90) * secondMs, isLong: false };
    return { ms: random.between(1.5, 6) * minuteMs, isLong: true };
  }

  worded({ reporter, code, text }: Message): Message {
    const name = `${this.random.pick(['row', 'total', 'item', 'next', 'price', 'opts'])}${this.random.whole(1, 60)}`;
    return { reporter, code, text: text.replace('%', name) };
  }

  // Tests and builds.

  /** Runs tests and waits for them. */
  test(project: Project, { stem, isGreen }: TestRun): void {
    const { random, rec } = this;
    const one = stem !== undefined;
    const ms = (one ? random.between(1.5, 7) : random.between(10, 55)) * secondMs;
    const options = { project: project.root, ms, exitCode: isGreen ? 0 : 1 };
    const asTask = this.isTaskUser && !one;
    const run = asTask
      ? rec.task({ name: 'test', group: 'test' }, options)
      : rec.command(project.stack.testsOf(stem), options);
    const all = [...project.tests.values()].reduce((sum, count) => sum + count, 0);
    const total = one ? (project.tests.get(stem) ?? 5) : all;
    const failed = isGreen ? 0 : random.whole(1, Math.min(3, total));
    if (!asTask) rec.counts(run, { passed: total - failed, failed });
    const source = asTask ? 'task' : 'terminal';
    rec.span({ project: project.root, scheme: 'terminal' }, Math.min(ms, 8 * secondMs), { kind: 'testing', source });
    rec.at = Math.max(rec.at, run.end ?? 0);
    rec.wait(random.between(1, 10) * secondMs);
  }

  /** Changes, then runs all tests until they are green, with changes after each red one. */
  testRound(project: Project): void {
    const { random } = this;
    this.change(project, random.between(1, 8) * minuteMs);
    let isGreen = random.chance(0.72);
    this.test(project, { isGreen });
    while (!isGreen) {
      if (random.chance(0.2)) {
        // Looks, and repeats the failing run: it still fails.
        this.read(project, random.between(10, 90) * secondMs);
        this.test(project, { isGreen: false });
      }
      this.change(project, random.between(0.5, 9) * minuteMs);
      isGreen = random.chance(0.75);
      this.test(project, { isGreen });
    }
  }

  /** Builds until it succeeds, with changes after each failure. During a build of minutes the person reads, or is away. */
  build(project: Project): void {
    const { random, rec } = this;
    const isSlow = this.isBuildSlow && project === this.first;
    const ms = isSlow ? random.between(6, 15) * minuteMs : random.between(6, 70) * secondMs;
    const options = { project: project.root, ms, exitCode: random.chance(0.08) ? 2 : 0 };
    const run = this.isTaskUser
      ? rec.task({ name: 'build', group: 'build' }, options)
      : rec.command(project.stack.build, options);
    const ended = run.end ?? rec.at;
    rec.span({ project: project.root, scheme: 'terminal' }, 4 * secondMs, { kind: 'building', source: run.source });
    if (isSlow && random.chance(0.5)) {
      const elsewhere = random.chance(0.6) ? project : random.pick(this.projects);
      while (rec.at < ended - 2 * minuteMs) {
        this.read(elsewhere, random.between(20, 100) * secondMs);
        rec.wait(random.between(5, 60) * secondMs);
      }
    }
    rec.at = Math.max(rec.at, ended) + Math.round(random.between(1, 20) * secondMs);
    if (run.exitCode === 0) return;
    // Broken code is changed before the next build.
    this.change(project, random.between(0.5, 5) * minuteMs);
    this.build(project);
  }

  // Terminals.

  /** A command of a moment that is waited for. */
  shell(line: string, project: Project, exitCode: number): void {
    const ms = this.random.between(0.1, 12) * secondMs;
    const run = this.rec.command(line, { project: project.root, ms, exitCode });
    const typing = this.random.between(2, 15) * secondMs;
    this.rec.span({ project: project.root, scheme: 'terminal' }, typing, { kind: 'terminal', source: 'terminal' });
    this.rec.at = Math.max(this.rec.at, run.end ?? 0);
    this.rec.wait(this.random.between(1, 15) * secondMs);
  }

  /** A program that is used for minutes or hours. */
  interactive(
    line: string,
    project: Project,
    { ms, exitCode }: { readonly ms: number; readonly exitCode: number },
  ): void {
    const run = this.rec.command(line, { project: project.root, ms, exitCode });
    const until = run.end ?? this.rec.at;
    while (this.rec.at < until) {
      const length = Math.min(until - this.rec.at, this.random.between(0.5, 6) * minuteMs);
      this.rec.span({ project: project.root, scheme: 'terminal' }, length, { kind: 'terminal', source: 'terminal' });
      if (this.random.chance(0.3))
        this.rec.at = Math.min(until, this.rec.at + Math.round(this.random.between(5, 80) * secondMs));
    }
    this.rec.wait(this.random.between(1, 10) * secondMs);
  }

  /** Leaves something running beside the work. */
  beside(line: string, project: Project, { ms, exitCode }: { readonly ms: number; readonly exitCode: number }): void {
    const most = this.now - this.rec.at;
    if (most > minuteMs) this.rec.command(line, { project: project.root, ms: Math.min(ms, most), exitCode });
  }
}
