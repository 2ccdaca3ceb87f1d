import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WhyEntry } from '../../../../../src/analytics/why/explain.ts';
import { partOf, timesAround } from '../../../../../src/extension/features/explain/correctedPart.ts';
import { changeOf } from '../../../../../src/extension/features/explain/correctedRule.ts';

const at = (time: string, seconds = 0): number => Date.parse(`2030-01-02T${time}:00Z`) + seconds * 1000;
const range = (from: string, to: string, offset = 0) => ({ start: at(from), end: at(to), offset });
/** A part as the times of a clock in UTC. */
const part = (text: string, of = range('09:50', '11:10')): string | undefined => {
  const found = partOf(text, of);
  return found && [found.start, found.end].map((time) => new Date(time).toISOString().slice(11, 19)).join(' ');
};

describe('the part of a stretch that is corrected', () => {
  it('is asked for in whole minutes around the stretch', () => {
    assert.equal(timesAround({ start: at('09:50', 30), end: at('11:09', 1), offset: 0 }), '09:50-11:10');
    assert.equal(timesAround(range('09:50', '11:10', 90)), '11:20-12:40');
  });

  const cases: Readonly<Record<string, string | undefined>> = {
    '10:00-10:30': '10:00:00 10:30:00',
    ' 10:00 – 10:30 ': '10:00:00 10:30:00',
    '9:55-10:30': '09:55:00 10:30:00',
    '09:50-11:10': '09:50:00 11:10:00',
    // What lies outside is cut off.
    '10:00-12:00': '10:00:00 11:10:00',
    '10:59-11:00': '10:59:00 11:00:00',
    // Before the stretch comes the next day's, which is none of it.
    '09:00-10:00': undefined,
    '11:10-11:20': undefined,
    '10:30-10:30': undefined,
    // No times.
    '10:00': undefined,
    '10:00-': undefined,
    '34:00-34:30': undefined,
    '10:00-10:90': undefined,
    '10:00-10:30 or so': undefined,
    '': undefined,
  };
  for (const [text, expected] of Object.entries(cases))
    it(`is ${expected ?? 'none'} of "${text}"`, () => assert.equal(part(text), expected));

  it('may go past midnight, and is of the clock that the person had', () => {
    const night = { start: at('23:30'), end: at('23:30') + 3_600_000, offset: 0 };
    assert.equal(part('23:45-00:15', night), '23:45:00 00:15:00');
    assert.equal(part('23:45-24:00', night), '23:45:00 00:00:00');
    assert.equal(part('00:05-00:15', night), '00:05:00 00:15:00');
    assert.equal(part('12:00-12:30', range('09:50', '11:10', 120)), '10:00:00 10:30:00');
    assert.equal(part('05:30-05:40', range('09:50', '11:10', -270)), '10:00:00 10:10:00');
  });

  it('is never before the stretch or behind it, and all of it where nothing is changed', () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(
        minute,
        fc.integer({ min: 1, max: 86_000 }),
        fc.integer({ min: -720, max: 840 }),
        (begin, seconds, offset) => {
          const start = at('00:00') + begin * 60_000 + 17_000;
          const of = { start, end: start + seconds * 1000, offset };
          assert.deepEqual(partOf(timesAround(of), of), of);
          const found = partOf('10:00-10:30', of);
          assert.ok(!found || (found.start >= of.start && found.end <= of.end && found.end > found.start));
        },
      ),
    );
  });
});

describe('the rule that a correction leads to', () => {
  const work = (changes: object): WhyEntry =>
    ({
      type: 'work',
      kind: 'coding',
      rule: 'extension',
      start: 0,
      end: 1,
      offset: 0,
      ...changes,
    }) as unknown as WhyEntry;
  it('is the person’s own, or a new one for the file, the scheme without a name, or the kind', () => {
    const changes = [{ type: 'gap' }, { rule: 'user 2' }, { file: 'src/a.ts', scheme: 'file' }, { scheme: 'output' }];
    assert.deepEqual(
      changes.map((change) => changeOf(work(change))),
      [{ change: 'rules' }, { change: 'rules' }, { rule: { glob: 'src/a.ts' } }, { rule: { scheme: 'output' } }],
    );
    assert.deepEqual(changeOf(work({ file: 'Untitled-1', scheme: 'untitled' })), { rule: { scheme: 'untitled' } });
    assert.deepEqual(changeOf(work({})), { rule: { from: 'coding' } });
    assert.deepEqual(changeOf(work({ file: 'a[1]{2}*?.ts' })), { rule: { glob: 'a?1??2???.ts' } });
  });
});
