import assert from 'node:assert/strict';
import { createFormat } from '../../../../src/webview/format/format.ts';
import { evidenceOf } from '../../../../src/webview/panels/score/evidence.ts';

const format = createFormat('en-US', () => 0);
const component = (facts: Record<string, number>) => ({ id: 'quality', weight: 0.15, value: 0.5, facts }) as const;

describe('evidenceOf', () => {
  it('puts each fact in its place, in its unit', () => {
    const text = evidenceOf(
      component({ longestMinutes: 74.4, stretches: 3 }),
      ['{stretches} of {longestMinutes}.'],
      format,
    );
    assert.equal(text, '3 of 1h 14m.');
  });

  it('leaves out sentences that tell only of zeros, unless there is no other', () => {
    const sentences = ['Fixed: {fixed}.', 'Failing: {failing}.'];
    assert.equal(evidenceOf(component({ fixed: 0, failing: 2 }), sentences, format), 'Failing: 2.');
    assert.equal(evidenceOf(component({ fixed: 0, failing: 0 }), sentences, format), 'Fixed: 0.');
  });

  it('leaves a place that no fact fills, so that it is seen', () => {
    assert.equal(evidenceOf(component({ a: 1 }), ['{a} {b}'], format), '1 {b}');
  });
});
