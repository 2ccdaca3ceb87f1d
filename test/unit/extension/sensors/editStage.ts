import type { Signal } from '../../../../src/core/facts/signal.ts';
import type { SensorContext } from '../../../../src/extension/sensor.ts';
import { RecentChanges } from '../../../../src/extension/sensors/support/recentChanges.ts';
import { FakeClock } from '../../../fakes/fakeClock.ts';
import { editor, FakeDocument } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';

const { edits } = await withFakeVscode(
  () => import('../../../../src/extension/sensors/edits.ts'),
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

/** A place: line and character. */
export type At = readonly [line: number, character: number];

export const caretAt = ([line, character]: At) => [{ isEmpty: true, active: { line, character } }];

/** A change as VS Code reports it; the document has it already. */
interface Change {
  /** VS Code's number for undo or redo. */
  readonly reason?: number;
  /** Default: the document of the stage. */
  readonly of?: FakeDocument;
  /** The end of what was replaced; default: nothing was. */
  readonly to?: At;
}

/** The sensor of edits with one document that is shown and dirty, and what the sensor emits. */
export class EditStage {
  readonly clock = new FakeClock();
  readonly document = new FakeDocument('a.ts', ['ab', 'cd', 'ef', 'gh']);
  signals: Signal[] = [];
  /** Role of every document. */
  role = 'work';
  /** Time at which a key was counted again. */
  again: number[] = [];
  /** True if a key may be counted again. */
  takesAgain = false;
  readonly #running: { dispose(): void };

  constructor() {
    Object.assign(editor, { others: [], focused: true, settings: {} });
    this.document.dirty = true;
    this.show(this.document);
    this.#running = edits.start({
      clock: this.clock,
      places: { of: ({ name }: FakeDocument) => ({ role: this.role, where: { file: name } }) },
      emit: (signal: Signal) => this.signals.push(signal),
      emitAgain: (at: number) => this.takesAgain && this.again.push(at) > 0,
      changes: new RecentChanges(),
    } as unknown as SensorContext);
    // From now on it is known as dirty.
    this.note();
  }

  end(): void {
    this.#running.dispose();
    Object.assign(editor, { active: undefined, others: [], focused: true, settings: {} });
  }

  /** Shows a document in the active editor. */
  show(shown: FakeDocument | undefined, at: At = [0, 1]): void {
    editor.active = shown && { document: shown, selections: caretAt(at), visibleRanges: [] };
  }

  /** Says that a text replaced a range. */
  change(text: string, from: At, { reason, of = this.document, to = from }: Change = {}): void {
    const [start, end] = [from, to].map(([line, character]) => ({ line, character }));
    const isSingleLine = from[0] === to[0];
    const rangeLength = isSingleLine ? to[1] - from[1] : 3 * (to[0] - from[0]);
    const contentChanges = [{ range: { start, end, isSingleLine }, rangeLength, text }];
    editor.changed.fire({ document: of, contentChanges, reason });
  }

  /** Only says that the document became dirty or clean. */
  note(): void {
    editor.changed.fire({ document: this.document, contentChanges: [], reason: undefined });
  }

  /** A change that no key makes, away from the caret. */
  replace(): void {
    this.change('other text', [2, 0], { to: [2, 2] });
  }

  /** The causes of the edits since the last call, and the types of other signals. */
  taken(): string[] {
    const found = this.signals.map((signal) => (signal.type === 'edit' ? signal.provenance : signal.type));
    this.signals = [];
    return found;
  }
}
