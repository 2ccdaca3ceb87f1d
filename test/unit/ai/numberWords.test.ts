import assert from 'node:assert/strict';
import { withNumberWords } from '../../../src/ai/claims/numberWords.ts';
import { tokensIn } from '../../../src/ai/claims/tokens.ts';

/** The numbers in a text: text, value, unit, and tolerance. */
function numbersIn(text: string) {
  return withNumberWords(tokensIn(text)).flatMap((token) =>
    token.is === 'number' ? [[token.text, token.value, token.unit, token.tolerance] as const] : [],
  );
}
const valuesIn = (text: string) => numbersIn(text).map(([, value]) => value);

const ones = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen'
  .concat(' seventeen eighteen nineteen')
  .split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals = 'second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth'
  .concat(' fifteenth sixteenth seventeenth eighteenth nineteenth twentieth')
  .split(' ');

describe('numbers in words', () => {
  it('are those below a hundred', () => {
    for (const [value, word] of ones.entries()) assert.deepEqual(valuesIn(`${word} runs`), [value], word);
    for (const [at, word] of tens.entries()) {
      assert.deepEqual(valuesIn(word), [20 + 10 * at], word);
      for (const value of [1, 5, 9]) assert.deepEqual(valuesIn(`${word}-${ones[value]}`), [20 + 10 * at + value]);
    }
    for (const [at, word] of ordinals.entries()) assert.deepEqual(valuesIn(`the ${word} run`), [at + 2], word);
    const more = { thirtieth: 30, fortieth: 40, fiftieth: 50, hundredth: 100, thousandth: 1000 };
    for (const [word, value] of Object.entries(more)) assert.deepEqual(valuesIn(`the ${word} run`), [value], word);
  });

  const counts: Readonly<Record<string, readonly number[]>> = {
    'one hundred and twenty runs': [120],
    'one hundred twenty-three runs': [123],
    'three thousand runs': [3000],
    'two million five hundred thousand runs': [2_500_000],
    'twelve thousand three hundred and four runs': [12_304],
    'one billion': [1_000_000_000],
    'two and one half runs': [2.5],
    'a dozen runs': [12],
    'two dozen runs': [24],
    'half a dozen runs': [6],
    'a hundred runs': [100],
    'a couple of runs': [2],
    'a pair of runs': [2],
    'a duo of runs': [2],
    'a trio of runs': [3],
    'a single run': [1],
    'a score of runs': [20],
    'two hundred thousand and five runs': [200_005],
    'one thousand one hundred and twenty-one runs': [1121],
    'twenty ten': [20, 10],
    'twenty-one two': [21, 2],
    'fifteen one': [15, 1],
    'one hundred five ten': [105, 10],
    'thirty dozen': [360],
    'ten twenty': [10, 20],
    'five and six': [5, 6],
    'five hundred and and six': [500, 6],
    'once, twice, thrice': [1, 2, 3],
    'five hundred and runs': [500],
    'two and a half runs': [2.5],
    // No numbers by themselves.
    hundred: [],
    'a second': [],
    'per second': [],
    'every second run': [],
    'on a day': [],
  };
  for (const [text, values] of Object.entries(counts))
    it(`are ${values.join(' and ') || 'none'} in "${text}"`, () => assert.deepEqual(valuesIn(text), values));

  it('are shares where they are parts of something', () => {
    const shares = {
      half: 50,
      'one half': 50,
      'a quarter': 25,
      'two fifths': 40,
      'nine tenths': 90,
      'three quarters': 75,
      'a fifth': 20,
      'an eighth': 12.5,
      'a tenth': 10,
      'three sixths': 50,
      'two halves': 100,
    };
    for (const [text, value] of Object.entries(shares)) {
      const [found] = numbersIn(`${text} of the runs`);
      assert.deepEqual(found, [text, value, 'percent', value === 50 ? 2.5 : 1.5]);
    }
    assert.ok(Math.abs((valuesIn('a third of the runs')[0] ?? 0) - 100 / 3) < 1e-9);
    assert.ok(Math.abs((valuesIn('two thirds of the runs')[0] ?? 0) - 200 / 3) < 1e-9);
    assert.deepEqual(numbersIn('five percent'), [['five percent', 5, 'percent', 0.5]]);
    // Without an article it is the third one.
    assert.deepEqual(numbersIn('third run'), [['third', 3, 'count', 0.5]]);
  });

  it('are ratios where they compare', () => {
    const ratios = {
      double: 2,
      doubled: 2,
      doubles: 2,
      doubling: 2,
      twofold: 2,
      triple: 3,
      tripled: 3,
      triples: 3,
      threefold: 3,
      treble: 3,
      quadruple: 4,
      quadrupled: 4,
      fourfold: 4,
      tenfold: 10,
    };
    for (const [word, value] of Object.entries({ ...ratios, halve: 0.5, halved: 0.5, halves: 0.5, halving: 0.5 }))
      assert.deepEqual(numbersIn(`it ${word}`), [[word, value, 'ratio', 0.5]]);
    assert.deepEqual(
      ['twice as long', 'twice the time', 'twice a day'].map((text) => numbersIn(text)[0]?.[2]),
      ['ratio', 'ratio', 'count'],
    );
  });

  it('are lengths in minutes with their unit, as exact as they are said', () => {
    const lengths: readonly (readonly [string, number, number])[] = [
      ['half an hour', 30, 0.5],
      ['half the hour', 30, 0.5],
      ['a half hour', 30, 0.5],
      ['a quarter of an hour', 15, 0.5],
      ['three quarters of an hour', 45, 0.5],
      ['an hour', 60, 0.5],
      ['a minute', 1, 0.5],
      ['five minutes', 5, 0.5],
      ['ten min', 10, 0.5],
      ['five hours', 300, 30],
      ['one hr', 60, 30],
      ['two and a half hours', 150, 15],
      ['sixty seconds', 1, 0.5 / 60],
    ];
    for (const [text, value, tolerance] of lengths)
      assert.deepEqual(numbersIn(`It was ${text}`), [[text, value, 'minutes', tolerance]], text);
  });

  it('end where the number ends, and are as exact as its last part', () => {
    const exact = (text: string) => numbersIn(text).map(([found, , , tolerance]) => [found, tolerance]);
    assert.deepEqual(exact('half an hour later, half of the hour before'), [
      ['half an hour', 0.5],
      ['half of the hour', 0.5],
    ]);
    assert.deepEqual(exact('five hundred and runs'), [['five hundred', 0.5]]);
    assert.deepEqual(exact('five runs'), [['five', 0.5]]);
    for (const one of ['an hour', 'a minute', 'a day']) assert.deepEqual(exact(`took ${one} of it`), [[one, 0.5]]);
    assert.deepEqual(exact('two and a half runs'), [['two and a half', 0.05]]);
    assert.deepEqual(exact('thirty secs, one sec'), [
      ['thirty secs', 0.5 / 60],
      ['one sec', 0.5 / 60],
    ]);
    assert.deepEqual(valuesIn('thirty secs'), [0.5]);
  });

  it('are a rate, and no length, behind another number', () => {
    assert.deepEqual(
      numbersIn('six times an hour').map(([text]) => text),
      ['six'],
    );
    assert.deepEqual(
      numbersIn('6 times an hour').map(([text]) => text),
      ['6'],
    );
    assert.deepEqual(
      numbersIn('6 of the runs that came up in all took an hour').map(([text]) => text),
      ['6', 'an hour'],
    );
    const texts = (text: string) => numbersIn(text).map(([found]) => found);
    assert.deepEqual(texts('6 of the runs that came up all took an hour'), ['6', 'an hour']);
    assert.deepEqual(texts('6 of the runs that came up took an hour'), ['6']);
  });

  it('can’t be checked where they are vague, of another language, or glued', () => {
    for (const word of ['dozens', 'umpteen', 'countless', 'zwei', 'vierundzwanzig', 'trente', 'veinte', 'twentyfive'])
      assert.deepEqual(numbersIn(`${word} runs`), [[word, Number.NaN, 'unknown', 0.5]], word);
    for (const text of ['takes a day', 'took a week', 'for a month', 'lost a year'])
      assert.deepEqual(
        numbersIn(text).map(([, , unit]) => unit),
        ['unknown'],
        text,
      );
  });
});
