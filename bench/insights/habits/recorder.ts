import { commandOf } from '../../../src/extension/sensors/support/command.ts';
import type { ActivityKind, Provenance, Source } from '../../../src/core/facts/activity.ts';
import type {
  ActivityFact,
  Collection,
  DiagnosticFact,
  Fact,
  RunFact,
  RunGroup,
} from '../../../src/core/facts/facts.ts';
import type { Random } from '../random.ts';

/** The place of a span: a file of a project, or what the editor shows instead (`scheme`). */
export interface Spot {
  readonly project?: string;
  readonly file?: string;
  readonly language?: string;
  readonly scheme?: string;
}

export interface Occupation {
  readonly kind: ActivityKind;
  readonly source?: Source;
  /** The change of the text; absent if nothing was edited. */
  readonly edited?: Provenance | undefined;
}

export interface Command {
  readonly project: string;
  /** Duration, in ms; absent for one that never ended. */
  readonly ms?: number;
  readonly exitCode?: number;
}

/** The message of a problem. */
export interface Message {
  readonly reporter: string;
  readonly code: string;
  readonly text: string;
}

export interface Owner {
  /** The first part of the ids. */
  readonly name: string;
  /** Minutes east of UTC. */
  readonly offset: number;
  /** The setting to record whole command lines is on. */
  readonly fullCommands: boolean;
}

export type LoggedActivity = Pick<ActivityFact, 'start' | 'end' | 'title' | 'kind' | 'project'>;

/** A person types the same lines all month. */
const commands = new Map<string, ReturnType<typeof commandOf>>();

function knownCommand(line: string): ReturnType<typeof commandOf> {
  if (!commands.has(line)) commands.set(line, commandOf(line));
  return commands.get(line);
}

/** Writes what a made-up person does as facts, as the tracker would. `at` is the person's clock. */
export class Recorder {
  readonly facts: Fact[] = [];
  readonly branches = new Map<string, string>();
  /** Now, ms since the epoch. */
  at = 0;
  readonly random: Random;
  readonly of: Owner;
  #number = 0;

  constructor(random: Random, of: Owner) {
    this.random = random;
    this.of = of;
  }

  id(): string {
    return `${this.of.name}:${++this.#number}`;
  }

  wait(ms: number): void {
    this.at += Math.round(ms);
  }

  /** Writes a span of human work and moves the clock to its end. */
  span(spot: Spot, ms: number, { kind, source = 'editor', edited }: Occupation): void {
    const { random } = this;
    const start = this.at;
    this.wait(ms);
    const pace = ms / 60_000;
    const counts = {
      edits: Math.max(1, Math.round(pace * random.between(15, 70))),
      added: Math.round(pace * random.between(1, 9)) + random.whole(0, 2),
      removed: Math.round(pace * random.between(0, 4)),
    };
    this.facts.push({
      type: 'span',
      id: this.id(),
      start,
      end: this.at,
      offset: this.of.offset,
      kind,
      source,
      signals: Math.max(1, Math.round(pace * random.between(6, 40))),
      saves: edited ? random.whole(0, 2) : 0,
      edits: edited ? { [edited]: counts } : {},
      ...spot,
      ...this.#branchOf(spot.project),
    });
  }

  /** Writes a terminal command that starts now. The clock stays, so the person doesn't wait for it. */
  command(line: string, options: Command): RunFact {
    const found = knownCommand(line);
    const name = this.of.fullCommands ? line : (found?.name ?? line);
    return this.#run({ name, group: found?.group ?? 'other', source: 'terminal' }, options);
  }

  /** Like `command`, for a task or a notebook cell. */
  task(what: { name: string; group: RunGroup; source?: Source }, options: Command): RunFact {
    return this.#run({ source: 'task', ...what }, options);
  }

  /** Writes the counts that a test run printed. */
  counts(run: RunFact, { passed, failed }: { readonly passed: number; readonly failed: number }): void {
    const { id, start, end = start } = run;
    const body = { run: id, passed, failed, skipped: 0 };
    this.document('testRuns', `tests:${id}`, { start, end, body });
  }

  /** Writes a problem. Without `fixed` it is still there. */
  problem(spot: Spot, message: Message, times: { introduced: number; fixed?: number | undefined }): void {
    const { reporter, code, text } = message;
    const { project, file, language } = spot;
    const { introduced, fixed } = times;
    const fact: DiagnosticFact = {
      type: 'diagnostic',
      id: this.id(),
      introduced: Math.round(introduced),
      ...(fixed !== undefined && { fixed: Math.round(fixed) }),
      offset: this.of.offset,
      severity: 'error',
      reporter,
      code,
      message: text,
      line: this.random.whole(1, 280),
      ...(project !== undefined && { project, ...this.#branchOf(project) }),
      ...(file !== undefined && { file }),
      ...(language !== undefined && { language }),
    };
    this.facts.push(fact);
  }

  /** Writes work that the person logs by hand. */
  log({ start, end, ...what }: LoggedActivity): void {
    const times = {
      at: Math.round(end) + 60_000,
      start: Math.round(start),
      end: Math.round(end),
      offset: this.of.offset,
    };
    this.facts.push({ type: 'activity', id: this.id(), rev: 1, errors: 0, notes: '', ...times, ...what });
  }

  document(
    collection: Collection,
    id: string,
    { start, end = start, body }: { readonly start: number; readonly end?: number; readonly body: object },
  ): void {
    const { offset } = this.of;
    this.facts.push({
      type: 'document',
      collection,
      id,
      rev: 1,
      at: end,
      start,
      end,
      offset,
      body: JSON.stringify(body),
    });
  }

  state(state: 'started' | 'stopped'): void {
    this.facts.push({ type: 'state', id: this.id(), at: this.at, offset: this.of.offset, state });
  }

  #run(what: Pick<RunFact, 'name' | 'group' | 'source'>, { project, ms, exitCode }: Command): RunFact {
    const fact: RunFact = {
      type: 'run',
      id: this.id(),
      start: this.at,
      ...(ms !== undefined && { end: this.at + Math.round(ms) }),
      offset: this.of.offset,
      ...what,
      project,
      ...this.#branchOf(project),
      ...(exitCode !== undefined && ms !== undefined && { exitCode }),
    };
    this.facts.push(fact);
    return fact;
  }

  #branchOf(project: string | undefined): { branch?: string } {
    const branch = project === undefined ? undefined : this.branches.get(project);
    return branch === undefined ? {} : { branch };
  }
}
