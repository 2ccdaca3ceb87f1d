import assert from 'node:assert/strict';
import { NameAliases } from '../../../src/ai/aliases.ts';
import { citing } from '../../../src/ai/claims/citing.ts';
import { checkText } from '../../../src/ai/claims/gate.ts';
import { evidenceOf } from '../../../src/ai/claims/ground.ts';
import { isTrueJudgment } from '../../../src/ai/claims/judgments.ts';
import { t } from './given.ts';
import { grounds } from './grounds.ts';

const values = {
  runs: 30,
  totalMinutes: 130,
  medianMinutes: 12.5,
  waitHours: 6.5,
  failShare: 0.396,
  fromHour: 9,
  breaksPerHour: 2,
  unknown: Number.NaN,
};
const facts = new Map([
  ['e1', { ground: { text: '', values }, asSent: ['run-1'] }],
  ['e2', { ground: { text: '', values: { runs: 7 } }, asSent: ['run-2'] }],
]);
const sent = { facts, aliases: new NameAliases('aliased') };

describe('the facts that an item cites', () => {
  const citation = citing(['e1', 'e9'], sent, t);

  it('have values in words, with their units', () => {
    const words = (key: string) => citation.valueOf('e1', key);
    assert.deepEqual(Object.keys(values).map(words), [
      '30',
      '2 h 10 min',
      '12.5 min',
      '6.5 h',
      '40 %',
      '09:00',
      '2',
      undefined,
    ]);
    assert.deepEqual(['none', 'constructor'].map(words), [undefined, undefined]);
  });

  it('are those that were sent and that it names', () => {
    assert.deepEqual(['e1', 'e2', 'e9'].map(citation.isCited), [true, false, false]);
    assert.deepEqual([citation.valueOf('e2', 'runs'), citation.valueOf('e9', 'runs')], [undefined, undefined]);
    assert.deepEqual([[...citation.names.cited], [...citation.names.sent]], [['run-1'], ['run-1', 'run-2']]);
    assert.equal(citation.grounds.length, 1);
  });

  it('come with what needs no citation, and with the days of the digest', () => {
    assert.ok(!('days' in citation));
    const more = citing(['e1'], { ...sent, days: 14, common: [{ text: 'You prefer tests' }] }, t);
    assert.deepEqual([more.days, more.grounds.length], [14, 2]);
  });
});

describe('what one of several facts shows', () => {
  const both = (name: keyof typeof grounds) => [grounds.week, grounds[name]];
  const none = new Set<string>();
  const refused = (text: string, name: keyof typeof grounds) =>
    checkText(
      text,
      'statement',
      citing(
        ['a', 'b'],
        { ...sent, facts: new Map(both(name).map((ground, at) => ['ab'[at] ?? '', { ground, asSent: [...none] }])) },
        t,
      ),
    ).refused;

  it('may be said of all', () => {
    assert.deepEqual(refused('Errors come at noon.', 'noon'), []);
    assert.deepEqual(refused('12 of the 30 runs failed.', 'run'), []);
    assert.deepEqual(refused('The branch is stale.', 'branch'), []);
  });

  const judged = {
    slow: 'slow',
    flaky: 'noEdit',
    stale: 'branch',
    postponed: 'carried',
    scattered: 'focus',
    ambitious: 'poor',
    optimistic: 'plan',
    underestimated: 'est',
  } as const;
  for (const [word, name] of Object.entries(judged))
    it(`allows a judgment, and no other fact does: ${word}`, () => {
      assert.equal(isTrueJudgment(word, evidenceOf(both(name))), true);
      assert.equal(isTrueJudgment(word, evidenceOf([grounds.week, grounds.hour])), false);
    });

  it('is so from the first day or time on', () => {
    const of = (values: Record<string, number>) => evidenceOf([{ text: '', values, topic: 'run' }]);
    for (const [word, key, least] of [
      ['stuck', 'idleDays', 1],
      ['stuck', 'medianWaitDays', 1],
      ['flaky', 'turnsWithoutEdits', 1],
      ['slow', 'medianMinutes', 5],
    ] as const) {
      assert.equal(isTrueJudgment(word, of({ [key]: least })), true, key);
      assert.equal(isTrueJudgment(word, of({ [key]: least - 1 })), false, key);
    }
    assert.equal(isTrueJudgment('ambitious', of({ doneShare: 0.69 })), true);
    assert.equal(isTrueJudgment('ambitious', of({ doneShare: 0.7 })), false);
    assert.equal(isTrueJudgment('overestimated', of({ ratio: 0.9 })), true);
    assert.equal(isTrueJudgment('overestimated', of({ ratio: 1.1, minutes: 1, usualMinutes: 2 })), false);
  });
});
