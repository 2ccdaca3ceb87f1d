import assert from 'node:assert/strict';
import { moneyText } from '../../../../src/core/base/money.ts';

describe('costs', () => {
  it('are in US dollars, with cents', () => {
    assert.equal(moneyText(4.2), '$4.20');
    assert.equal(moneyText(1234.567), '$1,234.57');
    assert.equal(moneyText(0), '$0.00');
  });

  it('are never nothing when they are less than a coin', () => {
    assert.equal(moneyText(0.004), '<$0.01');
    assert.equal(moneyText(0.01), '$0.01');
    assert.equal(moneyText(0.004, { code: 'JPY', perUsd: 150 }), '<¥1');
  });

  it('are converted at the rate of the user, and written as the language does', () => {
    assert.equal(moneyText(10, { code: 'EUR', perUsd: 0.92 }), '€9.20');
    assert.equal(moneyText(10, { code: 'EUR', perUsd: 0.92 }, 'de'), '9,20\u00a0€');
    assert.equal(moneyText(0.008, { code: 'INR', perUsd: 90 }), '₹0.72');
  });
});
