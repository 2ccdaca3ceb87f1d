import assert from 'node:assert/strict';
import { editor, FakeDocument } from '../../../fakes/typing/vscode.ts';
import { EditStage } from './editStage.ts';

const [undo, redo] = [1, 2];
const manual = 1;

describe('a change of a document', () => {
  let stage: EditStage;
  beforeEach(() => (stage = new EditStage()));
  afterEach(() => stage.end());

  it('by a key is typed, and counts its line once', () => {
    stage.change('x', [0, 1]);
    stage.change('y', [0, 2]);
    stage.change('', [0, 2], { to: [0, 3] });
    assert.deepEqual(stage.signals, [
      { type: 'edit', where: { file: 'a.ts' }, provenance: 'typed', added: 1, removed: 1 },
      ...[1, 2].map(() => ({ type: 'edit', where: { file: 'a.ts' }, provenance: 'typed', added: 0, removed: 0 })),
    ]);
  });

  it('by undo and redo is undone', () => {
    stage.change('x', [0, 1], { reason: undo });
    stage.change('', [0, 1], { to: [0, 2], reason: redo });
    assert.deepEqual(stage.taken(), ['undone', 'undone']);
  });

  it('that replaces nothing by nothing is none', () => {
    stage.change('', [0, 1]);
    stage.note();
    assert.deepEqual(stage.signals, []);
  });

  it('of a clean document waits for the event that made it dirty', () => {
    stage.document.dirty = false;
    stage.note();
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), []);
    stage.document.dirty = true;
    stage.note();
    assert.deepEqual(stage.taken(), ['typed']);
    stage.clock.advance(1000);
    assert.deepEqual(stage.taken(), []);
  });

  it('of a clean document came from the disk where that event doesn’t come', () => {
    stage.document.dirty = false;
    stage.note();
    stage.change('x', [0, 1]);
    stage.clock.advance(100);
    assert.deepEqual(stage.taken(), []);
    stage.clock.advance(1);
    assert.deepEqual(stage.taken(), ['outside']);
    stage.change('y', [0, 1]);
    stage.document.dirty = true;
    stage.clock.advance(101);
    assert.deepEqual(stage.taken(), ['typed'], 'it became dirty meanwhile');
    stage.change('z', [0, 1]);
    stage.document.dirty = false;
    stage.change('', [0, 1], { to: [0, 2] });
    assert.deepEqual(stage.taken(), ['typed', 'outside'], 'it was reverted');
    stage.document.dirty = false;
    stage.change('x', [0, 1], { reason: undo });
    assert.deepEqual(stage.taken(), ['undone']);
  });

  it('of a document without a file is known at once', () => {
    const untitled = Object.defineProperty(new FakeDocument('Untitled-1', ['ab', '']), 'uri', {
      value: { scheme: 'untitled' },
    });
    stage.show(untitled);
    stage.change('x', [0, 1], { of: untitled });
    assert.deepEqual(stage.taken(), ['typed']);
  });

  it('is seen by where it is shown', () => {
    stage.show(undefined);
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), ['bulk']);
    stage.show(new FakeDocument('b.ts', ['']));
    editor.others = [{ document: stage.document, selections: [], visibleRanges: [] }];
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), ['unknown'], 'in an editor that is not active');
  });

  it('is formatted while the document is being saved, for 5 s at most', () => {
    editor.willSave.fire({ document: stage.document, reason: manual });
    stage.change('x', [0, 1]);
    editor.saved.fire(stage.document);
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), ['formatted', 'typed']);
    editor.willSave.fire({ document: stage.document, reason: manual });
    stage.clock.advance(4999);
    stage.change('x', [0, 1]);
    stage.clock.advance(1);
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), ['formatted', 'typed']);
  });

  it('tells which lines it moved, but not in a cell', () => {
    stage.change('x\ny\n', [1, 0]);
    assert.deepEqual(stage.signals[0], { type: 'lines', where: { file: 'a.ts' }, line: 1, added: 2, removed: 0 });
    stage.signals = [];
    const cell = Object.defineProperty(new FakeDocument('c', ['ab', '']), 'uri', {
      value: { scheme: 'vscode-notebook-cell' },
    });
    stage.show(cell);
    stage.change('x\ny\n', [1, 0], { of: cell });
    assert.ok(stage.signals.length === 1 && stage.signals[0]?.type === 'edit');
  });

  it('in a small field only shows that somebody is there', () => {
    stage.role = 'input';
    const move = { type: 'move', how: 'cursor', where: { file: 'a.ts' } };
    stage.change('x', [0, 1]);
    stage.change('x', [0, 1]);
    stage.clock.advance(250);
    stage.change('', [0, 1]);
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.signals, [move, move]);
    editor.focused = false;
    stage.clock.advance(250);
    stage.change('x', [0, 1]);
    assert.equal(stage.signals.length, 2);
    for (const other of ['view', 'log', 'none']) {
      stage.role = other;
      editor.focused = true;
      stage.clock.advance(250);
      stage.change('x', [0, 1]);
    }
    assert.equal(stage.signals.length, 2);
  });

  describe('by one more key', () => {
    beforeEach(() => {
      stage.change('x', [0, 1]);
      stage.takesAgain = true;
      stage.signals = [];
    });
    /** Tells whether a change is taken as one more key, without a look at anything else. */
    const isQuick = (act: () => void): boolean => {
      stage.again = [];
      act();
      return stage.again.length > 0;
    };

    it('in the same line is counted again', () => {
      assert.ok(isQuick(() => stage.change('y', [0, 2])));
      assert.deepEqual(stage.again, [stage.clock.now()]);
      assert.ok(isQuick(() => stage.change('', [0, 2], { to: [0, 3] })));
      assert.deepEqual(stage.signals, []);
      stage.takesAgain = false;
      stage.change('y', [0, 2]);
      assert.deepEqual(stage.taken(), ['typed'], 'where that is refused, it is looked at as a whole');
    });

    const others: Readonly<Record<string, () => void>> = {
      'at the start of the line': () => stage.change('y', [0, 0]),
      'in another line': () => stage.change('y', [1, 1]),
      'that is Enter': () => stage.change('\n', [0, 2]),
      'of two characters': () => stage.change('yz', [0, 2]),
      'that removes two characters': () => stage.change('', [0, 1], { to: [0, 3] }),
      'that replaces one': () => stage.change('y', [0, 1], { to: [0, 2] }),
      'that removes a line break': () => stage.change('', [0, 2], { to: [1, 0] }),
      'that is undone': () => stage.change('y', [0, 2], { reason: undo }),
      'after another editor was shown': () => (editor.switched.fire(undefined), stage.change('y', [0, 2])),
      'after a save began': () => (
        editor.willSave.fire({ document: stage.document, reason: manual }),
        stage.change('y', [0, 2])
      ),
      'in a document of another language now': () => ((stage.document.language = 'go'), stage.change('y', [0, 2])),
      'in a document that is clean now': () => ((stage.document.dirty = false), stage.change('y', [0, 2])),
      'in another document': () => stage.change('y', [0, 2], { of: new FakeDocument('b.ts', ['abc', '']) }),
    };
    for (const [name, act] of Object.entries(others))
      it(`${name} is looked at as a whole`, () => assert.ok(!isQuick(act)));
  });
});
