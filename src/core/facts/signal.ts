import type { Place, RunGroup } from './facts.ts';
import type { Provenance, Severity, Source } from './activity.ts';

/** One observation made by a sensor, before it becomes part of a fact. */
export type Signal =
  | EditSignal
  | CauseSignal
  | MoveSignal
  | SaveSignal
  | FocusSignal
  | RunStartSignal
  | RunEndSignal
  | DiagnosticsSignal
  | LinesSignal;

/** The type of a document, as far as the kind of activity depends on it. */
export interface SignalPlace extends Place {
  /**
   * URI scheme of the document, such as `file`, `git` or `vscode-notebook-cell`; `diff` for any that is compared or merged, and where no document
   * is, what the editor shows: `terminal`, `webview`, `workbench`.
   */
  readonly scheme?: string;
}

/** Text changed. Lines are counted from the change itself. */
export interface EditSignal {
  readonly type: 'edit';
  readonly where: SignalPlace;
  readonly provenance: Provenance;
  readonly added: number;
  readonly removed: number;
}

/** The cause of the next change of a file within a second, seen before it happens. It is not recorded by itself. */
export interface CauseSignal {
  readonly type: 'cause';
  readonly where: SignalPlace;
  readonly provenance: Provenance;
}

/** The person looked or went somewhere: cursor, scroll, or another editor. */
export interface MoveSignal {
  readonly type: 'move';
  readonly how: 'cursor' | 'scroll' | 'editor';
  readonly where: SignalPlace;
}

export interface SaveSignal {
  readonly type: 'save';
  readonly where: SignalPlace;
}

/** The window gained or lost focus, or `state.active` changed. `where` is the active editor's. */
export interface FocusSignal {
  readonly type: 'focus';
  readonly focused: boolean;
  readonly active: boolean;
  readonly where: SignalPlace;
}

/** `key` pairs the start with its end. */
export interface RunStartSignal {
  readonly type: 'runStart';
  readonly key: string;
  /** `editor` for the cell of a notebook. */
  readonly source: Extract<Source, 'task' | 'debug' | 'terminal' | 'editor'>;
  readonly group: RunGroup;
  readonly name: string;
  readonly where: SignalPlace;
  /** A place in the folder in which it was given, where that is known: only for what may be recorded of it. */
  readonly folder?: SignalPlace;
}

export interface RunEndSignal {
  readonly type: 'runEnd';
  readonly key: string;
  readonly exitCode?: number;
  /** Known for a test run whose output said it. */
  readonly tests?: TestCounts;
}

/** Tests of a run by how they went. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  /** Or still to be written, or expected to fail. */
  readonly skipped: number;
}

/** All problems of one file, as they are now. */
export interface DiagnosticsSignal {
  readonly type: 'diagnostics';
  readonly where: SignalPlace;
  readonly problems: readonly Problem[];
  /** False when no editor holds the file: what is missing is then not fixed, only no longer looked at. Default true. */
  readonly open?: boolean;
}

export interface Problem {
  readonly severity: Severity;
  readonly reporter?: string;
  readonly code?: string;
  readonly message: string;
  /** Zero-based. */
  readonly line: number;
}

/** Lines moved in a file: `removed` lines from `line` on were replaced by `added` lines. Keeps the identity of diagnostics. */
export interface LinesSignal {
  readonly type: 'lines';
  readonly where: SignalPlace;
  readonly line: number;
  readonly removed: number;
  readonly added: number;
}
