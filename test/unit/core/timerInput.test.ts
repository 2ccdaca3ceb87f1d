import assert from 'node:assert/strict';
import { parseTimerText } from '../../../src/core/time/timerInput.ts';

describe('what is typed to start a timer', () => {
  it('can begin with how long ago it was started', () => {
    assert.deepEqual(parseTimerText('-10m Fix login'), { title: 'Fix login', minutesAgo: 10 });
    assert.deepEqual(parseTimerText('-1h30m Fix'), { title: 'Fix', minutesAgo: 90 });
    assert.deepEqual(parseTimerText(' -2h '), { title: '', minutesAgo: 120 });
    assert.deepEqual(parseTimerText('-5 min call'), { title: 'call', minutesAgo: 5 });
  });

  it('is a title otherwise', () => {
    for (const title of ['Fix login', '-x flag of grep', '-5%', '- 10m', 'a -10m b', '-10minutes'])
      assert.deepEqual(parseTimerText(title), { title, minutesAgo: 0 });
  });
});
