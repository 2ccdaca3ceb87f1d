import assert from 'node:assert/strict';
import {
  bareText,
  evidenceOf,
  isSigned,
  measuresOf,
  pairsOf,
  replaceWhole,
  stateForms,
  type Ground,
} from '../../../src/ai/claims/ground.ts';
import { nameMark } from '../../../src/ai/claims/tokens.ts';

/** The numbers of some values, each with its unit. */
const measured = (values: Ground['values'], more: Partial<Ground> = {}): unknown[] =>
  measuresOf({ text: '', values: values ?? {}, ...more }).map(({ value, unit }) => [value, unit]);

describe('the numbers of a fact', () => {
  it('have the unit that their name ends with', () => {
    assert.deepEqual(measured({ totalMinutes: 130 }), [[130, 'minutes']]);
    assert.deepEqual(measured({ waitHours: 6.5 }), [[390, 'minutes']]);
    assert.deepEqual(measured({ failShare: 0.5 }), [[50, 'percent']]);
    assert.deepEqual(measured({ fromHour: 11 }), [[11, 'clock']]);
    assert.deepEqual(measured({ breaksPerHour: 2 }), [[2, 'count']]);
    assert.deepEqual(measured({ runs: 30 }), [[30, 'count']]);
    assert.deepEqual(measured({ ratio: 1.5 }), [
      [1.5, 'ratio'],
      [1.5, 'count'],
      [90, 'minutes'],
      [60, 'minutes'],
    ]);
  });

  it('have their name, its words, and their topic', () => {
    const of = { value: 4, unit: 'minutes', words: ['median', 'fix', 'minutes'], key: 'medianFixMinutes' };
    const ground = { text: '', values: { medianFixMinutes: 4 } };
    assert.deepEqual(measuresOf(ground), [of]);
    assert.deepEqual(measuresOf({ ...ground, topic: 'error' }), [{ ...of, topic: 'error' }]);
  });

  it('of its text have the word before them and three behind', () => {
    assert.deepEqual(measuresOf({ text: 'it really waited 12 long dull grey days' }), [
      { value: 12, unit: 'count', words: ['waited', 'waite', 'wait', 'long', 'dull', 'grey'] },
    ]);
    assert.deepEqual(
      measuresOf({ text: '12, -7 km' }).map(({ value }) => value),
      [12, 7],
    );
  });

  it('of its text are left out where the values have them, and where they count nothing', () => {
    assert.deepEqual(measured({ runs: 30 }, { text: 'ran 30 times in 2 h' }), [
      [30, 'count'],
      [120, 'minutes'],
    ]);
    assert.deepEqual(measured({}, { text: 'one of 12k' }), []);
  });

  it('of a text with titles in it are left out where there are values', () => {
    for (const topic of ['github', 'review']) {
      const text = 'Fix 404: 5 days';
      assert.deepEqual(measured({ days: 5 }, { topic, text }), [[5, 'count']]);
      assert.deepEqual(measured({}, { topic, text }), [
        [404, 'count'],
        [5, 'count'],
      ]);
      assert.equal(measured({ days: 5 }, { topic, text, names: ['x'] }).length, 2);
      assert.equal(measured({ days: 5 }, { topic: 'branch', text }).length, 2);
    }
  });
});

describe('the text of a fact without names', () => {
  it('has marks for them, the longest first, and for quotations', () => {
    const names = ['shop', 'shop api 2', 'shop api'];
    assert.equal(bareText({ text: 'shop api 2, shop api, shop', names }), [nameMark, nameMark, nameMark].join(', '));
    assert.equal(
      bareText({ text: '/home/me/x7 and x7: "404"', names: ['/home/me/x7'] }),
      `${nameMark} and ${nameMark}: ${nameMark}`,
    );
    assert.equal(bareText({ text: 'ts 7', labels: { code: '7' } }), `ts ${nameMark}`);
  });

  it('is as it was for names that are blank', () => {
    assert.equal(bareText({ text: '12 runs', names: ['', ' '], labels: { code: ' ' } }), '12 runs');
  });

  it('keeps longer words and numbers that a name is a part of', () => {
    assert.equal(replaceWhole('x7 x77 7x7 x7_ x7', 'x7'), `${nameMark} x77 7x7 x7_ ${nameMark}`);
    assert.equal(replaceWhole('a.env a+b', '.env'), `a${nameMark} a+b`);
    assert.equal(replaceWhole('a.env a+b', 'a+'), `a.env ${nameMark}b`);
  });
});

describe('values that can be compared', () => {
  it('are those with a usual, typical, or planned counterpart', () => {
    const pairs = (values: Record<string, number>): unknown[] =>
      pairsOf({ text: '', values }).map(({ against, ratio }) => `${against} ${ratio}`);
    assert.deepEqual(pairs({ minutes: 30, usualMinutes: 20 }), ['usual 1.5']);
    assert.deepEqual(pairs({ count: 10, typicalCount: 4 }), ['usual 2.5']);
    assert.deepEqual(pairs({ hours: 3, usualHours: 1 }), ['usual 3']);
    assert.deepEqual(pairs({ ratio: 1.4 }), ['planned 1.4']);
    assert.deepEqual(pairs({ workedMinutes: 3, plannedMinutes: 1 }), ['planned 3']);
    for (const none of [
      { minutes: 30, usualMinutes: 0 },
      { minutes: 30 },
      { workedMinutes: 30 },
      { plannedMinutes: 30 },
      { workedMinutes: 30, plannedMinutes: 0 },
    ])
      assert.deepEqual(pairs(none), []);
    assert.deepEqual(pairsOf({ text: '' }), []);
  });

  it('differ in a direction if all do', () => {
    const pairs = (...ratios: number[]) => ratios.map((ratio) => ({ against: 'usual' as const, ratio }));
    assert.deepEqual(
      [pairs(1.5), pairs(1.5, 2), pairs(1.5, 0.5), pairs(1), pairs()].map((some) => isSigned(some, 1)),
      [true, true, false, false, false],
    );
    assert.deepEqual(
      [pairs(0.5), pairs(1.5, 0.5), pairs(1)].map((some) => isSigned(some, -1)),
      [true, false, false],
    );
  });
});

describe('the words of a fact', () => {
  it('are those of its text, its labels, and its values that are not 0', () => {
    const { words } = evidenceOf([
      { text: 'Red-hot 7', labels: { about: 'waits' }, values: { failures: 0, reviewed: 1 } },
      { text: 'shop' },
    ]);
    assert.deepEqual([...words].sort(), ['hot', 're', 'red', 'review', 'reviewe', 'reviewed', 'shop', 'wait', 'waits']);
  });

  it('are negated behind a negation, with those that say the same', () => {
    const { words, negated } = evidenceOf([{ text: 'ran Without edits, free days, and not' }]);
    assert.deepEqual([...words].sort(), ['an', 'and', 'day', 'days', 'free', 'ran']);
    assert.deepEqual([...negated].sort(), ['edit', 'edited', 'editing', 'edits']);
  });

  it('say the same as others of their state', () => {
    assert.deepEqual(stateForms('mends'), [
      'mends',
      'mend',
      'fix',
      'fixed',
      'mend',
      'mended',
      'resolve',
      'resolved',
      'solve',
      'solved',
      'repair',
    ]);
    assert.deepEqual(stateForms('shop'), ['shop']);
  });
});
