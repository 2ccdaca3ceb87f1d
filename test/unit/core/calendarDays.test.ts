import assert from 'node:assert/strict';
import { isDay, parseInstant } from '../../../src/core/time/days.ts';

describe('days of the calendar', () => {
  it('are those that there are', () => {
    for (const day of ['2026-03-02', '2024-02-29', '0000-01-01', '9999-12-31']) assert.ok(isDay(day), day);
    const none = [
      '2026-02-30',
      '2025-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-3-2',
      ' 2026-03-02',
      '+12026-01-01',
    ];
    for (const value of [...none, '', null, 20260302, {}]) assert.ok(!isDay(value), JSON.stringify(value));
  });

  it('decide whether a text is an instant', () => {
    assert.equal(parseInstant('2026-03-02T09:00:00Z'), Date.UTC(2026, 2, 2, 9));
    assert.equal(parseInstant('2026-03-02T09:00:00.5+01:00'), Date.UTC(2026, 2, 2, 8, 0, 0, 500));
    for (const text of ['2026-02-30T09:00:00Z', '2025-02-29 10:00', 'soon', ''])
      assert.ok(Number.isNaN(parseInstant(text)), text);
  });
});
