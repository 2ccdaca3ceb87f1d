import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changedLines } from '../../../../src/extension/sensors/support/changedLines.ts';
import { noLine } from '../../../../src/tracking/lines.ts';
import type { TextChange } from '../../../../src/tracking/provenance.ts';

/** A text with changes made at offsets, given as VS Code gives them: by line and character, from the bottom to the top. */
function change(before: string, replacements: readonly (readonly [number, number, string])[]) {
  const position = (offset: number) => {
    const lines = before.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  let after = before;
  const changes: TextChange[] = [];
  for (const [start, end, text] of [...replacements].sort((a, b) => b[0] - a[0])) {
    after = after.slice(0, start) + text + after.slice(end);
    changes.push({ range: { start: position(start), end: position(end) }, rangeLength: end - start, text });
  }
  const lines = after.split('\n');
  const document = { lineCount: lines.length, lineAt: (line: number) => ({ text: lines[line] ?? '' }) };
  return { changes, document, growth: lines.length - before.split('\n').length };
}

function count(before: string, ...replacements: readonly (readonly [number, number, string])[]) {
  const { changes, document } = change(before, replacements);
  const { added, removed } = changedLines(changes, document, noLine);
  return { added, removed };
}

const text = 'one\ntwo\nthree\n';

describe('the lines that an event changed', () => {
  it('are one for a key within a line', () => {
    assert.deepEqual(count(text, [1, 1, 'x']), { added: 1, removed: 1 });
  });

  it('are a new one when Enter is pressed at the end of a line, and one split in two within it', () => {
    assert.deepEqual(count(text, [3, 3, '\n']), { added: 1, removed: 0 });
    assert.deepEqual(count(text, [1, 1, '\n']), { added: 2, removed: 1 });
  });

  it('are a new one for each of several cursors at the ends of lines', () => {
    assert.deepEqual(count(text, [3, 3, '\n'], [7, 7, '\n'], [13, 13, '\n']), { added: 3, removed: 0 });
  });

  it('are whole lines when whole lines come or go', () => {
    assert.deepEqual(count(text, [4, 8, '']), { added: 0, removed: 1 });
    assert.deepEqual(count(text, [0, 8, '']), { added: 0, removed: 2 });
    assert.deepEqual(count(text, [4, 4, 'a\nb\n']), { added: 2, removed: 0 });
    assert.deepEqual(count(text, [4, 8, 'a\nb\n']), { added: 2, removed: 1 });
  });

  it('count the line in hand no second time, from event to event', () => {
    const first = change('ab\n', [[2, 2, 'c']]);
    const one = changedLines(first.changes, first.document, noLine);
    const second = change('abc\n', [[3, 3, 'd']]);
    const two = changedLines(second.changes, second.document, one.lineInHand);
    assert.deepEqual([one.added + two.added, one.removed + two.removed], [1, 1]);
  });

  it('always grow the document by what was added less what was removed', () => {
    const replacement = fc.tuple(fc.nat(60), fc.nat(8), fc.constantFrom('', 'x', '\n', '\ny', 'a\nb', 'c\n'));
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b\n', '\n'), { maxLength: 40 }),
        fc.array(replacement),
        (parts, all) => {
          const before = parts.join('');
          const apart: [number, number, string][] = [];
          let free = 0;
          for (const [gap, length, inserted] of all) {
            const start = free + gap;
            if (start + length > before.length) break;
            apart.push([start, start + length, inserted]);
            free = start + length + 1;
          }
          const { changes, document, growth } = change(before, apart);
          const { added, removed } = changedLines(changes, document, noLine);
          assert.equal(added - removed, growth);
          assert.ok(added >= 0 && removed >= 0);
        },
      ),
    );
  });
});
