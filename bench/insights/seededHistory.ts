import { dayMs, minuteMs } from '../../src/core/time/days.ts';
import type { DiagnosticFact, Fact, RunFact, SpanFact } from '../../src/core/facts/facts.ts';
import { Random } from './random.ts';

/** Causes to plant in a history; each changes the made-up person's behavior, and nothing writes a conclusion. */
export const causes = [
  'flaky-test',
  'broken-after-lunch',
  'waiting-reviews',
  'context-switching',
  'slow-build',
  'repeated-error',
] as const;
export type Cause = (typeof causes)[number];

export interface SeededHistory {
  readonly name: string;
  readonly cause: Cause | 'clean';
  /** The instant at which it ends, ms since the epoch. */
  readonly now: number;
  /** Minutes east of UTC. */
  readonly offset: number;
  readonly facts: readonly Fact[];
}

const lastDay = Date.UTC(2026, 10, 20);
const historyDays = 28;

/** A working month of a made-up developer: four weeks of coding, errors, tests, builds and branches, with one cause planted or none. */
export function seededHistory(seed: number, cause: Cause | 'clean'): SeededHistory {
  const person = new Developer(seed, cause);
  for (let back = historyDays - 1; back >= 0; back--) {
    const midnight = lastDay - back * dayMs;
    const weekday = new Date(midnight).getUTCDay();
    if (weekday !== 0 && weekday !== 6) person.work(midnight);
  }
  const now = lastDay + 18 * 60 * minuteMs;
  return { name: `${cause}-${seed}`, cause, now, offset: person.offset, facts: person.facts };
}

const messages = [
  ['ts', '2304', "Cannot find name 'total'."],
  ['ts', '2322', "Type 'string' is not assignable to type 'number'."],
  ['ts', '2345', "Argument of type 'Row' is not assignable to parameter of type 'Item'."],
  ['ts', '2339', "Property 'size' does not exist on type 'Cart'."],
  ['ts', '1005', "';' expected."],
  ['eslint', 'no-unused-vars', "'row' is defined but never used."],
  ['ts', '2554', 'Expected 2 arguments, but got 1.'],
  ['ts', '7006', "Parameter 'event' implicitly has an 'any' type."],
] as const;

/** The time, and what is unusual about it. */
type Stretch = { readonly start: number; readonly end: number } & Partial<SpanFact>;

interface ErrorMade {
  readonly at: number;
  readonly message?: readonly [string, string, string];
  /** Until it is fixed. */
  readonly minutes?: number;
}

class Developer {
  readonly facts: Fact[] = [];
  readonly offset: number;
  readonly #random: Random;
  readonly #cause: Cause | 'clean';
  readonly #projects: readonly string[];
  readonly #files = new Map<string, readonly string[]>();
  readonly #branches = new Map<string, string>();
  readonly #waiting: { project: string; branch: string; until: number }[] = [];
  readonly #window: string;
  #day = 0;
  #number = 0;
  #branchNumber = 0;

  constructor(seed: number, cause: Cause | 'clean') {
    this.#random = new Random(seed * 7919 + 17);
    this.#cause = cause;
    this.offset = this.#random.pick([-300, 0, 60, 120, 330]);
    this.#window = `w${seed}`;
    const names = ['shop', 'ledger', 'atlas', 'parser', 'mobile', 'infra'];
    this.#projects = names.slice(0, this.#random.whole(2, 4)).map((name) => `/home/me/${name}`);
    for (const project of this.#projects) {
      const stems = [
        'cart',
        'order',
        'api',
        'view',
        'store',
        'rules',
        'money',
        'dates',
        'index',
        'client',
        'query',
        'form',
      ];
      this.#files.set(
        project,
        stems.slice(0, this.#random.whole(6, 12)).map((stem) => `src/${stem}.ts`),
      );
      this.#nextBranch(project);
    }
  }

  /** One working day: two or three stretches before lunch, three or four after. */
  work(midnight: number): void {
    this.#day++;
    const local = midnight - this.offset * minuteMs;
    const start = local + this.#random.between(8.7, 9.5) * 60 * minuteMs;
    const lunch = local + this.#random.between(12, 12.6) * 60 * minuteMs;
    const end = local + this.#random.between(16.6, 17.8) * 60 * minuteMs;
    const [morning, afternoon] = [this.#random.pick(this.#projects), this.#random.pick(this.#projects)];
    this.#block(morning, start, lunch);
    this.#block(afternoon, lunch + this.#random.between(40, 60) * minuteMs, end);
    this.#plantOnDay(local);
  }

  #block(project: string, from: number, until: number): void {
    let at = from;
    while (at < until) {
      const stretch = Math.min(until, at + this.#random.between(35, 90) * minuteMs);
      if (this.#random.chance(0.35)) this.#maybeBranch(project);
      this.#stretch(project, at, stretch);
      at = stretch + this.#random.between(6, 18) * minuteMs;
    }
  }

  #stretch(project: string, from: number, until: number): void {
    let at = from;
    let current = project;
    while (at < until) {
      // A person who switches contexts is in another project every few minutes.
      if (this.#cause === 'context-switching') current = this.#random.pick(this.#projects);
      const length = this.#cause === 'context-switching' ? this.#random.between(1.5, 4) : this.#random.between(2, 9);
      const end = Math.min(until, at + length * minuteMs);
      const file = this.#random.pick(this.#files.get(current) ?? []);
      this.#span(current, file, { start: at, end });
      if (this.#random.chance(0.1)) this.#error(current, file, { at: end - minuteMs });
      at = end + this.#random.between(1, 40) * 1000;
      if (this.#random.chance(0.12)) at = this.#test(current, at);
      if (this.#random.chance(this.#cause === 'slow-build' ? 0.08 : 0.05)) at = this.#build(current, at);
    }
  }

  #span(project: string, file: string, { start, end, ...changes }: Stretch): void {
    const isCoding = this.#random.chance(0.75);
    const edits = isCoding
      ? {
          typed: {
            edits: this.#random.whole(3, 60),
            added: this.#random.whole(1, 15),
            removed: this.#random.whole(0, 6),
          },
        }
      : {};
    const branch = this.#branches.get(project) ?? 'main';
    const what = {
      type: 'span',
      id: this.#id(),
      source: 'editor',
      signals: this.#random.whole(5, 40),
      saves: 1,
    } as const;
    const place = { project, file, language: 'typescript', branch };
    this.facts.push({
      ...what,
      ...place,
      start,
      end,
      offset: this.offset,
      kind: isCoding ? 'coding' : 'reading',
      edits,
      ...changes,
    });
  }

  #error(project: string, file: string, made: ErrorMade): void {
    const { at: introduced, message = this.#random.pick(messages), minutes = this.#random.between(0.5, 7) } = made;
    const [reporter, code, text] = message;
    const what = {
      type: 'diagnostic',
      id: this.#id(),
      severity: 'error',
      language: 'typescript',
      line: this.#random.whole(1, 300),
    } as const;
    const times = { introduced, fixed: introduced + minutes * minuteMs, offset: this.offset };
    // In real life each message contains another name.
    const named = text.replace(/'(\w+)'/, (_, name: string) => `'${name}${this.#random.whole(1, 40)}'`);
    this.facts.push({
      ...what,
      ...times,
      project,
      file,
      reporter,
      code,
      message: message[2].startsWith('=') ? text.slice(1) : named,
    } satisfies DiagnosticFact);
  }

  /** A run of the tests: red now and then; then edits, and green. Returns when it is over. */
  #test(project: string, at: number): number {
    const isFlaky = this.#cause === 'flaky-test' && project === this.#projects[0];
    const length = this.#random.between(8, 40) * 1000;
    if (isFlaky && this.#random.chance(0.4)) {
      this.#run(project, 'npm test', { start: at, length, exitCode: 1 });
      const again = at + length + this.#random.between(5, 30) * 1000;
      this.#run(project, 'npm test', { start: again, length, exitCode: 0 });
      return again + length;
    }
    if (!this.#random.chance(0.15)) {
      this.#run(project, 'npm test', { start: at, length, exitCode: 0 });
      return at + length;
    }
    this.#run(project, 'npm test', { start: at, length, exitCode: 1 });
    const fixFrom = at + length + 5000;
    const fixed = fixFrom + this.#random.between(3, 12) * minuteMs;
    const edits = { typed: { edits: 20, added: 5, removed: 3 } };
    this.#span(project, this.#random.pick(this.#files.get(project) ?? []), {
      start: fixFrom,
      end: fixed,
      kind: 'coding',
      edits,
    });
    this.#run(project, 'npm test', { start: fixed + 1000, length, exitCode: 0 });
    return fixed + 1000 + length;
  }

  #build(project: string, at: number): number {
    const isSlow = this.#cause === 'slow-build' && project === this.#projects[0];
    const length = isSlow ? this.#random.between(10.5, 13.5) * minuteMs : this.#random.between(10, 70) * 1000;
    this.#run(project, 'build', { start: at, length, exitCode: this.#random.chance(0.08) ? 2 : 0 });
    return at + length;
  }

  #run(
    project: string,
    name: string,
    { start, length, exitCode }: { start: number; length: number; exitCode: number },
  ): void {
    const group = name === 'build' ? 'build' : 'test';
    const what = { type: 'run', id: this.#id(), source: 'task', group, name, project, exitCode } as const;
    this.facts.push({ ...what, start, end: start + length, offset: this.offset } satisfies RunFact);
  }

  /** A branch is finished after some days and a new one begun; if reviews are slow, someone returns to it days later. */
  #maybeBranch(project: string): void {
    if (this.#cause === 'waiting-reviews') {
      const due = this.#waiting.findIndex((wait) => wait.project === project && wait.until <= this.#day);
      const [back] = due >= 0 ? this.#waiting.splice(due, 1) : [];
      if (back) return void this.#branches.set(project, back.branch);
      if (this.#random.chance(0.5)) {
        this.#waiting.push({
          project,
          branch: this.#branches.get(project) ?? 'main',
          until: this.#day + this.#random.whole(4, 6),
        });
        return this.#nextBranch(project);
      }
      return;
    }
    if (this.#random.chance(0.3)) this.#nextBranch(project);
  }

  #nextBranch(project: string): void {
    this.#branches.set(project, `feature/${++this.#branchNumber}`);
  }

  #plantOnDay(local: number): void {
    const [first = '', second = ''] = this.#projects;
    const hour = (at: number) => local + at * 60 * minuteMs;
    if (this.#cause === 'broken-after-lunch' && this.#random.chance(0.8)) {
      const file = this.#files.get(first)?.[2] ?? 'src/api.ts';
      const at = hour(this.#random.between(13.2, 14.3));
      this.#span(first, file, { start: at, end: at + 20 * minuteMs });
      for (let i = this.#random.whole(2, 3); i > 0; i--)
        this.#error(first, file, { at: at + i * minuteMs, minutes: this.#random.between(5, 14) });
    }
    if (this.#cause === 'repeated-error' && this.#random.chance(0.6)) {
      const message = ['ts', '2741', "=Property 'currency' is missing in type 'Price'."] as const;
      for (const project of [first, second]) {
        if (!this.#random.chance(0.75)) continue;
        const at = hour(this.#random.between(10, 16.5));
        const file = this.#random.pick(this.#files.get(project) ?? []);
        this.#error(project, file, { at, message, minutes: this.#random.between(4, 15) });
      }
    }
  }

  #id(): string {
    return `${this.#window}:${++this.#number}`;
  }
}
