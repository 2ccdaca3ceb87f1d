import assert from 'node:assert/strict';
import type { RecordFact } from '../../../../src/core/facts/facts.ts';
import { applyPatch, type RecordState } from '../../../../src/core/records/recordState.ts';
import { hourMs } from '../../../../src/core/time/days.ts';
import { effectOfKey } from '../../../../src/habits/typing/keys.ts';
import { typingCounts } from '../../../../src/habits/typing/typingCounts.ts';
import { TypingTally } from '../../../../src/habits/typing/typingTally.ts';

const change = (text: string, rangeLength = 0) => ({ text, rangeLength });

describe('a key in a text', () => {
  it('is a character, one with its closing one, a line break with its indentation, or a deletion', () => {
    assert.deepEqual(effectOfKey([change('a')]), { typed: 1, removed: 0 });
    assert.deepEqual(effectOfKey([change('()')]), { typed: 2, removed: 0 });
    assert.deepEqual(effectOfKey([change('😀')]), { typed: 1, removed: 0 });
    assert.deepEqual(effectOfKey([change('\r\n')]), { typed: 1, removed: 0 });
    assert.deepEqual(effectOfKey([change('\n        ')]), { typed: 1, removed: 0 });
    assert.deepEqual(effectOfKey([change('', 1)]), { typed: 0, removed: 1 });
    assert.deepEqual(effectOfKey([change('x', 12)]), { typed: 1, removed: 12 });
  });

  it('is one key at several carets, and none where more came at once', () => {
    assert.deepEqual(effectOfKey([change('a'), change('a'), change('a')]), { typed: 3, removed: 0 });
    for (const text of ['pasted', 'const', '\n  return x;\n', 'abc'])
      assert.equal(effectOfKey([change(text)]), undefined, text);
    assert.equal(effectOfKey([change('a'), change('generated')]), undefined);
    assert.equal(effectOfKey([change('')]), undefined);
  });
});

describe('counts of keys', () => {
  const start = Date.UTC(2026, 10, 20, 9);
  let now: number;
  let facts: RecordFact[];
  let tally: TypingTally;

  beforeEach(() => {
    [now, facts] = [start, []];
    let last = 0;
    tally = new TypingTally({
      clock: { now: () => now, utcOffset: () => 60 },
      recorder: { nextId: () => `0123456789ab:${++last}`, append: (fact) => facts.push(fact) },
    });
  });

  const stored = () => {
    const states = new Map<string, RecordState>();
    for (const fact of facts.toReversed()) states.set(fact.id, applyPatch(states.get(fact.id), fact));
    return [...states.values()].map((state) => typingCounts.read(state)).toReversed();
  };

  it('grow in one record an hour, and are written only when they have grown', () => {
    tally.write();
    assert.equal(facts.length, 0);
    tally.key({ typed: 1, removed: 0 });
    tally.key();
    tally.mouse();
    tally.write();
    tally.write();
    now += hourMs / 2;
    tally.key({ typed: 0, removed: 3 });
    tally.write();
    assert.equal(facts.length, 2);
    assert.deepEqual(stored(), [{ start, offset: 60, typed: 1, removed: 3, keys: 3, mouse: 1 }]);
    now += hourMs / 2;
    tally.key();
    tally.write();
    tally.key();
    tally.write();
    assert.deepEqual(
      stored().map((one) => one?.keys),
      [4, 1],
    );
  });

  it('grow also while the clock is set back', () => {
    tally.key();
    tally.write();
    now -= 10 * 60_000;
    tally.key();
    tally.write();
    assert.equal(stored()[0]?.keys, 2);
    assert.deepEqual(
      facts.map(({ clock: { time, writer } }) => [time, writer]),
      [start, start + 1].map((time) => [time, '0123456789ab']),
    );
  });
});
