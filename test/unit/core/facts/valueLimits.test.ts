import assert from 'node:assert/strict';
import { categoryOfSite, domainsOf, pageAddressOf } from '../../../../src/core/categories/sites.ts';
import { familyOf, isOfBrowser, plainName } from '../../../../src/core/categories/browsers.ts';
import * as limits from '../../../../src/core/facts/factLimits.ts';
import { checkDayRange } from '../../../../src/core/operations/dayRange.ts';
import { columnsOf, columnValue } from '../../../../src/core/records/recordColumns.ts';

const day = 86_400_000;
const large = Number.MAX_SAFE_INTEGER;

describe('a value of a fact', () => {
  /** Each check with what it takes at its limits, and what is just beyond. */
  const cases: [(value: unknown) => boolean, readonly unknown[], readonly unknown[]][] = [
    [limits.isTime, [Date.UTC(2000, 0), Date.UTC(2101, 0) - 1], [Date.UTC(2000, 0) - 1, Date.UTC(2101, 0), 0]],
    [limits.isTimeOrNone, [0, Date.UTC(2000, 0)], [1, -1, Date.UTC(2000, 0) - 1, Date.UTC(2101, 0)]],
    [limits.isInstant, [0, 8.64e15 - day], [-1, 8.64e15 - day + 1]],
    [limits.isFactDay, ['2000-01-01', '2100-12-31'], ['1999-12-31', '2101-01-01', '2026-02-30', 20_260_101]],
    [limits.isLength, [0, 366 * day], [-1, 366 * day + 1]],
    [limits.isSpanLength, [0, 7 * day], [-1, 7 * day + 1]],
    [limits.isLifetime, [0, 36_600 * day], [-1, 36_600 * day + 1]],
    [limits.isOffset, [-840, 0, 840], [-841, 841]],
    [limits.isCount, [0, large], [-1, large + 1]],
    [limits.isNumber, [-large, 0, large], [-large - 1, large + 1]],
    [limits.isText, ['', 'x'.repeat(4_000_000)], ['x'.repeat(4_000_001)]],
    [limits.isId, ['x', 'x'.repeat(2000)], ['', 'x'.repeat(2001)]],
  ];
  for (const [check, taken, refused] of cases)
    it(`is checked at its limits: ${check.name}`, () => {
      for (const value of taken) assert.ok(check(value), String(value).slice(0, 30));
      const isNumber = typeof taken[0] === 'number';
      for (const value of [...refused, ...(isNumber ? ['1', [1], Number.NaN, Infinity] : [1, []]), null, undefined, {}])
        assert.ok(!check(value), String(value).slice(0, 30));
    });
});

describe('the columns of a record', () => {
  it('hold what they can, and nothing else', () => {
    for (const [column, value, expected] of [
      ['start', 5, 5],
      ['start', -large, -large],
      ['start', large + 1, null],
      ['start', '5', null],
      ['due', null, null],
      ['sort', 1.5, 1.5],
      ['utcOffset', 1440, 1440],
      ['utcOffset', -1440, -1440],
      ['utcOffset', 1441, null],
      ['status', 'in-progress_1', 'in-progress_1'],
      ['status', 'x'.repeat(40), 'x'.repeat(40)],
      ['status', 'x'.repeat(41), null],
      ['status', '', null],
      ['status', 'two words', null],
      ['kind', 5, null],
      ['deleted', true, 1],
      ['deleted', 1, 0],
      ['deleted', false, 0],
    ] as const)
      assert.equal(columnValue(column, value), expected, `${column} ${String(value).slice(0, 20)}`);
    assert.deepEqual(columnsOf({ title: 'x', start: 5, status: 'open', due: null }), {
      start: 5,
      due: null,
      status: 'open',
    });
  });
});

describe('a range of days', () => {
  it('has its days counted, up to a limit', () => {
    assert.equal(checkDayRange({ from: '2026-03-02', to: '2026-03-02' }, 1), 1);
    assert.equal(checkDayRange({ from: '2026-03-02', to: '2026-04-01' }, 31), 31);
    assert.throws(() => checkDayRange({ from: '2026-03-02', to: '2026-04-02' }, 31), /at most 31 days/);
    assert.throws(() => checkDayRange({ from: '2026-03-02', to: '2026-03-01' }, 31), /before the first/);
  });
});

describe('sites and browsers', () => {
  it('are known by what their address says', () => {
    for (const [host, path, category] of [
      ['github.com', '/a/b/pull/7', 'reviewing'],
      ['github.com', '/a/b/pulls', 'reviewing'],
      ['github.com', '/a/b/issues/7', 'planning'],
      ['github.com', '/pulls', 'reviewing'],
      ['github.com', '/issues', 'planning'],
      ['gitlab.acme.com', '/a/b/-/merge_requests/7', 'reviewing'],
      ['gitlab.acme.com', '/a/b/-/boards', 'planning'],
      ['bitbucket.org', '/a/b/pull-requests/7', 'reviewing'],
      ['dev.azure.com', '/a/_workitems/7', 'planning'],
      ['www.google.com', '/maps', 'leisure'],
      ['zalando.ch', '/', 'leisure'],
      ['www.amazon.co.jp', '/', 'leisure'],
      ['amazon.example.museum', '/', 'other'],
      ['localhost', '/', 'coding'],
      ['app.localhost', '/', 'coding'],
      ['127.0.0.1', '/', 'coding'],
      ['[::1]', '/', 'coding'],
      ['docs.acme.com', '/', 'learning'],
      ['cs.stanford.edu', '/', 'learning'],
      ['www.ox.ac.uk', '/', 'learning'],
      ['jira.acme.com', '/', 'planning'],
      ['review.acme.com', '/', 'reviewing'],
      ['ci.acme.com', '/', 'coding'],
      ['chat.acme.com', '/', 'meeting'],
      ['acme.com', '/', 'other'],
    ] as const)
      assert.equal(categoryOfSite(host, path), category, host + path);
    assert.deepEqual(domainsOf('a.b.com'), ['a.b.com', 'b.com', 'com']);
    assert.deepEqual(
      ['a.com/b/c', 'a.com', '(hidden)', ''].map((file) => Object.values(pageAddressOf(file))),
      [
        ['a.com', '/b/c'],
        ['a.com', ''],
        [undefined, ''],
        [undefined, ''],
      ],
    );
  });

  it('are called alike on each system', () => {
    assert.deepEqual([' Firefox.EXE ', 'Safari.app', 'exe.app.x'].map(plainName), ['firefox', 'safari', 'exe.app.x']);
    for (const [application, family] of [
      ['LibreWolf', 'firefox'],
      ['msedge.exe', 'edge'],
      ['Brave-browser', 'brave'],
      ['Google Chrome', 'chrome'],
      ['chromium', 'chrome'],
      ['Arc', 'arc'],
      ['Arch', undefined],
      ['zen-alpha', 'zen'],
      ['frozen', undefined],
      ['Code', undefined],
    ] as const)
      assert.equal(familyOf(application), family, application);
    assert.deepEqual(
      [
        isOfBrowser('Firefox', 'FIREFOX'),
        isOfBrowser('Firefox', 'chrome'),
        isOfBrowser('Firefox', 'unknown'),
        isOfBrowser('Code', 'unknown'),
      ],
      [true, false, true, false],
    );
  });
});
