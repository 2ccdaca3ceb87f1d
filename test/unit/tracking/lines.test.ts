import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { countLines, linesMoved, noLine, type DocumentEnd } from '../../../src/tracking/lines.ts';
import type { TextChange } from '../../../src/tracking/provenance.ts';

interface Place {
  readonly line: number;
  readonly character: number;
}

function change(start: [number, number], end: [number, number], text: string): TextChange {
  const at = ([line, character]: [number, number]): Place => ({ line, character });
  return { range: { start: at(start), end: at(end) }, rangeLength: 0, text };
}

function count(
  one: TextChange,
  context: { lineInHand?: number; tail?: number; end?: DocumentEnd } = {},
): [number, number] {
  const { added, removed } = countLines(one, { lineInHand: noLine, ...context });
  return [added, removed];
}

describe('lines of a change', () => {
  it('replaced as whole lines: three by five', () => {
    assert.deepEqual(count(change([3, 0], [6, 0], 'a\nb\nc\nd\ne\n')), [5, 3]);
    assert.deepEqual(count(change([3, 0], [5, 7], 'a\nb\nc\nd\ne')), [5, 3]);
  });

  it('inserted and deleted whole', () => {
    assert.deepEqual(count(change([3, 0], [3, 0], 'a\nb\n')), [2, 0]);
    assert.deepEqual(count(change([3, 0], [3, 0], 'a\r\nb\r\n')), [2, 0]);
    assert.deepEqual(count(change([3, 0], [6, 0], '')), [0, 3]);
    assert.deepEqual(count(change([3, 9], [3, 9], '\na\nb'), { tail: 0 }), [2, 0]);
    assert.deepEqual(count(change([3, 9], [6, 4], ''), { tail: 0 }), [0, 3]);
  });

  it('broken and joined', () => {
    assert.deepEqual(count(change([3, 4], [3, 4], '\n'), { tail: 5 }), [2, 1]);
    assert.deepEqual(count(change([3, 9], [3, 9], '\n'), { tail: 0 }), [1, 0]);
    assert.deepEqual(count(change([3, 9], [4, 0], ''), { tail: 5 }), [1, 2]);
    assert.deepEqual(count(change([3, 9], [4, 0], ''), { tail: 0 }), [0, 1]);
  });

  it('at the end of a document: an empty last line is none', () => {
    const [none, some] = [true, false];
    const end = (wasEmpty: boolean, isEmpty: boolean) => ({ end: { wasEmpty, isEmpty }, tail: 0 });
    assert.deepEqual(count(change([3, 0], [3, 0], 'x'), end(none, some)), [1, 0]);
    assert.deepEqual(count(change([3, 0], [3, 0], '\nfoo'), end(none, some)), [2, 0]);
    assert.deepEqual(count(change([3, 0], [3, 0], 'a\nb\n'), end(none, none)), [2, 0]);
    assert.deepEqual(count(change([3, 0], [3, 1], ''), end(some, none)), [0, 1]);
    assert.deepEqual(count(change([2, 0], [3, 0], ''), end(none, none)), [0, 1]);
    // The line above gets or loses the line break at its end.
    assert.deepEqual(count(change([3, 4], [3, 4], '\n'), end(some, none)), [1, 1]);
    assert.deepEqual(count(change([2, 4], [3, 0], ''), end(none, some)), [1, 1]);
    assert.deepEqual(count(change([2, 4], [3, 4], ''), end(some, some)), [1, 2]);
  });

  it('typed on the empty last line, with Enter and further, are new ones', () => {
    const wasEmpty = { wasEmpty: true, isEmpty: false };
    const first = countLines(change([3, 0], [3, 0], 'a'), { lineInHand: noLine, end: wasEmpty });
    assert.deepEqual(first, { added: 1, removed: 0, lineInHand: 3 });
    const enter = countLines(change([3, 1], [3, 1], '\n'), { ...first, end: { wasEmpty: false, isEmpty: true } });
    assert.deepEqual(enter, { added: 0, removed: 0, lineInHand: noLine });
    const next = countLines(change([4, 0], [4, 0], 'b'), { ...enter, end: wasEmpty });
    assert.deepEqual(next, { added: 1, removed: 0, lineInHand: 4 });
  });

  it('typed on one after the other are one changed line', () => {
    const first = countLines(change([3, 4], [3, 4], 'a'), { lineInHand: noLine });
    assert.deepEqual(first, { added: 1, removed: 1, lineInHand: 3 });
    const second = countLines(change([3, 5], [3, 5], 'b'), first);
    assert.deepEqual(second, { added: 0, removed: 0, lineInHand: 3 });
    const enter = countLines(change([3, 6], [3, 6], '\n'), { ...second, tail: 0 });
    assert.deepEqual(enter, { added: 1, removed: 0, lineInHand: 4 });
    assert.deepEqual(countLines(change([4, 0], [4, 0], 'c'), enter), { added: 0, removed: 0, lineInHand: 4 });
    assert.deepEqual(countLines(change([9, 0], [9, 0], 'c'), enter), { added: 1, removed: 1, lineInHand: 9 });
  });
});

/** A document and a change of it, made the way VS Code makes it. */
const changed = fc
  .record({
    lines: fc.array(fc.constantFrom('', 'a', 'bc', 'def'), { minLength: 1, maxLength: 6 }),
    text: fc.array(fc.constantFrom('', 'x', 'yz'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n')),
    from: fc.nat(),
    length: fc.nat({ max: 8 }),
  })
  .map(({ lines, text, from, length }) => {
    const before = lines.join('\n');
    const start = from % (before.length + 1);
    const end = Math.min(before.length, start + length);
    const after = before.slice(0, start) + text + before.slice(end);
    const tail = before.slice(end).split('\n')[0]?.length ?? 0;
    const isAtEnd = !before.slice(end).includes('\n');
    const isEmpty = (one: string) => one === '' || one.endsWith('\n');
    return {
      before: lines,
      after: after.split('\n'),
      gitBefore: gitLines(before),
      gitAfter: gitLines(after),
      tail,
      end: isAtEnd ? { wasEmpty: isEmpty(before), isEmpty: isEmpty(after) } : undefined,
      change: change(placeIn(before, start), placeIn(before, end), text),
    };
  });

describe('laws of lines', () => {
  it('added less removed is the growth of the document in lines of git', () => {
    fc.assert(
      fc.property(changed, fc.integer({ min: -1, max: 6 }), (made, lineInHand) => {
        const { added, removed } = countLines(made.change, { lineInHand, tail: made.tail, end: made.end });
        assert.equal(added - removed, made.gitAfter.length - made.gitBefore.length);
        assert.ok(added >= 0 && removed >= 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('never counts less than git must, nor more than the change touches', () => {
    fc.assert(
      fc.property(changed, ({ gitBefore, gitAfter, change: one, tail, end }) => {
        const { added } = countLines(one, { lineInHand: noLine, tail, end });
        // A change over several lines up to a line's end counts as whole lines, since the removed text is unknown.
        const isGuess = tail === 0 && one.range.end.line > one.range.start.line;
        const least = leastAdded(gitBefore, gitAfter);
        if (!isGuess) assert.ok(added >= least, JSON.stringify({ gitBefore, gitAfter, one }));
        assert.ok(added <= one.text.split('\n').length);
      }),
      { numRuns: 1000 },
    );
  });

  it('what stands on a line the change does not touch follows it', () => {
    fc.assert(
      fc.property(changed, ({ before, after, change: one }) => {
        const { line, removed, added } = linesMoved(one);
        for (let at = 0; at < before.length; at++) {
          const isBelow = at > one.range.end.line;
          const isAbove = at < one.range.start.line;
          if (!isBelow && !isAbove) continue;
          const moved = at >= line + removed ? at + added - removed : at;
          assert.equal(after[moved], before[at]);
        }
      }),
    );
  });
});

function placeIn(text: string, offset: number): [number, number] {
  const before = text.slice(0, offset).split('\n');
  return [before.length - 1, before.at(-1)?.length ?? 0];
}

/** The lines that git has of a text, with their line breaks: an unterminated rest is a line, and another one than the same with a line break. */
const gitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** Lines that any diff must call added: those of `after` beyond the longest common subsequence. */
function leastAdded(before: readonly string[], after: readonly string[]): number {
  let row = Array.from({ length: after.length + 1 }, () => 0);
  for (const line of before) {
    const next = [0];
    for (const [i, other] of after.entries()) {
      next.push(line === other ? (row[i] ?? 0) + 1 : Math.max(next[i] ?? 0, row[i + 1] ?? 0));
    }
    row = next;
  }
  return after.length - (row.at(-1) ?? 0);
}
