import assert from 'node:assert/strict';
import { editor } from '../../../fakes/typing/vscode.ts';
import { caretAt, EditStage } from './editStage.ts';

const [manual, afterDelay] = [1, 2];

describe('a change of a document that no key makes', () => {
  let stage: EditStage;
  beforeEach(() => (stage = new EditStage()));
  afterEach(() => stage.end());

  it('of unknown cause waits for the save that it was made for, where VS Code formats', () => {
    stage.replace();
    assert.deepEqual(stage.taken(), ['unknown'], 'nothing formats');
    for (const settings of [
      { formatOnSave: true },
      { codeActionsOnSave: { fix: 'explicit' } },
      { codeActionsOnSave: { no: 'never', fix: true } },
      { trimTrailingWhitespace: true },
      { insertFinalNewline: true },
      { trimFinalNewlines: true },
    ]) {
      editor.settings = settings;
      editor.configured.fire({ affectsConfiguration: (key: string) => key === 'editor' });
      stage.replace();
      assert.deepEqual(stage.taken(), [], JSON.stringify(settings));
      editor.willSave.fire({ document: stage.document, reason: manual });
      editor.saved.fire(stage.document);
      assert.deepEqual(stage.taken(), ['formatted']);
    }
    stage.replace();
    editor.willSave.fire({ document: stage.document, reason: afterDelay });
    editor.saved.fire(stage.document);
    assert.deepEqual(stage.taken(), ['unknown'], 'a delayed save doesn’t format');
    stage.replace();
    stage.clock.advance(300);
    assert.deepEqual(stage.taken(), []);
    stage.clock.advance(1);
    assert.deepEqual(stage.taken(), ['unknown']);
    stage.replace();
    stage.change('x', [0, 1]);
    assert.deepEqual(stage.taken(), ['unknown', 'typed'], 'something else was changed first');
    const configure = (settings: Record<string, unknown>, changed: string): void => {
      editor.settings = settings;
      editor.configured.fire({ affectsConfiguration: (key: string) => key === changed });
    };
    for (const settings of [{ codeActionsOnSave: { fix: false, no: 'never' } }, { formatOnSave: 'yes' }, {}]) {
      configure({ formatOnSave: true }, 'editor');
      stage.replace();
      configure(settings, 'window');
      stage.replace();
      assert.deepEqual(stage.taken(), ['unknown'], 'the first of the two');
      configure(settings, 'files');
      stage.replace();
      assert.deepEqual(stage.taken(), ['unknown', 'unknown'], JSON.stringify(settings));
    }
  });

  const offered = (line = 0, character = 2): void => {
    stage.show(stage.document, [line, character]);
    stage.change('const x = 5', [line, character]);
  };

  it('at the caret soon after a key is a completion, and so is what follows it within a second', () => {
    offered();
    assert.deepEqual(stage.taken(), ['unknown'], 'nothing was typed');
    stage.change('x', [0, 1]);
    stage.clock.advance(30_000);
    offered();
    assert.deepEqual(stage.taken(), ['typed', 'completed']);
    stage.clock.advance(1000);
    stage.replace();
    stage.clock.advance(1001);
    stage.replace();
    assert.deepEqual(stage.taken(), ['completed', 'unknown']);
    stage.change('x', [0, 1]);
    stage.clock.advance(30_001);
    offered();
    assert.deepEqual(stage.taken(), ['typed', 'unknown'], 'too long ago');
    stage.change('\n', [0, 2]);
    offered(1, 0);
    assert.deepEqual(
      stage.taken().filter((one) => one !== 'lines'),
      ['typed', 'completed'],
      'the line that Enter began',
    );
  });

  it('is no completion where several cursors or a selection are, or nobody is there', () => {
    const tried = (selections: readonly object[], focused = true): string[] => {
      stage.change('x', [0, 1]);
      stage.taken();
      stage.show(stage.document, [0, 2]);
      if (editor.active) editor.active.selections = selections as never;
      editor.focused = focused;
      stage.change('const x = 5', [0, 2]);
      editor.focused = true;
      return stage.taken();
    };
    const [caret] = caretAt([0, 2]);
    assert.deepEqual(tried([caret ?? {}]), ['completed']);
    stage.clock.advance(60_000);
    assert.deepEqual(tried([caret ?? {}, caret ?? {}]), ['unknown']);
    assert.deepEqual(tried([{ ...caret, isEmpty: false }]), ['unknown']);
    assert.deepEqual(tried([]), ['unknown']);
    assert.deepEqual(tried([caret ?? {}], false), ['unknown']);
  });
});
