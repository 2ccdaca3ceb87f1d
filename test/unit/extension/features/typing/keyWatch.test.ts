import assert from 'node:assert/strict';
import { FakeClock } from '../../../../fakes/fakeClock.ts';
import { editor, FakeDocument, reads } from '../../../../fakes/typing/vscode.ts';
import { withFakeVscode } from '../../../../fakes/viewHost/withFakeVscode.ts';

const { KeyWatch } = await withFakeVscode(
  () => import('../../../../../src/extension/features/typing/keyWatch.ts'),
  new URL('../../../../fakes/typing/vscode.ts', import.meta.url).href,
);

describe('keys in editors', () => {
  const clock = new FakeClock(0);
  let counts: { keys: number; typed: number; removed: number; mouse: number };
  let asked: number;
  let answer: boolean;
  let watch: InstanceType<typeof KeyWatch>;
  let document: FakeDocument;

  beforeEach(() => {
    counts = { keys: 0, typed: 0, removed: 0, mouse: 0 };
    [asked, answer] = [0, true];
    const tally = {
      key: ({ typed, removed } = { typed: 0, removed: 0 }) => {
        counts.keys++;
        counts.typed += typed;
        counts.removed += removed;
      },
      mouse: () => void counts.mouse++,
    };
    watch = new KeyWatch({ tally, clock, isCounted: () => (asked++, answer) });
    document = new FakeDocument('a.ts', ['']);
    editor.active = { document, selections: [], visibleRanges: [] };
  });
  afterEach(() => {
    watch.dispose();
    editor.active = undefined;
  });

  const range = { start: { line: 0, character: 0 } };
  const change = (text: string, rangeLength = 0, rest: object = {}) =>
    editor.changed.fire({ document, contentChanges: [{ text, rangeLength, range }], reason: undefined, ...rest });
  const select = (kind?: number, line = 9, character = 0) =>
    editor.selected.fire({ textEditor: editor.active, kind, selections: [{ active: { line, character } }] });

  it('count once each, with what they typed and deleted, and apart from the mouse', () => {
    change('a');
    // The cursor that a key moves.
    select();
    change('', 1);
    select(1);
    select(2);
    select(3);
    change('pasted text');
    assert.deepEqual(counts, { keys: 3, typed: 1, removed: 1, mouse: 1 });
  });

  it('count once where VS Code reports the cursor that they move, as it does for typed keys', () => {
    change('a');
    select(1, 0, 1);
    change('()');
    select(1, 0, 1);
    change('\n  ');
    select(1, 1, 2);
    assert.equal(counts.keys, 3);
    // Undo moves it too.
    change('', 1, { reason: 1 });
    select(1, 0, 0);
    assert.equal(counts.keys, 3);
  });

  it('count each where one follows a key that left the cursor in its place', () => {
    change('', 1);
    select(1, 0, 1);
    select(1, 0, 2);
    change('', 1);
    select(1, 1, 0);
    assert.equal(counts.keys, 5);
  });

  it('are not undo, redo, changes elsewhere, or another state of the document', () => {
    change('a', 0, { reason: 1 });
    change('a', 0, { document: new FakeDocument('b.ts', ['']) });
    change('a', 0, { contentChanges: [] });
    editor.selected.fire({ textEditor: { document }, kind: 1, selections: [] });
    assert.equal(counts.keys, 0);
  });

  it('are asked for once a second whether they count, and at once after a change of settings', () => {
    for (let i = 0; i < 10; i++) change('a');
    assert.deepEqual([asked, counts.keys], [1, 10]);
    answer = false;
    watch.forget();
    change('a');
    assert.deepEqual([asked, counts.keys], [2, 10]);
    answer = true;
    clock.advance(1000);
    change('a');
    assert.deepEqual([asked, counts.keys], [3, 11]);
  });

  it('cost a read of the editor each, and nothing once it is switched off', () => {
    change('a');
    const before = reads.count;
    for (let i = 0; i < 100; i++) change('a');
    assert.ok(reads.count - before <= 100, `${reads.count - before} reads`);
    watch.dispose();
    change('a');
    assert.equal(counts.keys, 101);
  });
});
