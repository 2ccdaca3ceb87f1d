import assert from 'node:assert/strict';
import type { Fact, FactWriter } from '../../../src/core/facts/facts.ts';
import { Recorder } from '../../../src/extension/recorder.ts';
import { span as spanOf } from '../analytics/given.ts';

const span = (id: string, minutes: number): Fact => spanOf(0, minutes, { id });
const state: Fact = { type: 'state', id: 's', at: 0, offset: 0, state: 'started' };

describe('the recorder', () => {
  it('passes every fact to the journal, and tells one that is new from a span that has grown', () => {
    const appended: [Fact, string | undefined][] = [];
    const writer = { append: (fact: Fact, when?: 'now') => void appended.push([fact, when]) };
    const recorder = new Recorder(writer as unknown as FactWriter);
    const [fresh, grown]: [Fact[], Fact[]] = [[], []];
    recorder.onDidRecord((fact) => fresh.push(fact));
    recorder.onDidGrow((fact) => grown.push(fact));
    const facts = [span('a', 1), span('a', 2), state, span('a', 3), span('b', 4), span('a', 5), span('b', 6)];
    for (const fact of facts) recorder.append(fact, 'now');
    assert.deepEqual(
      appended,
      facts.map((fact) => [fact, 'now']),
    );
    // Another span came between, so the first one is not the last any more.
    assert.deepEqual(fresh, [facts[0], state, facts[4], facts[5], facts[6]]);
    assert.deepEqual(grown, [facts[1], facts[3]]);
  });
});
