import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dayMs, minuteMs } from '../../../src/core/time/days.ts';
import { instantOf, isTimeZone, offsetsIn, offsetsOf, parseTime, parseUtc } from '../../../src/core/time/zone.ts';

const zones = [
  'Europe/Berlin',
  'America/Los_Angeles',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'UTC',
  'Pacific/Apia',
];
const utc = (text: string): number => Date.parse(`${text}Z`);
const run = { numRuns: 200 };

describe('a time zone', () => {
  it('has the offset of the instant, on both sides of each change', () => {
    const berlin = offsetsOf('Europe/Berlin');
    assert.deepEqual(
      ['2026-03-29T00:59', '2026-03-29T01:00', '2026-10-25T00:59', '2026-10-25T01:00'].map(utc).map(berlin),
      [60, 120, 120, 60],
    );
    assert.deepEqual(
      ['2026-01-01T00:00', '2026-07-01T00:00'].map(utc).map(offsetsOf('America/St_Johns')),
      [-210, -150],
    );
    assert.equal(offsetsOf('Asia/Kathmandu')(utc('2026-01-01T00:00')), 345);
    assert.equal(offsetsOf('UTC')(0), 0);
    assert.equal(offsetsOf(undefined)(0), -new Date(0).getTimezoneOffset());
  });

  it('is another one where this machine doesn’t know it, and is kept among fifty', () => {
    const at = utc('2026-07-01T00:00');
    const zone = (name: string) => offsetsIn(name, () => 7);
    assert.deepEqual([zone('Asia/Tokyo')(at), zone('')(at), zone('Mars/Base')(at)], [540, 7, 7]);
    assert.equal(zone('Asia/Tokyo'), offsetsOf('Asia/Tokyo'));
    const tokyo = offsetsOf('Asia/Tokyo');
    for (let i = 0; i < 50; i++) zone(`no zone ${i}`);
    assert.notEqual(offsetsOf('Asia/Tokyo'), tokyo);
    assert.equal(offsetsOf('Asia/Tokyo')(at), 540);
    assert.throws(() => offsetsOf('Mars/Base'), RangeError);
  });

  it('is that of a time without an offset, and of no other', () => {
    const berlin = (text: string) => parseTime(text, offsetsOf('Europe/Berlin'));
    assert.equal(berlin('2026-03-27T15:00'), utc('2026-03-27T14:00'));
    assert.equal(berlin('2026-03-30 15:00:00,5'), utc('2026-03-30T13:00:00.5'));
    assert.equal(berlin('2026-03-30'), utc('2026-03-29T22:00'));
    assert.equal(berlin(' 2026-03-27T15:00Z '), utc('2026-03-27T15:00'));
    assert.equal(berlin('2026-03-27T15:00-05:00'), utc('2026-03-27T20:00'));
    assert.equal(parseUtc('2026-03-27T15:00:00.000000'), utc('2026-03-27T15:00'));
    for (const text of ['2026-02-30T15:00', '2026-02-30', '2026-03-27T25:00', '', 'soon'])
      assert.ok(Number.isNaN(berlin(text)), text);
  });

  it('is known by its name only', () => {
    assert.deepEqual(['Europe/Berlin', 'UTC', 'Mars/Olympus', '', '__proto__'].map(isTimeZone), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('finds the instant of every time that its clocks show', () => {
    const instants = fc.integer({ min: utc('2020-01-01T00:00') / minuteMs, max: utc('2030-01-01T00:00') / minuteMs });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, minute) => {
        const offsetAt = offsetsOf(zone);
        const at = minute * minuteMs;
        const found = instantOf(at + offsetAt(at) * minuteMs, offsetAt);
        assert.equal(found + offsetAt(found) * minuteMs, at + offsetAt(at) * minuteMs, 'clocks show the same');
        assert.ok(found <= at && at - found < dayMs, 'the first of two');
      }),
      run,
    );
  });

  it('continues from before the change for a time that its clocks skip', () => {
    const berlin = offsetsOf('Europe/Berlin');
    assert.equal(instantOf(utc('2026-03-29T02:30'), berlin), utc('2026-03-29T01:30'));
    assert.equal(instantOf(utc('2026-10-25T02:30'), berlin), utc('2026-10-25T00:30'));
  });
});
