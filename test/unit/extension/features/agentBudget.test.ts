import assert from 'node:assert/strict';
import { translator } from '../../../../src/core/base/translate.ts';
import { budgetText } from '../../../../src/extension/features/agents/budgetText.ts';

const t = translator();

describe('the budget for AI tools', () => {
  it('says nothing within it, and what was spent over it', () => {
    assert.equal(budgetText({ costUsd: 10, unpricedCalls: 0 }, { budgetUsd: 10 }, t), undefined);
    assert.match(
      budgetText({ costUsd: 10.01, unpricedCalls: 0 }, { budgetUsd: 10 }, t) ?? '',
      /cost \$10\.01 .* budget is \$10\.00/,
    );
  });

  it('never takes unpriced calls for free', () => {
    assert.match(
      budgetText({ costUsd: 12, unpricedCalls: 3 }, { budgetUsd: 10 }, t) ?? '',
      /3 calls without a known price/,
    );
    assert.match(
      budgetText({ costUsd: 12, unpricedCalls: 1 }, { budgetUsd: 10 }, t) ?? '',
      /1 call without a known price/,
    );
  });
});
