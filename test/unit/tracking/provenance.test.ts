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
});
