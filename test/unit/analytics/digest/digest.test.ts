import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyze, judge } from '../../../../bench/insights/judge.ts';
import { causes, seededHistory } from '../../../../bench/insights/seededHistory.ts';
import { NameAliases } from '../../../../src/ai/aliases.ts';
import { digestPayload, digestTokens } from '../../../../src/ai/digestPayload.ts';
import { estimateTokens } from '../../../../src/ai/tokens.ts';
import { readDigest } from '../../../../src/analytics/digest/digest.ts';
import type { Fact } from '../../../../src/core/facts/facts.ts';
import { dayMs } from '../../../../src/core/time/days.ts';
import { MemoryReader } from '../../../fakes/memoryReader.ts';
import { context } from '../given.ts';

const history = seededHistory(3, 'broken-after-lunch');
const read = (facts: readonly Fact[]) =>
  readDigest(new MemoryReader(facts), 14, context({ now: history.now, offset: history.offset }));

describe('the evidence digest', () => {
  it('is the same, byte for byte, whatever the order of the rows', () => {
    const before = JSON.stringify(digestPayload(read(history.facts), new NameAliases('aliased')).content);
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const shuffled = history.facts.toSorted((a, b) => hash(a.id, seed) - hash(b.id, seed));
        assert.equal(JSON.stringify(digestPayload(read(shuffled), new NameAliases('aliased')).content), before);
      }),
      { numRuns: 8 },
    );
  });

  it('has an id for each fact, and no two the same', () => {
    const ids = read(history.facts).facts.map(({ id }) => id);
    assert.ok(ids.length > 20);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('is bounded and counted, with the most telling facts first', () => {
    const digest = read(history.facts);
    const many = {
      ...digest,
      facts: Array.from({ length: 2000 }, (_, i) => ({ ...digest.facts[0]!, id: `f${i}`, weight: 2000 - i })),
    };
    const { content, tokens, sent, left } = digestPayload(many, new NameAliases('aliased'));
    assert.ok(tokens <= digestTokens && estimateTokens(JSON.stringify(content)) <= digestTokens);
    assert.ok(left > 0 && sent.size + left === 2000);
    assert.equal(sent.get('e1')?.id, 'f0');
  });

  it('leaves out what was told before and has not changed', () => {
    const digest = read(history.facts);
    const [first] = digest.facts;
    const sentBefore = { [first!.id]: JSON.stringify([first!.values, first!.labels]) };
    const { sent } = digestPayload(digest, new NameAliases('aliased'), { sentBefore });
    assert.ok(![...sent.values()].includes(first!));
    assert.equal(sent.size, digest.facts.length - 1);
  });

  it('has the singular for one day, one error, and the like', () => {
    const plural = /(?<![\d.,:])1 (?:[a-z]+ )?(?:days|times|commits|reviews|hours|errors|stretches|breaks|switches)\b/;
    const histories = causes.map((cause, i) => seededHistory(80_000 + i, cause));
    const texts = histories.flatMap(({ facts, now, offset }) =>
      [1, 2, 3, 5].flatMap((days) => {
        const recent = facts.filter((fact) => timeOf(fact) > now - days * dayMs);
        return readDigest(new MemoryReader(recent), 14, context({ now, offset })).facts.map(({ text }) => text);
      }),
    );
    assert.ok(texts.some((text) => text.includes(' on 1 day')));
    assert.deepEqual(new Set(texts.filter((text) => plural.test(text))), new Set());
  });

  it('of nothing is empty', () => assert.deepEqual(read([]).facts, []));
});

describe('the built-in analyzer', () => {
  const histories = causes.flatMap((cause, i) => [1, 2, 3].map((n) => seededHistory(60_000 + 10 * i + n, cause)));

  it('states no number that is not in its evidence', () => {
    const items = histories
      .map(analyze)
      .flatMap(({ bottlenecks, insights, tools }) => [...bottlenecks, ...insights, ...tools]);
    assert.ok(items.length > 30);
    assert.deepEqual(
      items.flatMap(({ flagged }) => flagged),
      [],
    );
    assert.ok(items.every(({ evidence }) => evidence.length > 0));
  });

  it('names most planted causes, and nothing in clean histories', () => {
    const found = histories.map(judge).filter(({ found: is }) => is).length;
    assert.ok(found >= 0.8 * histories.length, `${found} of ${histories.length}`);
    const clean = [1, 2, 3, 4, 5].map((n) => judge(seededHistory(70_000 + n, 'clean')));
    assert.deepEqual(
      clean.flatMap(({ named }) => named),
      [],
    );
  });
});

function hash(text: string, seed: number): number {
  let h = seed | 0;
  for (const char of text) h = Math.imul(h ^ char.charCodeAt(0), 2_654_435_761);
  return h;
}

/** Returns the time at which a fact began or happened, in ms since the epoch. */
function timeOf(fact: Fact): number {
  if ('start' in fact) return fact.start;
  if ('introduced' in fact) return fact.introduced;
  return 'at' in fact ? fact.at : 0;
}
