import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs } from '../../../../src/core/time/days.ts';
import { limitInstant, rateIn, retryInstant } from '../../../../src/integrations/github/rateHeaders.ts';

const now = Date.parse('2026-11-20T15:59:00Z');

describe('the limits that GitHub tells', () => {
  it('are read from seconds and from a date (C24)', () => {
    assert.equal(retryInstant({ 'retry-after': '30' }, now), now + 30_000);
    assert.equal(retryInstant({ 'retry-after': 'Fri, 20 Nov 2026 16:01:00 GMT' }, now), now + 120_000);
    assert.equal(retryInstant({}, now), undefined);
    assert.equal(limitInstant({ 'retry-after': 'Fri, 20 Nov 2026 16:01:00 GMT' }, '', now), now + 120_000);
  });

  it('are a minute where they are not told, and none where no limit was reached', () => {
    assert.equal(limitInstant({ 'retry-after': 'soon' }, '', now), now + 60_000);
    assert.equal(limitInstant({}, 'You have exceeded a secondary rate limit.', now), now + 60_000);
    assert.equal(limitInstant({ 'x-ratelimit-remaining': '0' }, '', now), now + 60_000);
    assert.equal(limitInstant({ 'x-ratelimit-remaining': '12' }, 'Forbidden', now), undefined);
  });

  it('of the hour are read whole or not at all', () => {
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(now / 1000 + 90),
    };
    assert.deepEqual(rateIn(headers, now), { limit: 5000, remaining: 0, resetAt: now + 90_000 });
    assert.equal(rateIn({ ...headers, 'x-ratelimit-reset': 'later' }, now), undefined);
    assert.equal(limitInstant(headers, '', now), now + 90_000);
    for (const missing of Object.keys(headers))
      assert.equal(rateIn({ ...headers, [missing]: undefined }, now), undefined, `without ${missing}`);
  });

  it('are read with blanks around, as proxies write them', () => {
    assert.equal(retryInstant({ 'retry-after': ' 30 ' }, now), now + 30_000);
    const blank = (value: number) => `\t${value} `;
    const headers = {
      'x-ratelimit-limit': blank(5000),
      'x-ratelimit-remaining': blank(7),
      'x-ratelimit-reset': blank(now / 1000),
    };
    assert.deepEqual(rateIn(headers, now), { limit: 5000, remaining: 7, resetAt: now });
  });

  it('are an instant from now on, at most a day away, whatever the headers hold', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constantFrom('Infinity', '1e400', '-5', 'Thu, 01 Jan 1970 00:00:00 GMT', '9'.repeat(40)),
    );
    const headers = fc.record(
      { 'retry-after': value, 'x-ratelimit-limit': value, 'x-ratelimit-remaining': value, 'x-ratelimit-reset': value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(headers, fc.string(), (found, message) => {
        for (const at of [retryInstant(found, now), limitInstant(found, message, now), rateIn(found, now)?.resetAt])
          assert.ok(at === undefined || (at >= now && at <= now + dayMs), String(at));
      }),
    );
  });
});
