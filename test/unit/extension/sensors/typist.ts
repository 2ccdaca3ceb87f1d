import type { SpanFact } from '../../../../src/core/facts/facts.ts';
import type { Signal, SignalPlace } from '../../../../src/core/facts/signal.ts';
import type { Places } from '../../../../src/extension/places/places.ts';
import { startSensors } from '../../../../src/extension/sensor.ts';
import { PrivacyFilter, type Verdict } from '../../../../src/tracking/privacyFilter.ts';
import { FakeDocument, editor, type FakeEditor } from '../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../fakes/viewHost/withFakeVscode.ts';
import { startTracker } from '../../tracking/recorded.ts';

const sensors = await withFakeVscode(
  async () => [
    (await import('../../../../src/extension/sensors/edits.ts')).edits,
    (await import('../../../../src/extension/sensors/cursor.ts')).cursor,
    (await import('../../../../src/extension/sensors/scroll.ts')).scroll,
  ],
  new URL('../../../fakes/typing/vscode.ts', import.meta.url).href,
);

const keyboard = 1;

/** The sensors of text editors, the privacy filter, and the tracker, as the extension joins them. */
export class Typist {
  readonly counts = { emitted: 0, judged: 0, places: 0, clock: 0, timers: 0 };
  readonly #run = startTracker();
  readonly #wheres = new Map<string, SignalPlace>();
  readonly #filter: PrivacyFilter;
  readonly #running: ReturnType<typeof startSensors>;
  verdict: Verdict = 'open';
  #line = 1;
  #character = 1;
  #last: { readonly document: FakeDocument; readonly line: number; readonly character: number } | undefined;

  /** @param isWhole every key is looked at as a whole */
  constructor(isWhole = false) {
    const { tracker, clock } = this.#run;
    const { counts } = this;
    this.#filter = new PrivacyFilter({
      judge: () => (counts.judged++, this.verdict),
      accept: (signal) => tracker.accept(signal),
      acceptAgain: (at) => tracker.acceptAgain(at),
    });
    const of = (document: FakeDocument) => (counts.places++, { role: 'work', where: this.#whereOf(document) });
    const counted = {
      now: () => (counts.clock++, clock.now()),
      monotonic: () => (counts.clock++, clock.monotonic()),
      utcOffset: (at: number) => clock.utcOffset(at),
      after: (ms: number, act: () => void) => (counts.timers++, clock.after(ms, act)),
    };
    const log = { trace: fail, debug: fail, info: fail, warn: fail, error: fail };
    const input = {
      emit: (signal: Signal) => (counts.emitted++, this.#filter.accept(signal)),
      emitAgain: (at: number) => !isWhole && this.#filter.acceptAgain(at),
      places: { of, seen: of } as unknown as Places,
      clock: counted,
    };
    this.#running = startSensors(sensors, input, log);
  }

  show(shown: FakeEditor | undefined): void {
    editor.active = shown;
    editor.switched.fire(shown);
    this.#line = Math.min(1, (shown?.document.lines.length ?? 1) - 1);
    this.#character = Math.min(1, shown?.document.lines[this.#line]?.length ?? 0);
  }

  /** Replaces `taken` characters before the cursor by a text, as keys do; the first change of a clean document comes in two events. */
  key(text: string, taken = 0): void {
    const { document } = editor.active as FakeEditor;
    const before = document.lines[this.#line] ?? '';
    const from = Math.max(0, this.#character - taken);
    const range = rangeOf(this.#line, from, this.#character);
    const changed = before.slice(0, from) + text + before.slice(this.#character);
    document.lines.splice(this.#line, 1, ...changed.split('\n'));
    const isFirst = !document.dirty;
    this.#change(document, [{ range, rangeLength: this.#character - from, text }]);
    document.dirty = true;
    if (isFirst) this.#change(document, []);
    this.#line += text.split('\n').length - 1;
    this.#character = text.includes('\n') ? 0 : from + text.length;
    this.#last = { document, line: this.#line, character: this.#character };
    this.#select();
  }

  /** An arrow key. */
  move(line: number): void {
    const { document } = editor.active as FakeEditor;
    this.#line = Math.min(line, document.lines.length - 1);
    this.#character = Math.min(1, document.lines[this.#line]?.length ?? 0);
    this.#select();
  }

  save(): void {
    const { document } = editor.active as FakeEditor;
    editor.willSave.fire({ document, reason: 1 });
    // Listeners before a save may change the text.
    if (document === this.#last?.document) this.again({});
    document.dirty = false;
    this.#change(document, []);
    editor.saved.fire(document);
  }

  /** Inserts a character where the last one was inserted, from any source: in the last typed document, visible or not. */
  again({ reason, isDirty = true }: { readonly reason?: number; readonly isDirty?: boolean }): void {
    if (!this.#last) return;
    const { document, line, character } = this.#last;
    document.dirty = isDirty;
    this.#change(document, [{ range: rangeOf(line, character, character), rangeLength: 0, text: 'x' }], reason);
  }

  judgeAgain(): void {
    this.#filter.judgeAgain();
  }

  pause(isOn: boolean): void {
    if (isOn) this.#run.tracker.pause();
    else this.#run.tracker.resume();
  }

  wait(ms: number): void {
    this.#run.clock.advance(ms);
  }

  jump(ms: number): void {
    this.#run.clock.jump(ms);
  }

  health() {
    return this.#running.health();
  }

  /** The recorded facts, with the last version of each span. */
  end(): SpanFact[] {
    this.#running.dispose();
    this.#run.tracker.dispose();
    return this.#run.spans();
  }

  #select(): void {
    const { document } = editor.active as FakeEditor;
    const active = { line: this.#line, character: this.#character };
    (editor.active as FakeEditor).selections = [{ isEmpty: true, active }];
    editor.selected.fire({ textEditor: editor.active, kind: keyboard });
    editor.scrolled.fire({ textEditor: editor.active, visibleRanges: [rangeOf(0, 0, document.lines.length)] });
  }

  #change(document: FakeDocument, contentChanges: readonly unknown[], reason?: number): void {
    editor.changed.fire({ document, contentChanges, reason });
  }

  #whereOf({ name, languageId: language }: FakeDocument): SignalPlace {
    const key = `${name}:${language}`;
    let where = this.#wheres.get(key);
    if (!where) this.#wheres.set(key, (where = { project: '/p', file: name, language, scheme: 'file' }));
    return where;
  }
}

function fail(text: string): never {
  throw new Error(text);
}

function rangeOf(line: number, from: number, to: number) {
  const [start, end] = [
    { line, character: from },
    { line, character: to },
  ];
  return { start, end, isSingleLine: true };
}

/** An editor of a new document. */
export const showing = (name: string): FakeEditor => ({
  document: new FakeDocument(name, ['one', 'two', 'three', '']),
  selections: [],
  visibleRanges: [],
});
