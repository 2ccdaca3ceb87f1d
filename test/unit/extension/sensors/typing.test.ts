import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compareText } from '../../../../src/core/base/compareText.ts';
import { editor, reads, type FakeEditor } from '../../../fakes/typing/vscode.ts';
import { showing, Typist } from './typist.ts';

describe('typing', () => {
  afterEach(() => {
    editor.active = undefined;
  });

  it('costs a key within a line one look at the clock and a handful of reads', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    for (const key of 'abc') typist.key(key);
    const before = { ...typist.counts, reads: reads.count };
    const keys = 1_000;
    for (let i = 0; i < keys; i++) {
      typist.wait(8);
      typist.key('x');
    }
    const { counts } = typist;
    const each = (what: keyof typeof counts) => (counts[what] - before[what]) / keys;
    typist.end();
    // Once in 3 s a key is fully processed.
    assert.ok(each('emitted') < 0.03, `signals: ${each('emitted')}`);
    assert.ok(each('judged') < 0.03, `judgements: ${each('judged')}`);
    assert.ok(each('places') < 0.03, `places: ${each('places')}`);
    assert.ok(each('timers') < 0.03, `timers: ${each('timers')}`);
    // One for the edit, and one for the cursor that it moves.
    assert.ok(each('clock') < 2.5, `clock: ${each('clock')}`);
    assert.ok((reads.count - before.reads) / keys < 4, `reads: ${(reads.count - before.reads) / keys}`);
  });

  it('looks at a key as a whole once in some seconds at a person’s pace, too', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    for (const key of 'abc') typist.key(key);
    const before = { ...typist.counts };
    for (let i = 0; i < 240; i++) {
      typist.wait(250);
      typist.key('x');
    }
    const { counts } = typist;
    typist.end();
    const inAMinute = (what: keyof typeof counts) => counts[what] - before[what];
    assert.ok(inAMinute('emitted') <= 25, `signals: ${inAMinute('emitted')}`);
    assert.ok(inAMinute('judged') <= 25, `judgements: ${inAMinute('judged')}`);
    assert.ok(inAMinute('places') <= 25, `places: ${inAMinute('places')}`);
  });

  it('allocates nothing for such a key', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    typist.key('a');
    typist.key('b');
    const { emitted } = typist.counts;
    for (let i = 0; i < 50; i++) typist.key('x');
    assert.equal(typist.counts.emitted, emitted, 'no signal is made');
    const [span] = typist.end();
    assert.deepEqual(span?.edits, { typed: { edits: 52, added: 1, removed: 1 } });
  });

  it('says in its health what was counted without a signal', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    for (let i = 0; i < 20; i++) typist.key('x');
    // The first key in a clean document causes two events, of which the second makes the signal.
    assert.equal(typist.health().find(({ id }) => id === 'edits')?.count, 20);
    assert.equal(typist.end()[0]?.edits.typed?.edits, 20);
  });

  it('stops at once in a place that is excluded from now on', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    for (let i = 0; i < 5; i++) typist.key('x');
    typist.verdict = 'excluded';
    typist.judgeAgain();
    for (let i = 0; i < 5; i++) typist.key('x');
    assert.equal(typist.end()[0]?.edits.typed?.edits, 5);
  });

  it('looks at a change as a whole once another editor is shown', () => {
    const typist = new Typist();
    typist.show(showing('a.ts'));
    for (let i = 0; i < 5; i++) typist.key('x');
    typist.show(showing('b.ts'));
    typist.again({});
    const { edits } = typist.end()[0] ?? {};
    assert.equal(edits?.typed?.edits, 5);
  });

  it('records what it would if each key were looked at as a whole', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
        assert.deepEqual(played(steps, false), played(steps, true));
      }),
      { numRuns: 500 },
    );
  });
});

type Step = (typist: Typist, editors: readonly FakeEditor[]) => void;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom('a', 'a', 'a', '\n', '()').map(
      (text): Step =>
        (typist) =>
          typist.key(text),
    ),
  },
  { weight: 4, arbitrary: fc.constant<Step>((typist) => typist.key('', 1)) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(30, 120, 300, 800, 20_000).map(
      (ms): Step =>
        (typist) =>
          typist.wait(ms),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(-400, 5_000).map(
      (ms): Step =>
        (typist) =>
          typist.jump(ms),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.nat(3).map(
      (line): Step =>
        (typist) =>
          typist.move(line),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((typist) => typist.save()) },
  {
    weight: 3,
    arbitrary: fc.constantFrom({}, { reason: 1 }, { isDirty: false }).map(
      (how): Step =>
        (typist) =>
          typist.again(how),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(
      (isOn): Step =>
        (typist) =>
          typist.pause(isOn),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(1).map(
      (one): Step =>
        (typist, editors) =>
          typist.show(editors[one]),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('typescript', 'python').map((language): Step => () => {
      if (editor.active) editor.active.document.language = language;
    }),
  },
);

/** Returns what is recorded for some steps, by id: a key may write its span before another that was begun later, or after it. */
function played(steps: readonly Step[], isWhole: boolean) {
  const typist = new Typist(isWhole);
  const editors = [showing('a.ts'), showing('b.ts')];
  typist.show(editors[0]);
  for (const act of steps) act(typist, editors);
  return typist.end().toSorted((a, b) => compareText(a.id, b.id));
}
