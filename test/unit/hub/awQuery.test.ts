import assert from 'node:assert/strict';
import { runQuery } from '../../../src/hub/activityWatch/query.ts';
import type { QueryBucket } from '../../../src/hub/activityWatch/queryFunctions.ts';
import { HttpProblem } from '../../../src/hub/http/problem.ts';

const nine = Date.UTC(2026, 10, 20, 9);
const second = 1000;
type Given = readonly [from: number, to: number, data: Record<string, unknown>];

/** A bucket with events from one second to another after nine. */
function bucket(id: string, ...events: Given[]): QueryBucket {
  return {
    info: { id, hostname: id.slice(id.indexOf('_') + 1) },
    events: events.map(([from, to, data], i) => ({
      id: i + 1,
      start: nine + from * second,
      end: nine + to * second,
      data,
    })),
  };
}

const buckets = [
  bucket(
    'aw-watcher-window_desk',
    [0, 60, { app: 'Code', title: '● cart.ts - shop' }],
    [63, 120, { app: 'Firefox', title: '(2) Inbox' }],
    [120, 180, { app: 'Firefox', title: 'Docs' }],
    [180, 240, { app: 'Code', title: 'a.md' }],
  ),
  bucket('aw-watcher-afk_desk', [0, 150, { status: 'not-afk' }], [150, 400, { status: 'afk' }]),
  bucket(
    'aw-watcher-web-firefox_desk',
    [60, 100, { url: 'https://www.mail.example/in;x?q=1#top', audible: false }],
    [100, 170, { url: 'http://docs.example:80/a', audible: true }],
    [170, 260, { url: 'about:blank', audible: false }],
  ),
];
const period = (from: number, to: number) =>
  [from, to].map((at) => new Date(nine + at * second).toISOString()).join('/');
const all = period(-3600, 3600);
const ask = (query: string, timeperiods: readonly string[] = [all]) =>
  runQuery({ timeperiods, query: query.split('\n') }, buckets);
/** Events of an answer as [from, to, data]. */
const told = (answer: unknown): Given[] =>
  (answer as { timestamp: string; duration: number; data: Given[2] }[]).map(({ timestamp, duration, data }) => {
    const from = (Date.parse(timestamp) - nine) / second;
    return [from, from + duration, data];
  });
const value = (expression: string) => ask(`RETURN = ${expression};`)[0];
const windows = 'query_bucket("aw-watcher-window_desk")';
const refused = (query: string, message: RegExp, status = 400) =>
  assert.throws(
    () => ask(query),
    (error) => error instanceof HttpProblem && error.status === status && message.test(error.message),
  );

describe("a query in ActivityWatch's language", () => {
  // As aw-client for Python and the web interface send it, with classes and a browser.
  const canonical = `
    events = flood(query_bucket(find_bucket("aw-watcher-window_")));
    not_afk = flood(query_bucket(find_bucket("aw-watcher-afk_")));
    not_afk = filter_keyvals(not_afk, "status", ["not-afk"]);
    not_treat_as_afk = filter_keyvals_regex(events, "app", "Zoom");
    not_afk = period_union(not_afk, not_treat_as_afk);
    browser_events = [];
    events_firefox = flood(query_bucket("aw-watcher-web-firefox_desk"));
    window_firefox = filter_keyvals(events, "app", ["Firefox", "firefox"]);
    events_firefox = filter_period_intersect(events_firefox, window_firefox);
    events_firefox = split_url_events(events_firefox);
    browser_events = concat(browser_events, events_firefox);
    browser_events = sort_by_timestamp(browser_events);
    audible_events = filter_keyvals(browser_events, "audible", [true]);
    not_afk = period_union(not_afk, audible_events);
    events = filter_period_intersect(events, not_afk);
    events = categorize(events, [[["Work"], {"type": "regex", "regex": "Code|\\.ts"}], [["Work", "Mail"], {"type": "regex", "regex": "inbox", "ignore_case": true}]]);
    title_events = sort_by_duration(merge_events_by_keys(events, ["app", "title"]));
    app_events = sort_by_duration(merge_events_by_keys(title_events, ["app"]));
    cat_events = sort_by_duration(merge_events_by_keys(events, ["$category"]));
    app_events = limit_events(app_events, 100);
    duration = sum_durations(events);
    browser_domains = sort_by_duration(merge_events_by_keys(browser_events, ["$domain"]));
    RETURN = {
      "events": events,
      "window": {"app_events": app_events, "cat_events": cat_events, "active_events": not_afk, "duration": duration},
      "browser": {"domains": browser_domains, "duration": sum_durations(browser_events)}
    };`;

  it('is answered as the client for Python asks it', () => {
    const [answer] = ask(canonical) as [Record<string, Record<string, unknown>>];
    const seconds = (events: unknown, key: string) =>
      told(events).map(([from, to, data]) => [data[key], Math.round(to - from)]);
    assert.equal(answer['window']?.['duration'], 170);
    assert.deepEqual(seconds(answer['window']?.['app_events'], 'app'), [
      ['Firefox', 107],
      ['Code', 63],
    ]);
    assert.deepEqual(seconds(answer['window']?.['cat_events'], '$category'), [
      [['Work'], 63],
      [['Work', 'Mail'], 57],
      [['Uncategorized'], 50],
    ]);
    assert.deepEqual(seconds(answer['browser']?.['domains'], '$domain'), [
      ['docs.example:80', 70],
      ['mail.example', 37],
      ['about', 10],
    ]);
    assert.deepEqual(told(answer['window']?.['active_events']), [[0, 170, {}]]);
  });

  it('has the events of a bucket in each period, cut to it, the latest first', () => {
    const answers = ask(`RETURN = ${windows};`, [period(30, 90), period(500, 600)]).map(told);
    assert.deepEqual(answers, [
      [
        [63, 90, { app: 'Firefox', title: '(2) Inbox' }],
        [30, 60, { app: 'Code', title: '● cart.ts - shop' }],
      ],
      [],
    ]);
    assert.equal(value('query_bucket_eventcount("aw-watcher-window_desk")'), 4);
    assert.equal(value('find_bucket("web", "desk")'), 'aw-watcher-web-firefox_desk');
  });

  it('joins, filters, splits, and counts events', () => {
    assert.deepEqual(told(value(`limit_events(simplify_window_titles(flood(${windows}), "title"), 2)`)), [
      [0, 63, { app: 'Code', title: 'cart.ts - shop' }],
      [63, 120, { app: 'Firefox', title: 'Inbox' }],
    ]);
    assert.deepEqual(told(value(`exclude_keyvals(${windows}, "app", ["Code"])`)).length, 2);
    assert.deepEqual(
      told(value(`tag(filter_keyvals_regex(${windows}, "title", "(?i)DOCS"), [["read", {"regex": "doc|Doc"}]])`)),
      [[120, 180, { app: 'Firefox', title: 'Docs', $tags: ['read'] }]],
    );
    const chunks = told(value(`chunk_events_by_key(sort_by_timestamp(${windows}), "app")`));
    assert.deepEqual(
      chunks.map(([, , data]) => [data['app'], (data['subevents'] as unknown[]).length]),
      [
        ['Code', 1],
        ['Firefox', 2],
        ['Code', 1],
      ],
    );
    const union = told(
      value('union_no_overlap(query_bucket("aw-watcher-afk_desk"), query_bucket("aw-watcher-window_desk"))'),
    );
    assert.deepEqual(
      union.map(([from, to]) => [from, to]).toSorted(([a = 0], [b = 0]) => a - b),
      [
        [0, 150],
        [150, 400],
      ],
    );
    const split = told(value('split_url_events(query_bucket("aw-watcher-web-firefox_desk"))'));
    assert.deepEqual(
      split.map(([, , data]) =>
        ['$protocol', '$domain', '$path', '$params', '$options', '$identifier'].map((key) => data[key]),
      ),
      [
        ['about', 'about', 'blank', '', '', ''],
        ['http', 'docs.example:80', '/a', '', '', ''],
        ['https', 'mail.example', '/in', 'x', 'q=1', 'top'],
      ],
    );
  });

  it('fills gaps from the longer neighbor, and joins alike ones and what touches', () => {
    const flooded = (...events: Given[]) =>
      told(
        runQuery({ timeperiods: [all], query: 'RETURN = flood(query_bucket("one"));' }, [bucket('one', ...events)])[0],
      );
    const [a, b] = [{ app: 'a' }, { app: 'b' }];
    assert.deepEqual(flooded([0, 2, a], [5, 15, b]), [
      [0, 2, a],
      [2, 15, b],
    ]);
    assert.deepEqual(flooded([0, 2, a], [5, 15, a]), [[0, 15, a]]);
    assert.deepEqual(flooded([0, 10, a], [5, 12, a]), [[0, 12, a]]);
    assert.deepEqual(flooded([0, 2, a], [7.1, 8, b]), [
      [0, 2, a],
      [7.1, 8, b],
    ]);
    const afk = 'query_bucket("aw-watcher-afk_desk")';
    assert.deepEqual(told(value(`period_union(${afk}, [])`)), [[0, 400, {}]]);
  });

  it('may be a constant, with strings that hold quotation marks, semicolons, and backslashes', () => {
    assert.deepEqual(value(`["a\\"b;c", 'd\\e', -1.5, true, None, {"k": [nop()]}]`), [
      'a"b;c',
      'd\\e',
      -1.5,
      true,
      null,
      { k: [1] },
    ]);
    assert.equal(value('STARTTIME'), new Date(nine - 3600 * second).toISOString());
  });

  it('changes nothing for the next one', () => {
    const before = JSON.stringify(buckets);
    ask(canonical);
    assert.equal(JSON.stringify(buckets), before);
  });

  it('is refused with what is wrong', () => {
    refused('what?', /NAME = VALUE/);
    refused('a = 1;', /sets RETURN/);
    refused('RETURN = b;', /uses b, which it doesn't set/);
    refused('RETURN = exec("ls");', /no function exec/);
    refused('RETURN = constructor("x");', /no function constructor/);
    refused('RETURN = flood(1);', /expects a list/);
    refused('RETURN = flood([1]);', /list of events/);
    refused('RETURN = "a', /no end/);
    refused('RETURN = query_bucket("gone");', /no bucket gone/, 404);
    refused(`RETURN = filter_keyvals_regex(${windows}, "title", "(");`, /not valid/);
    assert.throws(() => ask('RETURN = 1;', ['x/y']), /is not a period/);
  });
});

describe('a hostile query', () => {
  it('whose regular expression never ends is ended', () => {
    const title = `${'a'.repeat(40)}!`;
    const evil = [bucket('one', [0, 1, { title }])];
    const began = performance.now();
    const run = () =>
      runQuery(
        {
          timeperiods: [all],
          query: `e = query_bucket("one");${'x = filter_keyvals_regex(e, "title", "^(a+)+$");'.repeat(30)} RETURN = 1;`,
        },
        evil,
      );
    assert.throws(run, /regular expressions of the query take too long/);
    assert.ok(performance.now() - began < 10_000);
  });

  it('whose many slow regular expressions add up is ended', () => {
    const slow = [bucket('one', [0, 1, { title: `${'a'.repeat(22)}!` }])];
    const query = `e = query_bucket("one");${'x = filter_keyvals_regex(e, "title", "^(a+)+$");'.repeat(100)} RETURN = 1;`;
    assert.throws(
      () => runQuery({ timeperiods: [all], query }, slow),
      /regular expressions of the query take too long/,
    );
  });

  it('that doubles its events, its lists, or their chunks is refused before it takes the memory', () => {
    const double = (step: string) => `e = ${windows};${step.repeat(60)} RETURN = e;`;
    refused(double('e = concat(e, e);'), /takes too much/);
    refused(double('e = [e, e];'), /takes too much/);
    refused(double('e = chunk_events_by_key(concat(e, e), "app");'), /takes too much/);
    refused(double('e = {"a": e, "b": e};'), /takes too much/);
  });

  it('that is nested, long, or full of blanks is refused at once', () => {
    refused(`RETURN = ${'['.repeat(1000)}`, /too deeply/);
    refused(`RETURN = ${'flood('.repeat(1000)}`, /too deeply/);
    refused(`RETURN = 1;${'a=1;'.repeat(2000)}`, /too many statements/);
    refused(`RETURN = ${' '.repeat(90_000)}`, /expected/);
    refused(`RETURN = "${'x'.repeat(100_001)}";`, /Send timeperiods|too long/);
  });

  it('cannot reach what a name of every object leads to', () => {
    assert.deepEqual(value('{"__proto__": 1, "constructor": 2}'), JSON.parse('{"__proto__": 1, "constructor": 2}'));
    assert.deepEqual(value(`filter_keyvals(${windows}, "constructor", ["x"])`), []);
    assert.equal(({} as Record<string, unknown>)['a'], undefined);
  });
});
