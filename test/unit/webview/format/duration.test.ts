import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hasOwnUnit, parseDuration, typedDuration } from '../../../../src/webview/format/duration.ts';

const day = 24 * 60;

describe('parseDuration', () => {
  const inMinutes: Record<string, number> = {
    '45': 45,
    ' 45 ': 45,
    '+45': 45,
    '1h 30m': 90,
    '1h30m': 90,
    '1h30': 90,
    '1 h 5': 65,
    '1:30': 90,
    '0:45': 45,
    '2h': 120,
    '2 hours': 120,
    '90 min': 90,
    '90m': 90,
    '1.5h': 90,
    '1,5 h': 90,
    '1,5 hours 10 minutes': 100,
    '.5h': 30,
    '0.2': 1,
    '24h': day,
  };
  for (const [text, minutes] of Object.entries(inMinutes))
    it(`reads "${text}" as ${minutes} minutes`, () =>
      assert.deepEqual(parseDuration(text, 'minutes', day), { minutes }));

  it('takes a bare number in the chosen unit', () => {
    assert.deepEqual(parseDuration('1,5', 'hours', day), { minutes: 90 });
    assert.deepEqual(parseDuration('90m', 'hours', day), { minutes: 90 });
  });

  const refused: Record<string, string> = {
    '': 'empty',
    '   ': 'empty',
    soon: 'format',
    '1h 30x': 'format',
    '1:75': 'format',
    '1h 99': 'format',
    '5 5': 'format',
    '1e3': 'format',
    Infinity: 'format',
    NaN: 'format',
    '-': 'format',
    '-20': 'negative',
    '−20': 'negative',
    '-1h': 'negative',
    '0': 'zero',
    '0h 0m': 'zero',
    '-0': 'zero',
    '30h': 'long',
    '1441': 'long',
    '24h 1m': 'long',
    '99999999999999999999': 'long',
  };
  for (const [text, problem] of Object.entries(refused))
    it(`refuses "${text}": ${problem}`, () => assert.deepEqual(parseDuration(text, 'minutes', day), { problem }));

  it('never gives anything but whole minutes within bounds, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('minutes' as const, 'hours' as const), (text, unit) => {
        const result = parseDuration(text, unit, day);
        if ('minutes' in result)
          assert.ok(Number.isInteger(result.minutes) && result.minutes >= 1 && result.minutes <= day, text);
      }),
    );
  });

  it('reads back hours and minutes as they are shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: day }), (minutes) => {
        const text = `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
        assert.deepEqual(parseDuration(text, 'hours', day), { minutes });
      }),
    );
  });
});

describe('typedDuration', () => {
  it('is what parseDuration reads back', () => {
    assert.deepEqual([120, 90, 5].map(typedDuration), ['2h', '1h 30m', '5m']);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60_000 }), (minutes) =>
        assert.deepEqual(parseDuration(typedDuration(minutes), 'minutes', 60_000), { minutes }),
      ),
    );
  });
});

describe('hasOwnUnit', () => {
  it('is true where the text says its unit', () => {
    for (const text of ['1h', '30 min', '1:30', '1h 5']) assert.equal(hasOwnUnit(text), true, text);
  });
  it('is false for bare numbers and for what is no duration', () => {
    for (const text of ['', '45', '1,5', 'soon', '12 apples']) assert.equal(hasOwnUnit(text), false, text);
  });
});
