import assert from 'node:assert/strict';
import { duration, waitingText } from '../../../browser/src/dom.ts';

describe('the words of the companion’s pages', () => {
  it('count visits that wait as people do', () => {
    assert.equal(waitingText(1), '1 visit waits to be delivered.');
    assert.equal(waitingText(3), '3 visits wait to be delivered.');
    assert.match(waitingText(4000), /^4\D?000 visits wait/);
  });

  it('give times in minutes and hours', () => {
    assert.deepEqual([20_000, 60_000, 59.6 * 60_000, 74 * 60_000].map(duration), [
      '< 1 min',
      '1 min',
      '1 h 0 min',
      '1 h 14 min',
    ]);
  });
});
