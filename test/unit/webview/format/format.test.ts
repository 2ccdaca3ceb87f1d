import { baseName } from '../../../../src/core/base/baseName.ts';
import assert from 'node:assert/strict';
import { chooseLocale, createFormat } from '../../../../src/webview/format/format.ts';
import { fill } from '../../../../src/webview/format/text.ts';

const minute = 60_000;
/** Friday 20 November 2026, 14:24 UTC. */
const at = Date.UTC(2026, 10, 20, 14, 24);
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('createFormat', () => {
  const english = createFormat('en-US', () => 60);
  const german = createFormat('de', () => 60);

  it('names the year of a day in another year than today', () => {
    assert.equal(english.datedDay('2026-11-20', '2026-12-31'), 'Fri, Nov 20');
    assert.equal(english.datedDay('2026-11-20', '2027-01-01'), 'Fri, Nov 20, 2026');
    assert.equal(german.datedDay('2027-01-04', '2026-12-31'), 'Mo., 4. Jan. 2027');
  });

  it('lists names with commas', () => {
    assert.equal(english.list(['Deep worker', 'Steady', 'On time']), 'Deep worker, Steady, On time');
    assert.equal(german.list(['Mo', 'Mi']), 'Mo und Mi');
  });

  it('shows durations in hours and minutes, and what is shorter than a minute as less than one', () => {
    const shown = [0, 1, 29_000, 90_000, 59 * minute, 60 * minute, 283 * minute].map((ms) => english.duration(ms));
    assert.deepEqual(shown, ['0m', '<1m', '<1m', '2m', '59m', '1h', '4h 43m']);
    assert.equal(english.duration(283 * minute, 'long'), '4 hours 43 minutes');
    assert.equal(plain(german.duration(283 * minute, 'long')), '4 Stunden, 43 Minuten');
  });

  it('never shows 60 minutes beside hours', () => {
    assert.equal(english.duration(119 * minute + 40_000), '2h');
    assert.deepEqual(
      [60_000, 61 * minute, 120 * minute].map((ms) => english.duration(ms)),
      ['1m', '1h 1m', '2h'],
    );
  });

  it('shows hours of an axis, shares, and months', () => {
    assert.deepEqual([0, 0.25, 1, 2].map(english.hours), ['0h', '15m', '1h', '2h']);
    assert.deepEqual([english.percent(0.225), english.percent(0.225, 1)], ['23%', '22.5%']);
    assert.deepEqual([english.month('2026-02-01'), german.month('2026-03-31')], ['Feb', 'Mär']);
    assert.deepEqual(
      [0, 9, 23].map((hour) => plain(english.clockHour(hour))),
      ['12 AM', '9 AM', '11 PM'],
    );
    assert.equal(plain(english.clock(at, 0)), '2:24 PM');
  });

  it('shows seconds where they matter', () => {
    assert.deepEqual([12_400, 59_499, 59_500, 60_000, 61_000].map(english.exactDuration), [
      '12s',
      '59s',
      '1m',
      '1m',
      '1m',
    ]);
  });

  it('shows times on the clock of the place, whatever the machine thinks', () => {
    assert.equal(plain(english.clock(at)), '3:24 PM');
    assert.equal(german.clock(at), '15:24');
    assert.equal(plain(english.hour(at)), '3 PM');
    assert.equal(createFormat('de', () => -210).clock(at), '10:54');
  });

  it('shows days in the language', () => {
    assert.equal(english.day('2026-11-20'), 'Friday, November 20');
    assert.equal(german.day('2026-11-20'), 'Freitag, 20. November');
    assert.equal(english.weekday('2026-11-20', 'narrow'), 'F');
    assert.equal(english.dayOfMonth('2026-11-05'), '5');
  });

  it('takes the form of a word from the count', () => {
    const forms = { one: '{0} error', other: '{0} errors' };
    assert.deepEqual(
      [1, 2, 0, 1200].map((count) => english.count(forms, count)),
      ['1 error', '2 errors', '0 errors', '1,200 errors'],
    );
  });
});

describe('chooseLocale', () => {
  it("takes the machine's variety of the UI's language", () => {
    assert.equal(chooseLocale('en', ['de-DE', 'en-GB']), 'en-GB');
    assert.equal(chooseLocale('pt-br', ['pt-PT']), 'pt-PT');
    assert.equal(chooseLocale('de', ['en-US']), 'de');
    assert.deepEqual([chooseLocale('PT', ['EN-gb', 'PT-pt']), chooseLocale('zh_CN', ['zh-TW'])], ['PT-pt', 'zh-TW']);
  });
  it('takes the base or English for what is no language tag', () => {
    assert.equal(chooseLocale('zh_cn', []), 'zh-cn');
    assert.equal(chooseLocale('!', []), 'en');
    assert.equal(chooseLocale('', []), 'en');
  });
});

describe('fill', () => {
  it('puts values in their places and leaves places without one', () => {
    assert.equal(fill('{1} of {0}, {0}', 'a', 2), '2 of a, a');
    assert.equal(fill('{0} {7}', 'x'), 'x {7}');
    assert.equal(fill('{0}', '{1}', 'no'), '{1}');
  });
});

describe('baseName', () => {
  it('is what a person calls a project', () => {
    assert.equal(baseName('/home/ada/daymark'), 'daymark');
    assert.equal(baseName('C:\\work\\daymark\\'), 'daymark');
    assert.equal(baseName('daymark'), 'daymark');
    assert.equal(baseName('/'), '/');
  });
});
