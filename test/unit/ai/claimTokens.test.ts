import assert from 'node:assert/strict';
import { tokensIn } from '../../../src/ai/claims/tokens.ts';
import { plainText, textLimits } from '../../../src/ai/plainText.ts';

/** The numbers of a text: verbatim, value, unit, and tolerance, rounded for comparison. */
function numbersIn(text: string) {
  const rounded = (value: number) => (Number.isNaN(value) ? Number.NaN : Math.round(value * 1e6) / 1e6);
  return tokensIn(text).flatMap((token) =>
    token.is === 'number' ? [[token.text, rounded(token.value), token.unit, rounded(token.tolerance)]] : [],
  );
}

describe('numbers in digits', () => {
  const cases: readonly (readonly [text: string, ...rest: readonly [string, number, string, number][]])[] = [
    ['12 runs', ['12', 12, 'count', 0.5]],
    ['1.25 runs', ['1.25', 1.25, 'count', 0.005]],
    ['3,5 runs', ['3,5', 3.5, 'count', 0.05]],
    ['1,200 runs', ['1,200', 1200, 'count', 0.5]],
    ['3 858 runs', ['3 858', 3858, 'count', 0.5]],
    ["1'234'567 runs", ["1'234'567", 1_234_567, 'count', 0.5]],
    ['35 %', ['35 %', 35, 'percent', 0.5]],
    ['35.5%', ['35.5%', 35.5, 'percent', 0.05]],
    ['35 percent', ['35 percent', 35, 'percent', 0.5]],
    ['35 per cent', ['35 per cent', 35, 'percent', 0.5]],
    ['5 ‰', ['5 ‰', 0.5, 'percent', 0.05]],
    ['2 h', ['2 h', 120, 'minutes', 30]],
    ['2.5 hours', ['2.5 hours', 150, 'minutes', 3]],
    ['90 s', ['90 s', 1.5, 'minutes', 0.008333]],
    ['6000 ms', ['6000 ms', 0.1, 'minutes', 0.000008]],
    ['12min', ['12min', 12, 'minutes', 0.5]],
    ['2 h 10 min', ['2 h 10 min', 130, 'minutes', 0.5]],
    ['2 hours and 10 minutes', ['2 hours and 10 minutes', 130, 'minutes', 0.5]],
    ['1h30', ['1h30', 90, 'minutes', 0.5]],
    ['14:30', ['14:30', 14.5, 'clock', 0]],
    ['2:30 pm', ['2:30 pm', 14.5, 'clock', 0]],
    ['12:15 am', ['12:15 am', 0.25, 'clock', 0]],
    ['12 pm', ['12 pm', 12, 'clock', 0]],
    ['12 am', ['12 am', 0, 'clock', 0]],
    ['3 p.m.', ['3 p.m.', 15, 'clock', 0]],
    ['47x', ['47x', 47, 'count', 0.5]],
    ['×47', ['×47', 47, 'count', 0.5]],
    ['47th', ['47th', 47, 'count', 0.5]],
    ['12k', ['12k', Number.NaN, 'unknown', 0.5]],
    ['1e3', ['1e3', Number.NaN, 'unknown', 0.5]],
    ['-12', ['-12', -12, 'count', 0.5]],
    ['5-12', ['5', 5, 'count', 0.5], ['-12', 12, 'count', 0.5]],
    ['~12', ['~12', 12, 'count', 0.5]],
  ];
  for (const [text, ...numbers] of cases) it(`are read: ${text}`, () => assert.deepEqual(numbersIn(text), numbers));

  it('may be a share', () => {
    const percents = tokensIn('0.35, 0.5, 1.0, 0, 1, 0.0').flatMap((token) =>
      token.is === 'number' ? [token.percent] : [],
    );
    assert.deepEqual(percents, [35, 50, undefined, undefined, undefined, undefined]);
  });

  it('stand beside words, codes, and signs', () => {
    assert.deepEqual(
      tokensIn('TS2304, "re-run" a_b!').map(({ is, text }) => `${is} ${text}`),
      ['code TS2304', 'sign ,', 'sign "', 'word re-run', 'sign "', 'code a_b', 'sign !'],
    );
  });
});

describe('a text that is made plain', () => {
  it('has no markup, links, or characters that act', () => {
    assert.equal(plainText('**Run** [it](https://a.test) `now`', 99), 'Run it now');
    assert.equal(plainText('# Title\n\n> quote <b>x</b>', 99), 'Title > quote x');
    assert.equal(plainText('see https://a.test/x and command:run', 99), 'see and');
    assert.equal(plainText('a\u202Eb\u0000c\u2028d', 99), 'a b c d');
  });

  it('is no longer than it may be', () => {
    assert.deepEqual([plainText('abcde', 5), plainText('abcdef', 5)], ['abcde', 'abcd\u2026']);
    assert.equal(plainText('abc def', 5), 'abc\u2026');
    assert.equal(plainText('x'.repeat(1000), 5).length, 5);
    assert.equal(plainText(`${'`'.repeat(39)}ab`, 5), 'a', 'of eight times as much text');
    const lengths = [textLimits.short, textLimits.long, textLimits.tool].map(
      (most) => plainText('x'.repeat(9999), most).length,
    );
    assert.deepEqual(lengths, [160, 480, 80]);
  });
});
