import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { AppError } from '../../../../src/core/base/appError.ts';
import { readForeign } from '../../../../src/storage/transfer/foreignEntries.ts';
import { entriesOf, streamedEntries } from '../../../../src/storage/transfer/jsonEntries.ts';

const reading = { offsetAt: () => 60, now: Date.UTC(2100, 0) };
const seconds = Date.UTC(2026, 2, 2, 9) / 1000;

const beats = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({ time: fc.nat(9000).map((n) => seconds + n), entity: fc.constantFrom('/a.ts', '/b.ts') }),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  ),
  { maxLength: 8 },
);
const events = fc.array(
  fc.oneof(
    fc.record({
      timestamp: fc.nat(9000).map((n) => new Date((seconds + n) * 1000).toISOString()),
      duration: fc.nat(300),
      data: fc.record({ file: fc.constantFrom('/a.ts', 'ü😀"\\'), project: fc.constant('shop') }),
    }),
    fc.jsonValue(),
  ),
  { maxLength: 8 },
);
const type = fc.constantFrom('app.editor.activity', 'currentwindow');
/** For an export with its type before or after its events, as programs that sort their keys write it. */
const bucket = fc
  .tuple(type, events, fc.boolean())
  .map(([of, list, isLast]) => (isLast ? { events: list, type: of } : { type: of, events: list }));
const buckets = fc.dictionary(fc.string({ maxLength: 5 }), bucket, { maxKeys: 3 });
const day = fc.record({
  date: fc.constant('2026-03-02'),
  grand_total: fc.record({ total_seconds: fc.nat(9000) }),
  heartbeats: beats,
});
const forms = fc.oneof(
  fc.record({ user: fc.jsonValue(), days: fc.array(day, { maxLength: 3 }) }),
  fc.record({ heartbeats: beats }),
  beats,
  events,
  bucket,
  buckets,
  fc.record({ buckets }),
  fc.jsonValue(),
);

/** A text in pieces of up to `size` units, with an empty one among them; pairs of surrogates stay together, as decoders leave them. */
function piecesOf(text: string, size: number): string[] {
  const units = Array.from(text);
  const pieces = [''];
  for (let at = 0; at < units.length; at += size) pieces.push(units.slice(at, at + size).join(''));
  return pieces;
}

const sorted = (entries: Iterable<object>): string[] => Array.from(entries, (entry) => JSON.stringify(entry)).sort();

describe('the entries of a JSON file', () => {
  it('are the same of a text in pieces as of one parsed at once', () => {
    fc.assert(
      fc.property(forms, fc.integer({ min: 1, max: 60 }), fc.constantFrom('', '  ', '\n'), (value, size, space) => {
        const text = `${space}${JSON.stringify(value, undefined, space)}${space}`;
        const streamed = [...streamedEntries(piecesOf(text, size))];
        const whole = [...entriesOf(JSON.parse(text))];
        assert.deepEqual(sorted(streamed), sorted(whole));
        const [one, other] = [readForeign(streamed, reading), readForeign(whole, reading)];
        assert.deepEqual([one?.kind, one?.leftOut, one?.size], [other?.kind, other?.leftOut, other?.size]);
        assert.deepEqual(sorted(one?.spans() ?? []), sorted(other?.spans() ?? []));
      }),
      { numRuns: 300 },
    );
  });

  it('end with an error where the text is cut off or is no JSON', () => {
    const text = JSON.stringify({ days: [{ date: '2026-03-02', heartbeats: [{ time: seconds, entity: 'ü"' }] }] });
    const read = (pieces: string[]): unknown => [...streamedEntries(pieces)];
    for (let length = 0; length < text.length; length++)
      assert.throws(
        () => read(piecesOf(text.slice(0, length), 7)),
        (error) => error instanceof AppError && /cut off/.test(error.message),
      );
    for (const wrong of ['{"days": nothing}', 'time,entity\n1,a', `${text}x`, `${text},`, '[1,]', '{"a":1,}'])
      assert.throws(
        () => read(piecesOf(wrong, 7)),
        (error) => error instanceof Error && !(error instanceof AppError),
      );
  });

  it('take the memory of the longest, not of the file', function () {
    this.timeout(60_000);
    const code = `
      import { streamedEntries } from ${JSON.stringify(new URL('../../../../src/storage/transfer/jsonEntries.ts', import.meta.url))};
      const event = JSON.stringify({ data: { app: 'x'.repeat(2000) } });
      function* pieces() {
        yield '{"other":[';
        for (let i = 0; i < 12_000; i++) yield (i > 0 ? ',' : '') + event;
        yield '],"buckets":{"window":{"type":"currentwindow","events":[';
        for (let i = 0; i < 12_000; i++) yield (i > 0 ? ',' : '') + event;
        yield ']}}}';
      }
      let count = 0;
      for (const {} of streamedEntries(pieces())) count++;
      console.log(count);`;
    // The text has 48 MB.
    const options = ['--max-old-space-size=20', '--input-type=module', '-e', code];
    assert.equal(execFileSync(process.execPath, options, { encoding: 'utf8' }), '12001\n');
  });

  it('are of WakaTime or ActivityWatch, or of none', () => {
    const kindOf = (value: unknown): unknown => readForeign(entriesOf(value), reading)?.kind;
    const event = { timestamp: '2026-03-02T09:00:00Z', duration: 5, data: { app: 'x' } };
    assert.equal(kindOf([event]), undefined);
    assert.equal(kindOf([event, { ...event, data: { file: '/a.py' } }]), 'activitywatch');
    assert.equal(kindOf({ type: 'currentwindow', events: [event] }), 'activitywatch');
    assert.equal(kindOf([{ time: seconds, entity: '/a.ts', type: 'file' }]), 'wakatime');
    assert.equal(kindOf({ days: [{ date: '2026-02-30' }] }), undefined);
    assert.equal(kindOf({ days: { a: { date: '2026-03-02' } } }), undefined);
  });
});
