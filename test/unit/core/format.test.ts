import assert from 'node:assert/strict';
import { durationInWords, formatDuration, weekdayLabel } from '../../../src/core/base/format.ts';
import { translator } from '../../../src/core/base/translate.ts';

const t = translator();

describe('formatDuration', () => {
  it('tells hours and minutes, and what is below a minute as that', () => {
    const told = [0, 1, 29_000, 90_000, 59.4 * 60_000, 59.6 * 60_000, 3_600_000, 11_400_000].map((ms) =>
      formatDuration(ms, t),
    );
    assert.deepEqual(told, ['0m', '<1m', '<1m', '2m', '59m', '1h', '1h', '3h 10m']);
  });

  it('is said in words where it is part of a sentence', () => {
    const told = [0, 1, 90_000, 3_600_000, 11_400_000].map((ms) => durationInWords(ms, t));
    assert.deepEqual(told, ['0 min', '<1 min', '2 min', '1 h', '3 h 10 min']);
  });

  it('is translated', () => {
    assert.equal(formatDuration(11_400_000, translator({ '{0}h {1}m': '{0} Std. {1} Min.' })), '3 Std. 10 Min.');
  });
});

describe('weekdayLabel', () => {
  it('is the weekday of the day', () => {
    assert.deepEqual([weekdayLabel('2026-11-20', t), weekdayLabel('2026-11-22', t)], ['Friday', 'Sunday']);
  });
});
