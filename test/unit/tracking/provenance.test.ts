import assert from 'node:assert/strict';
import { provenanceOf } from '../../../src/tracking/provenance.ts';
import type { ObservedEdit, TextChange } from '../../../src/tracking/provenance.ts';

function change(text: string, [startLine, startCharacter, endLine, endCharacter] = [5, 4, 5, 4]): TextChange {
  const range = {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
  return { range, rangeLength: 0, text } as TextChange;
}

function of(changes: TextChange | TextChange[], seen: Partial<ObservedEdit> = {}): string {
  const edit = { changes: [changes].flat(), dirty: true, saving: false, visible: true, active: true };
  return provenanceOf({ ...edit, ...seen });
}

describe('provenance', () => {
  it('is undone for undo and redo, whatever else is seen', () => {
    assert.equal(of(change('x'), { reason: 'undo', dirty: false }), 'undone');
    assert.equal(of(change('x'), { reason: 'redo', saving: true }), 'undone');
  });

  it('is outside when the document equals the disk after the change', () => {
    assert.equal(of(change('a\nb\n'), { dirty: false }), 'outside');
    assert.equal(of(change('x'), { dirty: false, seen: 'pasted' }), 'outside');
  });

  it('is what a sensor saw', () => {
    assert.equal(of(change('a long text'), { seen: 'pasted' }), 'pasted');
    assert.equal(of(change('console'), { seen: 'completed' }), 'completed');
  });

  it('is formatted while the document is being saved', () => {
    assert.equal(of([change('  '), change('\n')], { saving: true }), 'formatted');
  });

  it('is bulk where no editor shows the document', () => {
    assert.equal(of(change('x'), { visible: false, active: false }), 'bulk');
  });

  it('is typed for what one key does', () => {
    const typed = ['a', ' ', '\t', '\n', '\r\n', '\n    ', '\n    \n  ', '()', '""', '😀', '字'];
    for (const text of typed) assert.equal(of(change(text)), 'typed', JSON.stringify(text));
    assert.equal(of(change('', [5, 3, 5, 4])), 'typed');
    assert.equal(of(change('', [4, 30, 5, 0])), 'typed');
    assert.equal(of(change('x', [5, 0, 9, 3])), 'typed');
    assert.equal(of([change('a'), change('a', [9, 4, 9, 4])]), 'typed');
    assert.equal(of([change('\n  '), change('\n    ', [9, 4, 9, 4])]), 'typed');
  });

  it('is unknown rather than a guess', () => {
    assert.equal(of(change('console')), 'unknown');
    assert.equal(of(change('a\nb')), 'unknown');
    assert.equal(of(change('', [5, 0, 9, 3])), 'unknown');
    assert.equal(of(change('x'), { active: false }), 'unknown');
    assert.equal(of([change('a'), change('b')]), 'unknown');
    assert.equal(of([]), 'unknown');
    assert.equal(of(Array.from({ length: 51 }, () => change('a'))), 'unknown');
  });

  it('is not outside where it cannot be told whether the document equals the disk', () => {
    assert.equal(of(change('x'), { dirty: undefined }), 'typed');
  });

  describe('at the caret', () => {
    const caret = { line: 5, character: 4, sinceTypedMs: Infinity, sinceCompletedMs: Infinity };
    const typing = { ...caret, sinceTypedMs: 2_000 };
    const at = (one: TextChange | TextChange[], where: Partial<typeof caret> = typing) =>
      of(one, { caret: () => ({ ...caret, ...where }) });
    const replaced = (text: string, ...[from = 0, to = 0, line = 5]: number[]): TextChange => ({
      ...change(text, [line, from, line, to]),
      rangeLength: to - from,
    });

    it('is completed for more than the word before it', () => {
      assert.equal(at(replaced('console', 1, 4), caret), 'completed');
      assert.equal(at(replaced('for (const x of y) {\n}', 1, 4), caret), 'completed');
      assert.equal(at(replaced('console', 1, 4, 6)), 'unknown');
      assert.equal(at(replaced('console', 1, 3)), 'unknown');
    });

    it('is completed for a text where keys had just been pressed, and unknown elsewhere', () => {
      assert.equal(at(change('forEach')), 'completed');
      assert.equal(at(change('return one;\nreturn two;')), 'completed');
      assert.equal(at(replaced('a, b)', 4, 5)), 'completed');
      assert.equal(at(change('forEach'), { sinceTypedMs: 31_000 }), 'unknown');
      assert.equal(at(change('forEach', [6, 4, 6, 4])), 'unknown');
      assert.equal(at(change('forEach', [5, 9, 5, 9])), 'unknown');
    });

    it('is completed for an import that follows', () => {
      const added = change("import { a } from 'a';\n", [0, 0, 0, 0]);
      assert.equal(at(added, { sinceCompletedMs: 100 }), 'completed');
      assert.equal(at(added, { sinceCompletedMs: 1_001 }), 'unknown');
    });

    it('is typed for what an input method writes', () => {
      assert.equal(at(replaced('nih', 2, 4), caret), 'typed');
      assert.equal(at(replaced('你好', 1, 4), caret), 'typed');
      assert.equal(at(change('你好'), caret), 'typed');
      assert.equal(at(change('👩‍💻'), caret), 'typed');
    });

    it('is formatted for spacing and quotes that came in elsewhere', () => {
      const formatted = [replaced('', 0, 2, 9), replaced('"', 4, 5, 8), replaced('  "', 2, 3, 8)];
      assert.equal(at(formatted), 'formatted');
      assert.equal(at(replaced('    ', 0, 2, 7)), 'formatted');
      assert.equal(at([replaced('', 0, 2, 9), change('', [6, 0, 8, 3])]), 'unknown');
      assert.equal(at([...formatted, change('await ', [1, 0, 1, 0])]), 'unknown');
      assert.equal(at([replaced('\n', 0, 40, 9), replaced(' ', 0, 4, 8)]), 'unknown');
    });

    it('is not asked for what the change itself tells', () => {
      const fail = () => assert.fail('asked');
      assert.equal(of(change('x'), { caret: fail }), 'typed');
      assert.equal(of(change('x'), { caret: fail, dirty: false }), 'outside');
      assert.equal(of(change('one two'), { caret: fail, active: false }), 'unknown');
    });
  });
});
