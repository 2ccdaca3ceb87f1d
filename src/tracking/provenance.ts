import type { Provenance } from '../shared/activity.ts';

/** A change of text; a `vscode.TextDocumentContentChangeEvent` fits. */
export interface TextChange {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly rangeLength: number;
  readonly text: string;
}

/** Changes that came in one event, and what was seen around them. */
export interface ObservedEdit {
  readonly changes: readonly TextChange[];
  readonly reason?: 'undo' | 'redo';
  /** The document differs from the disk after the change; absent where that cannot be told (notebook cells). */
  readonly dirty?: boolean;
  /** Between will-save and did-save of this document. */
  readonly saving: boolean;
  /** Shown in some editor. */
  readonly visible: boolean;
  /** Shown in the active editor. */
  readonly active: boolean;
  /** The cause, where a sensor has seen it happen (a paste edit provider, an accepted completion). */
  readonly seen?: Provenance;
}

export declare function provenanceOf(edit: ObservedEdit): Provenance;
