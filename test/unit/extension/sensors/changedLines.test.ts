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
  return { changes, document, after };
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

  it('are none where the last line of the document is empty: typing there is a new line', () => {
    assert.deepEqual(count(text, [14, 14, 'x']), { added: 1, removed: 0 });
    assert.deepEqual(count('', [0, 0, 'x']), { added: 1, removed: 0 });
    assert.deepEqual(count('x', [0, 1, '']), { added: 0, removed: 1 });
    assert.deepEqual(count('one\ntwo', [7, 7, '\n']), { added: 1, removed: 1 });
    assert.deepEqual(count(text, [0, 0, 'a'], [14, 14, 'b']), { added: 2, removed: 1 });
  });

  it('typed, deleted and typed again come to what git says of the file in the end', () => {
    const steps = [
      [14, 14, 'x'],
      [15, 15, 'y'],
      [16, 16, '\n'],
      [17, 17, 'z'],
      [17, 18, ''],
    ] as const;
    let [now, inHand, added, removed] = [text, noLine, 0, 0];
    for (const step of steps) {
      const { changes, document, after } = change(now, [step]);
      const counted = changedLines(changes, document, inHand);
      [now, inHand] = [after, counted.lineInHand];
      added += counted.added;
      removed += counted.removed;
    }
    assert.equal(now, `${text}xy\n`);
    assert.deepEqual([added, removed], [2, 1]);
  });

  it('added less removed is always what git says the text grew by, over any number of edits', () => {
    const piece = fc.constantFrom('', 'x', '\n', '\ny', 'a\nb', 'c\n');
    const replacement = fc.tuple(fc.nat(12), fc.nat(8), piece);
    const events = fc.array(fc.tuple(fc.array(replacement, { maxLength: 4 }), fc.boolean()), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b\n', '\n'), { maxLength: 20 }), events, (parts, all) => {
        let [now, inHand] = [parts.join(''), noLine];
        for (const [replacements, atEnd] of all) {
          const { changes, document, after } = change(now, apart(now, replacements, atEnd));
          const { added, removed, lineInHand } = changedLines(changes, document, inHand);
          assert.equal(added - removed, gitLinesIn(after) - gitLinesIn(now), JSON.stringify({ now, changes }));
          assert.ok(added >= 0 && removed >= 0);
          [now, inHand] = [after, lineInHand];
        }
      }),
      { numRuns: 1000 },
    );
  });
});

type Replacement = readonly [number, number, string];

/** Line breaks, and a rest that has none. */
const gitLinesIn = (text: string): number => text.split('\n').length - (text === '' || text.endsWith('\n') ? 1 : 0);

/** Replacements (gap, length, text) that don't overlap but may touch, and another at the very end. */
function apart(text: string, replacements: readonly Replacement[], atEnd: boolean): Replacement[] {
  const all: Replacement[] = [];
  let free = 0;
  for (const [gap, length, inserted] of replacements) {
    const start = free + gap;
    if (start + length > text.length) break;
    all.push([start, start + length, inserted]);
    free = start + Math.max(length, 1);
  }
  if (atEnd && free <= text.length) all.push([text.length, text.length, 'z']);
  return all;
}
