import {
  Disposable,
  type TextDocument,
  type TextDocumentChangeEvent,
  TextDocumentChangeReason,
  type TextDocumentContentChangeEvent,
  TextDocumentSaveReason,
  type TextDocumentWillSaveEvent,
  window,
  workspace,
} from 'vscode';
import type { EditSignal, SignalPlace } from '../../core/facts/signal.ts';
import type { Provenance } from '../../core/facts/activity.ts';
import { lineBreaksIn, linesMoved, noLine } from '../../tracking/lines.ts';
import { provenanceOf, type Caret } from '../../tracking/provenance.ts';
import type { Sensor, SensorContext } from '../sensor.ts';
import { changedLines } from './support/changedLines.ts';
import { isPersonHere } from './support/person.ts';
import { SaveFormatting } from './support/saveFormatting.ts';
import { moveMs, throttle } from './support/throttle.ts';
import { PendingAnswers } from './support/waiting.ts';

/** Text was changed. */
export const edits: Sensor = {
  id: 'edits',
  start: (context) => {
    const watch = new EditWatch(context);
    return Disposable.from(
      workspace.onDidChangeTextDocument((event) => watch.see(event)),
      workspace.onWillSaveTextDocument((event) => watch.willSave(event)),
      workspace.onDidSaveTextDocument((document) => watch.didSave(document)),
      window.onDidChangeActiveTextEditor(() => watch.forgetTyped()),
      watch,
    );
  },
};

/** A document's state between its changes. */
interface State {
  lineInHand: number;
  /** As last reported. */
  dirty: boolean;
  /** Being saved until then (monotonic); a failed save is never reported. */
  savingUntil: number;
  /** Line and time (monotonic) of the last key or completion, and of the last completion. */
  typedLine: number;
  typedAt: number;
  completedAt: number;
}

/** A document in which something changed, looked up once for each event. */
interface ChangedDocument {
  readonly where: SignalPlace;
  readonly state: State;
  readonly wasDirty: boolean;
}

/** The document in which a key was typed last. While nothing else happens, the next key there is recognized quickly. */
interface TypedDocument {
  readonly document: TextDocument;
  readonly language: string;
  readonly isDirty: boolean;
  readonly line: number;
}

/** A formatter's change on save comes at most this long before the event that the document will be saved (observed: immediately). */
const beforeSaveMs = 300;
/** Time that a first change waits for the event that it made the document dirty; that comes within about 3 ms. */
const dirtyMs = 100;
const savingMs = 5000;

/**
 * Observed events: the first change of a clean document still reports it as clean, whether it was typed or read from disk. After typing, an
 * event without changes in which the document is dirty follows immediately; after reading from disk, none does. So this edit waits until
 * the other event has come, or won't come. Untitled documents and notebook cells are never reported dirty in this way, and never reloaded
 * from disk.
 *
 * Format on save comes just before will-save, so a change of unknown cause waits for that if a setting formats on save; `saving` finds what
 * extensions change in response. An accepted completion comes as a change at the caret's position until then.
 */
class EditWatch {
  readonly #context: SensorContext;
  readonly #states = new WeakMap<TextDocument, State>();
  readonly #firsts: PendingAnswers<TextDocument, EditSignal>;
  readonly #unknowns: PendingAnswers<TextDocument, EditSignal>;
  readonly #onSave: SaveFormatting;
  readonly #passes: (document: TextDocument) => boolean;
  #typed: TypedDocument | undefined;

  constructor(context: SensorContext) {
    const { clock, emit } = context;
    this.#context = context;
    this.#passes = throttle(clock, moveMs);
    this.#firsts = new PendingAnswers(clock, dirtyMs, (signal: EditSignal, dirty) =>
      emit(dirty ? signal : { ...signal, provenance: 'outside' }),
    );
    this.#onSave = new SaveFormatting();
    this.#unknowns = new PendingAnswers(clock, beforeSaveMs, (signal: EditSignal, saved) =>
      emit(saved ? { ...signal, provenance: 'formatted' } : signal),
    );
  }

  see(event: TextDocumentChangeEvent): void {
    const { clock, changes, emitAgain } = this.#context;
    const at = clock.now();
    if (this.#typed && isNextKey(event, this.#typed) && emitAgain(at))
      return changes.note(this.#typed.document, at, true);
    this.#typed = undefined;
    const { document, contentChanges } = event;
    if (contentChanges.length > 0) changes.note(document, at, false);
    const { role, where } = this.#context.places.of(document);
    if (role === 'input') this.#seeInput(event, where);
    if (role !== 'work') return;
    const state = this.#stateOf(document);
    const wasDirty = state.dirty;
    state.dirty = document.isDirty;
    this.#firsts.settle(document, document.isDirty);
    if (isChange(contentChanges)) this.#seeEdit(event, { where, state, wasDirty });
  }

  /** Makes the next key go through every check, as after anything that may change its meaning or its place. */
  forgetTyped(): void {
    this.#typed = undefined;
  }

  willSave({ document, reason }: TextDocumentWillSaveEvent): void {
    this.forgetTyped();
    // A delayed save doesn't format.
    this.#unknowns.settle(document, reason !== TextDocumentSaveReason.AfterDelay);
    this.#stateOf(document).savingUntil = this.#context.clock.monotonic() + savingMs;
  }

  didSave(document: TextDocument): void {
    this.#stateOf(document).savingUntil = 0;
  }

  dispose(): void {
    this.#firsts.dispose();
    this.#unknowns.dispose();
    this.#onSave.dispose();
  }

  /** In a small field someone types, or its owner sets its text: it only counts as a person's with focus. */
  #seeInput({ document, contentChanges }: TextDocumentChangeEvent, where: SignalPlace): void {
    if (!isChange(contentChanges) || !window.state.focused || !this.#passes(document)) return;
    this.#context.emit({ type: 'move', how: 'cursor', where });
  }

  #seeEdit(event: TextDocumentChangeEvent, { where, state, wasDirty }: ChangedDocument): void {
    const { document, contentChanges, reason } = event;
    this.#unknowns.settle(document, false);
    this.#emitMovedLines(event, where);
    const { added, removed, lineInHand } = changedLines(contentChanges, document, state.lineInHand);
    state.lineInHand = lineInHand;
    const dirty = isToldDirty(document) ? document.isDirty : undefined;
    // A document that was dirty and is clean after the change was reverted, and nothing is pending.
    const isFirst = dirty === false && !wasDirty && reason === undefined;
    const provenance = this.#provenanceOf(event, state, isFirst ? true : dirty);
    const signal: EditSignal = { type: 'edit', where, provenance, added, removed };
    this.#remember(provenance, contentChanges, state);
    if (isFirst) return this.#firsts.hold(document, { value: signal, fallback: () => document.isDirty });
    this.#tell(document, signal);
    if (provenance === 'typed') this.#noteTyped(document, lineInHand);
  }

  #noteTyped(document: TextDocument, line: number): void {
    const { clock, changes } = this.#context;
    changes.note(document, clock.now(), true);
    this.#typed = { document, language: document.languageId, isDirty: document.isDirty, line };
  }

  #tell(document: TextDocument, signal: EditSignal): void {
    const mayBeFormatted = signal.provenance === 'unknown' && this.#onSave.formats(document);
    if (mayBeFormatted) this.#unknowns.hold(document, { value: signal, fallback: () => false });
    else this.#context.emit(signal);
  }

  #remember(provenance: Provenance, changes: readonly TextDocumentContentChangeEvent[], state: State): void {
    if (provenance !== 'typed' && provenance !== 'completed') return;
    const [change] = changes;
    if (!change) return;
    state.typedLine = change.range.start.line + lineBreaksIn(change.text);
    state.typedAt = this.#context.clock.monotonic();
    if (provenance === 'completed') state.completedAt = state.typedAt;
  }

  /** The active editor's caret before a change: the host is notified of the change first. */
  #caretOf(state: State): Caret | undefined {
    const [selection, other] = window.activeTextEditor?.selections ?? [];
    if (!selection?.isEmpty || other || !isPersonHere()) return undefined;
    const { line, character } = selection.active;
    const now = this.#context.clock.monotonic();
    const sinceTypedMs = state.typedLine === line ? now - state.typedAt : Infinity;
    return { line, character, sinceTypedMs, sinceCompletedMs: now - state.completedAt };
  }

  /** Cells share their notebook's place, and so can't say which lines of it moved. */
  #emitMovedLines({ document, contentChanges }: TextDocumentChangeEvent, where: SignalPlace): void {
    if (isCell(document)) return;
    for (const change of contentChanges) {
      const moved = linesMoved(change);
      if (moved.added === 0 && moved.removed === 0) continue;
      this.#context.emit({ type: 'lines', where, ...moved });
    }
  }

  #provenanceOf(event: TextDocumentChangeEvent, state: State, dirty: boolean | undefined) {
    const { document, contentChanges } = event;
    const active = window.activeTextEditor?.document === document;
    return provenanceOf({
      changes: contentChanges,
      reason: reasonOf(event),
      dirty,
      saving: this.#context.clock.monotonic() < state.savingUntil,
      visible: active || window.visibleTextEditors.some((editor) => editor.document === document),
      active,
      caret: () => this.#caretOf(state),
    });
  }

  #stateOf(document: TextDocument): State {
    let state = this.#states.get(document);
    if (!state) {
      state = {
        lineInHand: noLine,
        dirty: false,
        savingUntil: 0,
        typedLine: noLine,
        typedAt: 0,
        completedAt: -Infinity,
      };
      this.#states.set(document, state);
    }
    return state;
  }
}

/**
 * Returns true if an event is one more key in the last typed line: a character inserted or removed after the line's first one, so that the
 * line is neither new nor empty. The full analysis would say: typed, same place, same number of lines. Runs for each key, so it reads as
 * little as possible from VS Code.
 */
function isNextKey({ document, contentChanges, reason }: TextDocumentChangeEvent, typed: TypedDocument): boolean {
  if (document !== typed.document || reason !== undefined || contentChanges.length !== 1) return false;
  const { range, rangeLength, text } = contentChanges[0] as TextDocumentContentChangeEvent;
  const isKey = rangeLength === 0 ? text.length === 1 && text !== '\n' : rangeLength === 1 && text === '';
  if (!isKey) return false;
  const { start, isSingleLine } = range;
  if (!isSingleLine || start.line !== typed.line || start.character === 0) return false;
  return document.isDirty === typed.isDirty && document.languageId === typed.language;
}

/** Some events say only that the document became dirty or clean, or replace nothing by nothing. */
function isChange(changes: readonly TextDocumentContentChangeEvent[]): boolean {
  return changes.some(({ rangeLength, text }) => rangeLength > 0 || text !== '');
}

const isCell = ({ uri }: TextDocument): boolean => uri.scheme === 'vscode-notebook-cell';

const isToldDirty = (document: TextDocument): boolean => document.uri.scheme !== 'untitled' && !isCell(document);

function reasonOf({ reason }: TextDocumentChangeEvent): 'undo' | 'redo' | undefined {
  if (reason === undefined) return undefined;
  return reason === TextDocumentChangeReason.Undo ? 'undo' : 'redo';
}
