import type { KindRuleId } from '../rules/kindReasons.ts';
import type { RecordPatch } from '../records/recordState.ts';
import type { ActivityKind, Priority, Provenance, Severity, Source } from './activity.ts';

/**
 * Facts are what is recorded: once, as they happened. Each has an id that is unique for ever (`<writer>:<number>`),
 * so that applying one twice changes nothing. Times are milliseconds since the epoch, `offset` is the minutes east of
 * UTC that held where and when the work was done.
 */
export type Fact =
  | SpanFact
  | RunFact
  | DiagnosticFact
  | StateFact
  | ActivityFact
  | PlanFact
  | PlanTaskFact
  | DocumentFact
  | RecordFact;

export type FactType = Fact['type'];

/** The place of work. It consists of names, so the vault encrypts it; `file` is relative to the project's root. */
export interface Place {
  /** Root of the project: the folder of the nearest `.git`, or else the workspace folder. A path, or a URI where there is no path. */
  readonly project?: string;
  readonly file?: string;
  /** VS Code's language id. */
  readonly language?: string;
  readonly branch?: string;
}

/** Lines added and removed, and the number of edits, by how they came about. */
export interface EditCounts {
  readonly edits: number;
  readonly added: number;
  readonly removed: number;
}

/**
 * A stretch `[start, end)` of one kind of activity in one place. Written again with the same id while it grows: `end` and
 * all counters only ever grow, so the largest wins in any order of arrival.
 */
export interface SpanFact extends Place {
  readonly type: 'span';
  readonly id: string;
  /** `Where.scheme` (`signal.ts`): a URI scheme, or one of our own words such as `diff`; absent for plain files (`file`). For the source `hub`, the name of the program, such as `vim`. */
  readonly scheme?: string;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly kind: ActivityKind;
  readonly source: Source;
  /**
   * The built-in rule that decided the kind; of several, the one that is asked first. Absent in what earlier versions recorded, in what
   * nobody is known to have done, and in what other programs reported.
   */
  readonly rule?: KindRuleId;
  /**
   * Signs of the person that made the span (edits, moves, scrolls, saves, …). 0 for changes that nobody is known to have
   * made (from outside, in bulk): such a span has no length, and counts lines and no time.
   */
  readonly signals: number;
  readonly saves: number;
  readonly edits: Partial<Record<Provenance, EditCounts>>;
}

export type RunGroup = 'build' | 'test' | 'run' | 'other';

/** A task, debug session, or (later) terminal command. Written at its start and again at its end. */
export interface RunFact extends Place {
  readonly type: 'run';
  readonly id: string;
  readonly start: number;
  /** Absent while it runs, and for ever if the window died before it ended. */
  readonly end?: number;
  readonly offset: number;
  readonly source: Source;
  readonly group: RunGroup;
  readonly name: string;
  /** Absent if the runner tells none (debug sessions, cancelled tasks). */
  readonly exitCode?: number;
}

/** A problem reported by a language server or linter that stayed for at least 2 s. Written when introduced and when fixed. */
export interface DiagnosticFact extends Place {
  readonly type: 'diagnostic';
  readonly id: string;
  readonly introduced: number;
  readonly fixed?: number;
  readonly offset: number;
  readonly severity: Severity;
  /** The reporter, such as `ts` or `eslint`. */
  readonly reporter?: string;
  readonly code?: string;
  readonly message: string;
  /** Zero-based line when introduced. */
  readonly line: number;
}

/** Tracking was started, stopped, paused or resumed in a window. */
export interface StateFact {
  readonly type: 'state';
  readonly id: string;
  readonly at: number;
  readonly offset: number;
  readonly state: 'started' | 'stopped' | 'paused' | 'resumed';
}

/** Facts that a person can change carry a revision: the highest wins, on a tie the later `at`, then the greater content. */
export interface Editable {
  readonly id: string;
  readonly rev: number;
  readonly at: number;
  readonly deleted?: boolean;
}

/** Work logged by hand, as earlier versions recorded it; now it is a record of the collection `activities`. */
export interface ActivityFact extends Editable {
  readonly type: 'activity';
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly project?: string;
  /** Errors met, as counted by the person. */
  readonly errors: number;
  readonly notes: string;
}

/** One measured thing that a conclusion rests on. */
export interface Evidence {
  readonly id: string;
  readonly text: string;
  /** Its page, for what is elsewhere. */
  readonly url?: string | undefined;
}

export type PlanProvider = 'rules' | 'claude' | 'vscode';

/** The plan of a day, one per date, as earlier versions recorded it: its id is `plan:<day>`. Now it is a record of the collection `plans`. */
export interface PlanFact extends Editable {
  readonly type: 'plan';
  readonly day: string;
  readonly provider: PlanProvider;
  readonly capacityMinutes: number;
  readonly capacityEvidence: readonly Evidence[];
  readonly learning?: {
    readonly title: string;
    readonly minutes: number;
    readonly done: boolean;
    readonly evidence: readonly Evidence[];
  };
  readonly reflection?: { readonly question: string; readonly answer: string; readonly evidence: readonly Evidence[] };
}

/** A task of a plan, as earlier versions recorded it; now it is a record of the collection `planTasks`. */
export interface PlanTaskFact extends Editable {
  readonly type: 'planTask';
  readonly day: string;
  /** Position in the day's list; fractional, so that moving one task writes one fact. */
  readonly order: number;
  readonly title: string;
  readonly priority: Priority;
  readonly minutes: number;
  /** Time at which it was ticked; absent while open. */
  readonly doneAt?: number;
  readonly source: PlanProvider | 'user';
  readonly project?: string;
  readonly evidence: readonly Evidence[];
}

/** The collections of documents. */
export const collections = ['insights', 'receipts', 'github', 'commits', 'testRuns', 'problemCauses'] as const;
/** Collections of documents that earlier versions recorded; now they are records. */
export const oldCollections = ['corrections', 'starts'] as const;
export type Collection = (typeof collections | typeof oldCollections)[number];

/**
 * Data that a room keeps whole and reads by time: an insight, a receipt of an AI call, an event on GitHub. The storage
 * keeps the body as one sealed text; the room that owns the collection checks it with its own schema when it reads.
 */
export interface DocumentFact extends Editable {
  readonly type: 'document';
  readonly collection: Collection;
  readonly start: number;
  readonly end: number;
  readonly offset: number;
  /** JSON. */
  readonly body: string;
}

/** A change of a record (see `core/records`). What has the same id is the same record, so there are many of one. */
export interface RecordFact extends RecordPatch {
  readonly type: 'record';
}

/** Accepts facts; they are durable within a second, or at once after `flush`. */
export interface FactWriter {
  /** A new id, unique for ever. */
  nextId(): string;
  /** @param when `now` writes it at once, with what waits: it has waited for others before it was appended */
  append(fact: Fact, when?: 'now'): void;
  /** Resolves when everything appended before is on disk. Rejects with an `AppError` (`storage-full`, `storage-readonly`) and keeps what it holds. */
  flush(): Promise<void>;
}
