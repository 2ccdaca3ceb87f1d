import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { parseFact } from '../../../../src/storage/transfer/parseFact.ts';
import { activity, diagnostic, document, plan, planTask, run, span, state } from '../facts.ts';

const fixtures = path.join(import.meta.dirname, '../../../fixtures/storage');

describe('an export of an earlier version', () => {
  for (const name of fs.readdirSync(fixtures)) {
    it(`of ${name} is imported with every fact`, () => {
      const facts = JSON.parse(fs.readFileSync(path.join(fixtures, name, 'facts.json'), 'utf8')) as unknown[];
      for (const fact of facts) assert.deepEqual(parseFact(fact), fact);
    });
  }
});

describe('the facts of a file', () => {
  const facts = [span(), run(), diagnostic(), state(), activity(), plan(), planTask(), document()];

  it('are of the years 2000 to 2100, and of a place on Earth', () => {
    const [first, last] = [Date.UTC(2000, 0), Date.UTC(2101, 0) - 1];
    const moved = (fact: Fact, at: number): Fact => {
      if (fact.type === 'state') return { ...fact, at };
      if (fact.type === 'diagnostic') return { ...fact, introduced: at };
      if (fact.type === 'run') return { ...run(), start: at };
      return 'start' in fact ? { ...fact, start: at, end: at } : { ...(fact as ReturnType<typeof plan>), at };
    };
    for (const fact of facts) {
      for (const at of [first, last]) assert.ok(parseFact(moved(fact, at)), `${fact.type} ${at}`);
      for (const at of [first - 1, last + 1, 1, -1, 8e15, 1e300, Number.NaN])
        assert.equal(parseFact(moved(fact, at)), undefined, `${fact.type} ${at}`);
      if (!('offset' in fact)) continue;
      for (const offset of [-840, 840]) assert.ok(parseFact({ ...fact, offset }), `${fact.type} ${offset}`);
      for (const offset of [-841, 841, 1e9]) assert.equal(parseFact({ ...fact, offset }), undefined, fact.type);
    }
    for (const day of ['1999-12-31', '2101-01-01', '9999-12-31'])
      for (const fact of [plan(), planTask()]) assert.equal(parseFact({ ...fact, day }), undefined, day);
    assert.ok(parseFact(document({ start: 0, end: 0 })), 'the state of a sync belongs to no time');
  });
});
