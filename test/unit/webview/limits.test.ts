import assert from 'node:assert/strict';
import { limits as contractLimits } from '../../../src/core/base/limits.ts';
import { limits } from '../../../src/webview/limits.ts';

describe('the bounds that the forms check', () => {
  it('are those of the contract', () => assert.deepEqual(limits, contractLimits));
});
