import assert from 'node:assert/strict';
import { offsetsOf } from '../../../../src/core/time/zone.ts';
import { feedDay } from '../../../../src/webview/panels/feed/feedDay.ts';

describe('the day of an item in the feed (C20)', () => {
  const offsetAt = offsetsOf('Europe/Berlin');
  const clock = { offsetAt, dayStartsAt: 0 };

  it('is that of the clock where it was recorded, not of the page', () => {
    // 23:20 in winter time; 00:20 of the next day by the clock of Moscow.
    const start = Date.UTC(2026, 2, 27, 22, 20);
    assert.equal(feedDay({ start, offset: 60 }, clock), '2026-03-27');
    assert.equal(feedDay({ start, offset: 180 }, clock), '2026-03-28');
    assert.equal(feedDay({ start }, clock), '2026-03-27', 'the offset of the instant, not of now');
    assert.equal(feedDay({ start: Date.UTC(2026, 2, 30, 22, 20) }, clock), '2026-03-31', 'in summer time');
  });

  it('begins when the person says', () => {
    const one = { start: Date.UTC(2026, 2, 28, 0), offset: 60 };
    assert.equal(feedDay(one, clock), '2026-03-28');
    assert.equal(feedDay(one, { offsetAt, dayStartsAt: 240 }), '2026-03-27');
  });
});
