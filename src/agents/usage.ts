import type { KeptText, KeptTextChoice } from '../core/facts/keptTexts.ts';
import type { FileEdit, LoggedCommit } from './attribution/fileEdit.ts';
import type { SessionCategory } from './sessionCategory.ts';
import type { AgentTool } from './tools.ts';

/** Tokens of one call of a model, in classes that don't overlap. */
export interface TokenCounts {
  /** Read by the model at the full price: without those that came from or went to a cache. */
  readonly input: number;
  /** Written by the model, reasoning included. */
  readonly output: number;
  /** Written to a cache that lives for five minutes. */
  readonly cacheWrite: number;
  /** Written to a cache that lives for an hour. */
  readonly cacheWrite1h: number;
  readonly cacheRead: number;
  /** The part of `output` that was reasoning; not in the sum. */
  readonly reasoning: number;
}

/** A log's record of one model call. */
export interface UsageEntry {
  /** Identifies a call within a tool, so that each copy of it counts once. */
  readonly key: string;
  /** Calls of one group may be the same call under two keys; `LogFormat.settle` decides. */
  readonly group?: string;
  /** Gives way to an entry of the same group that isn't weak. */
  readonly weak?: boolean;
  /** The session by the tool's own id. */
  readonly session: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** As written by the tool; empty if it doesn't say. */
  readonly model: string;
  /** The working folder; empty if it is not known. A name: never stored in the clear. */
  readonly project: string;
  /** The branch that was checked out; absent if the tool doesn't say. */
  readonly branch?: string;
  readonly tokens: TokenCounts;
  /** The call used a faster, dearer service. */
  readonly fast?: boolean;
  /** The entry sums up several calls, so the price of long prompts can't be judged. */
  readonly summed?: boolean;
  /** The tool's own cost in US dollars; used if the model has no price. */
  readonly reportedUsd?: number;
  /** The tool writes no tokens for it, so its cost is unknown. */
  readonly unmeasured?: boolean;
  /** Not a call, but usage in the tool's total of the session that it did not log. */
  readonly unlogged?: boolean;
}

/** The total that a tool itself wrote for a session. It only grows. */
export interface ReportedTotal {
  readonly session: string;
  /** The same for all sessions whose totals continue each other, such as a fork and its parent. */
  readonly lineage: string;
  readonly project: string;
  /** Time at which the session began, in ms since the epoch; absent if the tool doesn't say. */
  readonly at?: number;
  readonly usd: number;
  /** Empty if the tool writes no tokens. */
  readonly models: readonly { readonly model: string; readonly tokens: TokenCounts }[];
}

/** Reason why something in a log was not used. */
export type LogProblem =
  | 'invalid-json'
  | 'line-too-long'
  | 'file-too-large'
  | 'unreadable-file'
  | 'unknown-type'
  | 'no-time'
  | 'bad-usage'
  /** A log of a version that wrote none. */
  | 'no-tokens'
  | 'database';

/** Counts what was not understood. Logs that are known to have no tokens are understood. */
export function notUnderstood(problems: ReadonlyMap<LogProblem, number>): number {
  const all = Array.from(problems, ([problem, times]) => (problem === 'no-tokens' ? 0 : times));
  return all.reduce((sum, times) => sum + times, 0);
}

/** Something that happened in a session. */
export interface SessionEvent {
  /** The same for every copy of it, over all files of the tool. */
  readonly key: string;
  readonly session: string;
  /** The working folder; empty if it is not known. */
  readonly project: string;
  /** Milliseconds since the epoch; absent if the tool doesn't say. */
  readonly at?: number;
  /** Time of the prompt that it followed, where the tool tells only that; ms since the epoch. */
  readonly prompt?: number;
  /** Purposes that a prompt speaks for. */
  readonly purpose?: SessionCategory;
}

/** Details of a call of a tool in a log, beyond that it happened. A detail that it doesn't tell is absent. */
export interface CallDetail {
  /** The tool, as the agent calls it. */
  readonly name?: string;
  /** A file, as the agent names it. */
  readonly file?: string;
  /** Lines but blank ones. */
  readonly added?: number;
  readonly removed?: number;
  /** Milliseconds since the epoch. */
  readonly end?: number;
  /** The user refused or stopped it. */
  readonly isRefused?: boolean;
}

/** A call of a tool, or of a model, that failed. */
export interface Failure extends SessionEvent {
  readonly of: FailureKind;
}
export const failureKinds = ['tool', 'model'] as const;
type FailureKind = (typeof failureKinds)[number];

/** A text, or a change, of a session. */
export interface LoggedText extends SessionEvent {
  readonly at: number;
  readonly by: KeptText['by'];
  readonly text: string;
  /** The file of a change, as the tool names it. */
  readonly file?: string;
  /** The working folder, where only the text tells it. */
  readonly folder?: string;
}

/** Takes what a reader finds in a log. */
export interface LogSink {
  /** Which texts are wanted: a reader passes no others on. */
  readonly keeps: KeptTextChoice;
  text(logged: LoggedText): void;
  failed(failure: Failure): void;
  usage(entry: UsageEntry): void;
  /** A prompt of the user's. */
  turn(event: SessionEvent): void;
  /** The model called a tool. */
  toolCall(event: SessionEvent): void;
  /** Takes what is known of a call, by its key. Absent where only the number of calls is wanted. */
  readonly callDetail?: ((key: string, detail: CallDetail) => void) | undefined;
  /** A tool changed a file, or failed to. */
  edit(edit: FileEdit): void;
  /** The session made a commit. */
  commit(commit: LoggedCommit): void;
  /** The tool repeats usage that it has written before. */
  repeated(): void;
  reportedTotal(total: ReportedTotal): void;
  problem(problem: LogProblem): void;
}

/** A small object that can be written as JSON: what a reader must remember between two lines of a file. */
export type ReaderState = Record<string, unknown>;

/** A table of a database that is a log. One that isn't there is passed over. */
export interface LogTable {
  readonly name: string;
  /** Read only while texts are kept, or single calls are wanted. */
  readonly isDetail?: true;
  /** The first is asked first: what it holds decides whether the others are read. */
  readonly columns: readonly [string, ...string[]];
  wants?(first: string): boolean;
}

/** The log format of a tool. */
export interface LogFormat<S extends ReaderState = ReaderState> {
  readonly tool: AgentTool;
  /** Returns true if this is a log by its path (with forward slashes). */
  isLog(path: string): boolean;
  /** Returns true if the first bytes show that a file is a log, for files whose path doesn't. */
  looksLike(head: string): boolean;
  /**
   * `lines`: one JSON value a line, appended to. `document`: one JSON value, rewritten as a whole. `database`: rows of SQLite, each read as an
   * object of its columns and, as `table`, where it is from.
   */
  readonly shape: 'lines' | 'document' | 'database';
  /** The state at the start of a file. */
  begin(path: string): S;
  /**
   * Looks at the bytes of a line before it is parsed; false leaves it out. Most of a log is text that doesn't count.
   * @param isDetailed whether the results of calls count
   */
  wants?(line: Buffer, isDetailed: boolean): boolean;
  /** A field with long text that is never used: it is removed before a line is parsed. */
  readonly unread?: string;
  /** The tables of a database that are read, in this order. */
  readonly tables?: readonly LogTable[];
  /** Reads one value. Accepts what it knows, and never throws for any JSON. */
  read(value: unknown, state: S, sink: LogSink): void;
  /** Leaves out entries that are the same call under another key. Depends on the set only, not on the order. */
  settle?(entries: readonly UsageEntry[]): readonly UsageEntry[];
}

/** The sum of all classes of tokens. */
export function totalOf({ input, output, cacheWrite, cacheWrite1h, cacheRead }: TokenCounts): number {
  return input + output + cacheWrite + cacheWrite1h + cacheRead;
}

export const noTokens: TokenCounts = {
  input: 0,
  output: 0,
  cacheWrite: 0,
  cacheWrite1h: 0,
  cacheRead: 0,
  reasoning: 0,
};

/** Returns the tokens of two together. */
export function addTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return combine(a, b, (x, y) => x + y);
}

/** Subtracts the second usage from the first, by class; never below 0. */
export function subtractTokens(a: TokenCounts, b: TokenCounts): TokenCounts {
  return combine(a, b, (x, y) => Math.max(0, x - y));
}

function combine(a: TokenCounts, b: TokenCounts, of: (a: number, b: number) => number): TokenCounts {
  return {
    input: of(a.input, b.input),
    output: of(a.output, b.output),
    cacheWrite: of(a.cacheWrite, b.cacheWrite),
    cacheWrite1h: of(a.cacheWrite1h, b.cacheWrite1h),
    cacheRead: of(a.cacheRead, b.cacheRead),
    reasoning: of(a.reasoning, b.reasoning),
  };
}
