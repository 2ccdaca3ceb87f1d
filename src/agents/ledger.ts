import type { FileEdit, LoggedCommit } from './attribution/fileEdit.ts';
import type { KeptTextChoice } from '../core/facts/keptTexts.ts';
import type { TextShelf } from './texts/textShelf.ts';
import type { AgentTool } from './tools.ts';
import { comesFirst, isBetter, knowsMore } from './copies.ts';
import type {
  Failure,
  LoggedText,
  LogFormat,
  LogSink,
  LogProblem,
  ReportedTotal,
  SessionEvent,
  UsageEntry,
} from './usage.ts';
import { isLarger, lineagesOf, unloggedUsage, type Lineage, type SessionTotal } from './unlogged.ts';

/** Activity of a session, according to its log. */
export interface SessionFacts {
  readonly session: string;
  turns: number;
  toolCalls: number;
}

/** Relation of the data that was read to what is counted. */
export interface Reconciliation {
  /** Lines, or documents, that were looked at. */
  lines: number;
  /** Lines with nothing that is counted. */
  readonly entriesRead: number;
  readonly entriesUsed: number;
  /** Copies of a call that was counted already. */
  readonly duplicates: number;
  /** Entries of excluded projects. */
  readonly excluded: number;
  readonly problems: ReadonlyMap<LogProblem, number>;
}

/**
 * Collects what the logs of one tool say, and counts each call once, in any order and however often it is read: of two records of a call,
 * the same one always wins, so adding is commutative, associative, and idempotent. Memory grows with the number of calls, not with the size
 * of the logs.
 */
export class Ledger implements LogSink {
  /** Takes what logs tell of single calls; absent if they are only counted, which needs less memory. */
  callDetail?: LogSink['callDetail'];
  readonly #format: Pick<LogFormat, 'tool' | 'settle'>;
  readonly #isExcluded: (project: string) => boolean;
  readonly #texts: TextShelf | undefined;
  readonly #entries = new Map<string, UsageEntry>();
  readonly #turns = new Map<string, SessionEvent>();
  readonly #toolCalls = new Map<string, SessionEvent>();
  readonly #edits = new Map<string, FileEdit>();
  readonly #commits = new Map<string, LoggedCommit>();
  readonly #failures = new Map<string, Failure>();
  readonly #sessions = new Set<string>();
  readonly #reported = new Map<string, SessionTotal>();
  /** Sessions that worked in an excluded project: their totals include what must not be read. */
  readonly #excludedSessions = new Set<string>();
  readonly #problems = new Map<LogProblem, number>();
  /** One copy of each text that many entries share. */
  readonly #names = new Map<string, string>();
  readonly #verdicts = new Map<string, boolean>();
  #seen = 0;
  #excluded = 0;
  #lines = 0;

  /**
   * @param isExcluded whether a working folder, or a file, is of a project that must not be read about
   * @param texts takes what was said; absent if nothing of it is kept
   */
  constructor(
    format: Pick<LogFormat, 'tool' | 'settle'>,
    isExcluded: (path: string) => boolean = () => false,
    texts?: TextShelf,
  ) {
    this.#format = format;
    this.#isExcluded = isExcluded;
    this.#texts = texts;
  }

  get keeps(): KeptTextChoice {
    return this.#texts?.keeps ?? 'off';
  }

  get tool(): AgentTool {
    return this.#format.tool;
  }

  usage(entry: UsageEntry): void {
    this.#seen += 1;
    if (this.#mustLeaveOut(entry.project)) {
      this.#excluded += 1;
      this.#excludedSessions.add(entry.session);
      return;
    }
    this.#sessions.add(this.#shared(entry.session));
    const known = this.#entries.get(entry.key);
    if (known && !isBetter(entry, known)) return;
    this.#entries.set(entry.key, {
      ...entry,
      session: this.#shared(entry.session),
      model: this.#shared(entry.model),
      project: this.#shared(entry.project),
    });
  }

  turn(event: SessionEvent): void {
    this.#happened(this.#turns, event);
  }

  toolCall(event: SessionEvent): void {
    this.#happened(this.#toolCalls, event);
  }

  edit(edit: FileEdit): void {
    if (this.#mustLeaveOut(edit.project)) return;
    const key = `${edit.key} ${edit.file}`;
    const known = this.#edits.get(key);
    if (known && !knowsMore(edit, known)) return;
    this.#edits.set(key, { ...edit, session: this.#shared(edit.session), project: this.#shared(edit.project) });
  }

  commit(commit: LoggedCommit): void {
    if (!this.#mustLeaveOut(commit.project)) this.#commits.set(`${commit.session} ${commit.sha}`, commit);
  }

  text(logged: LoggedText): void {
    const { project, folder = project } = logged;
    if (folder === '' || this.#mustLeaveOut(project) || this.#mustLeaveOut(folder)) return;
    this.#texts?.add(logged, { tool: this.tool, folder, isExcluded: this.#isExcluded });
  }

  failed(failure: Failure): void {
    if (this.#mustLeaveOut(failure.project)) return;
    const known = this.#failures.get(failure.key);
    if (known && !comesFirst(failure, known)) return;
    this.#failures.set(failure.key, failure);
    if (failure.of === 'tool') this.#texts?.takeBack(this.tool, failure.key);
  }

  repeated(): void {
    this.#seen += 1;
  }

  reportedTotal(total: ReportedTotal): void {
    const { session, lineage, project } = total;
    if (this.#mustLeaveOut(project)) this.#excludedSessions.add(session);
    const known = this.#reported.get(session);
    this.#reported.set(session, {
      largest: known && !isLarger(total, known.largest) ? known.largest : total,
      starts: new Set([...(known?.starts ?? []), lineage]),
    });
  }

  problem(problem: LogProblem): void {
    this.#problems.set(problem, (this.#problems.get(problem) ?? 0) + 1);
  }

  /** Another line, or document, was looked at. */
  line(): void {
    this.#lines += 1;
  }

  /** Each call once, and what the tool counted without logging it. */
  entries(): readonly UsageEntry[] {
    const all = [...this.#entries.values()];
    const calls = this.#format.settle?.(all) ?? all;
    const unlogged = unloggedUsage(calls, this.lineages());
    return unlogged.length > 0 ? [...calls, ...unlogged] : calls;
  }

  /** The prompts and tool calls of each session. Those in several sessions belong to the one with the first id. */
  sessions(): readonly SessionFacts[] {
    const found = new Map(Array.from(this.#sessions, (session) => [session, { session, turns: 0, toolCalls: 0 }]));
    const add = (session: string, count: 'turns' | 'toolCalls'): void => {
      const facts = found.get(session);
      if (facts) facts[count] += 1;
    };
    for (const { session } of this.#turns.values()) add(session, 'turns');
    for (const { session } of this.#toolCalls.values()) add(session, 'toolCalls');
    return [...found.values()];
  }

  /** Each prompt once. */
  turns(): readonly SessionEvent[] {
    return [...this.#turns.values()];
  }

  /** Each call of a tool once. */
  toolCalls(): readonly SessionEvent[] {
    return [...this.#toolCalls.values()];
  }

  /** Each call of a tool or a model that failed, once. */
  failures(): readonly Failure[] {
    return [...this.#failures.values()];
  }

  /** Each change of a file once, without those that failed. */
  edits(): readonly FileEdit[] {
    const all = [...this.#edits.values()];
    const failed = new Set(all.filter(({ state }) => state === 'failed').map(({ key }) => key));
    return all.filter(({ key }) => !failed.has(key));
  }

  /** Sessions that worked in an excluded project, by the tool's own ids. */
  excludedSessions(): readonly string[] {
    return [...this.#excludedSessions];
  }

  commits(): readonly LoggedCommit[] {
    return [...this.#commits.values()];
  }

  /** The totals that the tool itself wrote, without those that include an excluded project. */
  lineages(): readonly Lineage[] {
    return lineagesOf(this.#reported).filter(
      ({ sessions }) => ![...sessions].some((session) => this.#excludedSessions.has(session)),
    );
  }

  /** @param used the number of calls that `entries` returned, excluding unlogged ones */
  reconcile(used: number): Reconciliation {
    return {
      lines: this.#lines,
      entriesRead: this.#seen,
      entriesUsed: used,
      duplicates: this.#seen - used - this.#excluded,
      excluded: this.#excluded,
      problems: this.#problems,
    };
  }

  #happened(map: Map<string, SessionEvent>, event: SessionEvent): void {
    const { key, session, project } = event;
    if (this.#mustLeaveOut(project)) return;
    this.#sessions.add(this.#shared(session));
    const known = map.get(key);
    if (known && !comesFirst(event, known)) return;
    map.set(key, { ...event, session: this.#shared(session), project: this.#shared(project) });
  }

  #mustLeaveOut(project: string): boolean {
    const known = this.#verdicts.get(project) ?? (project !== '' && this.#isExcluded(project));
    this.#verdicts.set(project, known);
    return known;
  }

  #shared(text: string): string {
    const known = this.#names.get(text);
    if (known === undefined) this.#names.set(text, text);
    return known ?? text;
  }
}
