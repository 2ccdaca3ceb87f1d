import assert from 'node:assert/strict';
import { JournalEncoder, journalVersion } from '../../../../src/storage/journal/journalEncoder.ts';
import { JournalFile, type ReadFact } from '../../../../src/storage/journal/journalFile.ts';
import { encodeLine } from '../../../../src/storage/journal/journalLine.ts';
import { PendingFacts } from '../../../../src/storage/journal/pendingFacts.ts';
import { SpanBuffer } from '../../../../src/storage/journal/spanBuffer.ts';
import { plainSealer } from '../../../../src/storage/vault/plainSealer.ts';
import { run, span, state } from '../facts.ts';
import { TestClock } from '../storageFolder.ts';

const header = { writer: 'w', base: 1000, pid: 1, machine: 'm', demo: false };
const empty = { position: 0, skipped: 0, unknownFrom: null };
const encoder = () => new JournalEncoder(header, plainSealer);

/** A journal that was read so far, with the facts that it had. */
function reading(progress: JournalFile['progress'] = empty) {
  const file = new JournalFile(progress);
  const facts: ReadFact[] = [];
  const read = (text: string) => {
    file.read(Buffer.from(text), (fact) => void facts.push(fact));
    return facts.splice(0).map((fact) => `${fact.type} ${'id' in fact ? fact.id : ''}`);
  };
  return { file, read };
}

describe('the lines of a journal that are read', () => {
  it('are whole ones, from where reading ended', () => {
    const { file, read } = reading();
    const lines = encoder();
    const [head, one, two] = [
      lines.header(),
      lines.encode([state({ id: 'w:1' })]),
      lines.encode([state({ id: 'w:2' })]),
    ];
    assert.deepEqual(read(head + one + two.slice(0, -1)), ['state w:1']);
    assert.deepEqual(
      [file.progress, file.readFrom],
      [{ ...empty, position: head.length + one.length }, head.length + one.length],
    );
    assert.deepEqual(read(two), ['state w:2']);
    assert.deepEqual([file.header, file.closed], [{ type: 'header', ...header }, false]);
    assert.deepEqual(read(`\n${lines.closing()}`), []);
    assert.deepEqual([file.closed, file.progress.skipped], [true, 0]);
  });

  it('are skipped and counted where they are damaged, or hold what none can have written', () => {
    const { file, read } = reading();
    const lines = encoder();
    const impossible = encodeLine(['t', -1, 5, 0, 0]);
    const all = `${lines.header()}damaged\n${lines.encode([state({ id: 'w:1' })])}${impossible}`;
    assert.deepEqual(read(all), ['state w:1']);
    assert.deepEqual(file.progress, { position: all.length, skipped: 2, unknownFrom: null });
  });

  it('are kept for a newer version where this one doesn’t understand them, from the first of them on', () => {
    const { file, read } = reading();
    const head = encoder().header();
    const unknown = encodeLine(['q', 1]) + encodeLine(['t', 1, 5, 0, 99]);
    const state1 = encoder().encode([state({ id: 'w:1' })]);
    assert.deepEqual(read(head + state1 + unknown), ['state w:1']);
    const position = head.length + state1.length + unknown.length;
    assert.deepEqual(file.progress, { position, skipped: 2, unknownFrom: head.length + state1.length });
    assert.equal(journalVersion, 2);
  });

  it('that were taken in before are read for their names alone', () => {
    const lines = encoder();
    const known = lines.header() + lines.encode([run({ id: 'w:1' }), span({ id: 'w:2' })]);
    const more = lines.encode([run({ id: 'w:3' }), { ...span({ id: 'w:2' }), end: span().end + 1 }]);
    const { file, read } = reading({ position: known.length, skipped: 4, unknownFrom: null });
    assert.equal(file.readFrom, 0);
    assert.deepEqual(read(known + more), ['run w:3', 'growth w:2']);
    assert.deepEqual(file.progress, { position: known.length + more.length, skipped: 4, unknownFrom: null });
    assert.ok(file.nameOf(1));
    assert.equal(file.nameOf(99), undefined);
  });

  it('grow a span only where its whole line was there', () => {
    const lines = encoder();
    const whole = lines.encode([span({ id: 'w:1' })]);
    const grown = lines.encode([span({ id: 'w:1', end: span().end + 5 })]);
    const { file, read } = reading();
    assert.deepEqual(read(encoder().header() + grown), []);
    assert.equal(file.progress.skipped, 1);
    const found: ReadFact[] = [];
    file.read(Buffer.from(whole + grown), (fact) => void found.push(fact));
    assert.deepEqual(
      found.map(({ type, start }) => [type, start]),
      [
        ['span', span().start],
        ['growth', span().start],
      ],
    );
  });

  it('grow the two thousand spans that were written last', () => {
    const { file, read } = reading();
    const growth = (n: number) => encodeLine(['x', n, 60_001, 13, 1, []]);
    const spans = (from: number, to: number) =>
      encoder().encode(Array.from({ length: to - from + 1 }, (_, i) => span({ id: `w:${from + i}` })));
    read(encoder().header() + spans(1, 2000));
    assert.deepEqual(read(growth(1)), ['growth w:1']);
    read(spans(2001, 2001));
    assert.deepEqual([read(growth(2)), file.progress.skipped], [[], 1]);
    assert.deepEqual(read(growth(1) + growth(3)), ['growth w:1', 'growth w:3']);
    read(spans(3, 3) + spans(2002, 2002));
    assert.deepEqual([read(growth(3)), read(growth(4)), file.progress.skipped], [['growth w:3'], [], 2]);
  });

  it('are given up to a size, once', () => {
    const { file } = reading({ ...empty, position: 10 });
    file.skipTo(10);
    assert.deepEqual(file.progress, { ...empty, position: 10 });
    file.skipTo(15);
    assert.deepEqual([file.progress, file.readFrom], [{ position: 15, skipped: 1, unknownFrom: null }, 15]);
  });

  it('may come in pieces, with the names of the pieces before', () => {
    const { file, read } = reading();
    const lines = encoder();
    read(lines.header());
    read(lines.encode([run({ id: 'w:1' })]));
    file.rewind();
    assert.deepEqual([file.progress, file.readFrom], [empty, 0]);
    assert.deepEqual(read(lines.encode([run({ id: 'w:2' })])), ['run w:2']);
    assert.ok(file.nameOf(1));
  });
});

describe('facts that wait to be written', () => {
  const idsOf = (facts: readonly { id: string; type: string }[]) => facts.map(({ type, id }) => `${type} ${id}`);
  const end = (n: number) => span({ id: 'w:1', end: span().start + n });

  it('are in the order of their coming; a span that grew is one', () => {
    const pending = new PendingFacts(new TestClock());
    for (const fact of [end(5), state({ id: 'w:1' }), end(9), state({ id: 'w:1' })]) pending.add(fact);
    assert.equal(pending.size, 3);
    assert.deepEqual(pending.take(), [end(9), state({ id: 'w:1' }), state({ id: 'w:1' })]);
    assert.deepEqual([pending.size, pending.take()], [0, []]);
  });

  it('are kept side by side where a later version of a span is not longer', () => {
    for (const [first, second] of [
      [end(9), end(5)],
      [end(9), { ...end(9), saves: 7 }],
    ] as const) {
      const pending = new PendingFacts(new TestClock());
      pending.add(first);
      pending.add(second);
      assert.deepEqual(new Set(pending.take()), new Set([first, second]));
    }
  });

  it('are taken in parts', () => {
    const pending = new PendingFacts(new TestClock());
    const all = [1, 2, 3].map((n) => state({ id: `w:${n}` }));
    for (const fact of all) pending.add(fact);
    assert.deepEqual(idsOf(pending.take(2)), ['state w:1', 'state w:2']);
    assert.equal(pending.size, 1);
    assert.deepEqual(idsOf(pending.take(1)), ['state w:3']);
    assert.equal(pending.size, 0);
  });
});

describe('the lines of a span', () => {
  const line = (type: 'span' | 'growth', changes: object = {}) =>
    ({ type, id: 'w:1', start: 5, length: 10, signals: 3, saves: 1, edits: [0, 1, 2, 3], ...changes }) as never;

  it('come together as one, with the largest of each figure and the rule that is checked first', () => {
    const whole = { offset: 60, kind: 0, source: 0, place: [0, 0, 0, 0, 0], rule: 12 };
    const lines = [
      line('span', whole),
      line('growth', { length: 20, signals: 2, edits: [0, 5, 1, 3] }),
      line('span', { ...whole, rule: 3, saves: 4 }),
    ];
    const expected = { ...whole, length: 20, signals: 3, saves: 4, edits: [0, 5, 2, 3], rule: 3 };
    for (const order of [lines, lines.toReversed()]) {
      const buffer = new SpanBuffer();
      for (const one of order) assert.equal(buffer.hold(one), true);
      assert.deepEqual(buffer.take(), [line('span', expected)]);
      assert.deepEqual(buffer.take(), []);
    }
  });

  it('are those of spans alone, ten thousand at most', () => {
    const buffer = new SpanBuffer();
    assert.equal(buffer.hold({ type: 'state', id: 'w:1' } as never), false);
    for (let n = 1; n <= 10_000; n++) {
      assert.equal(buffer.isFull, false);
      buffer.hold(line('growth', { id: `w:${n}` }));
    }
    assert.equal(buffer.isFull, true);
    assert.equal(buffer.take().length, 10_000);
    assert.equal(buffer.isFull, false);
  });
});
