import assert from 'node:assert/strict';
import { builtInList, categoryOf, kindOf, listWith } from '../../../browser/src/categories.ts';
import { builtInIds } from '../../../src/core/categories/categories.ts';
import { siteName } from '../../../src/core/categories/siteNames.ts';
import sites from '../../../src/core/categories/sites.json' with { type: 'json' };
import { pageAddress } from '../../../browser/src/page.ts';
import { todayByCategory, withEnded } from '../../../browser/src/state.ts';

describe('categories of sites', () => {
  it('are known for 2,000 sites and more, each in one category, as hosts or names', () => {
    const all = Object.values(sites).flatMap((subjects) =>
      Object.values<string>(subjects).flatMap((names) => names.split(' ')),
    );
    assert.ok(all.length >= 2000, `only ${all.length}`);
    assert.deepEqual(
      all.filter((host, i) => all.indexOf(host) !== i),
      [],
    );
    for (const name of all)
      assert.equal(name.includes('.') ? pageAddress(`https://${name}/`)?.host : siteName(`${name}.ch`), name);
    assert.deepEqual(Object.keys(sites).sort(), builtInIds.filter((one) => one !== 'other').sort());
  });

  for (const [host, path, expected] of [
    ['github.com', '/acme/app', 'coding'],
    ['github.com', '/acme/app/pull/12', 'reviewing'],
    ['github.com', '/acme/app/issues', 'planning'],
    ['gitlab.acme.org', '/g/p/-/merge_requests/4', 'reviewing'],
    ['acme.atlassian.net', '/browse/A-1', 'planning'],
    ['docs.python.org', '/3/', 'learning'],
    ['docs.acme.dev', '/', 'learning'],
    ['claude.ai', '/chat', 'learning'],
    ['app.slack.com', '/', 'meeting'],
    ['youtube.com', '/watch', 'leisure'],
    ['music.youtube.com', '/', 'leisure'],
    ['notyoutube.com', '/', 'other'],
    ['rte.ie', '/news', 'leisure'],
    ['m.nos.nl', '/', 'leisure'],
    ['localhost', '/', 'coding'],
    ['constructor', '/', 'other'],
  ] as const)
    it(`${host}${path} is ${expected}`, () => assert.equal(categoryOf(builtInList, { host, path }).category, expected));

  it('follow the user’s own rule for a domain, and the nearest one', () => {
    const own = { 'youtube.com': 'learning', 'music.youtube.com': 'leisure', 'github.com': 'coding' } as const;
    const list = listWith(builtInList, own);
    assert.equal(categoryOf(list, { host: 'm.youtube.com', path: '/' }).category, 'learning');
    assert.equal(categoryOf(list, { host: 'music.youtube.com', path: '/' }).category, 'leisure');
    assert.equal(categoryOf(list, { host: 'github.com', path: '/a/b/pull/1' }).category, 'coding');
  });

  it('are learning for a video about programming, unless the person chose otherwise', () => {
    const page = { host: 'm.youtube.com', path: '/watch' };
    const of = (title: string, host = page.host) => categoryOf(builtInList, { ...page, host }, { title }).category;
    for (const title of [
      'Lecture 6: Recursion',
      'Rust programming in 2026',
      'FOSDEM 2026 – what is new in git',
      'Einführung in die Programmierung, Vorlesung 3',
      'Modern C++: move semantics',
      'An introduction to Go',
      'The art of code',
      'React hooks explained',
      'STM32 in an hour: timers and interrupts',
      'How engineering managers run one-on-ones',
      'Acme Summit 2025: lessons learned',
      'Teardown of a DC-DC converter circuit',
      'Statistics 110, problem set 3',
    ])
      assert.equal(of(title), 'learning', title);
    for (const title of [
      '',
      'Keyboard review',
      'Rust gameplay, day 1',
      'Monty Python – Argument Clinic',
      'Swift river rafting',
      'Taylor Swift | Performance',
      'Teens react to modern art',
      'Building a cabin',
      'A trusty talk show',
      'Honest Trailers | Acme: Module 2 & Module 3',
      'Comic Con 2025',
      'The ending explained',
    ])
      assert.equal(of(title), 'leisure', title);
    assert.deepEqual([of('Lecture 6', 'music.youtube.com'), of('Lecture 6', 'reddit.com')], ['leisure', 'leisure']);
    const own = listWith(builtInList, { 'youtube.com': 'leisure' });
    assert.deepEqual(categoryOf(own, page, { title: 'Lecture 6' }), {
      category: 'leisure',
      isChosen: true,
      isUnclear: false,
      isPastime: false,
    });
  });

  it('are unclear for a video whose title says neither', () => {
    const of = (title: string, host = 'youtube.com', path = '/watch') =>
      categoryOf(builtInList, { host, path }, { title }).isUnclear;
    for (const title of ['', 'Simplicity matters', 'The mess we’re in - YouTube', 'Growing a tree'])
      assert.ok(of(title), title);
    for (const title of [
      'Lecture 6: Recursion',
      'Official trailer',
      'Union 4-1 Hertha | Highlights',
      'I MADE A HUGE ROBOT',
      'Beats to sleep to 🎧',
    ])
      assert.ok(!of(title), title);
    for (const [host, path] of [
      ['youtube.com', '/'],
      ['youtube.com', '/shorts/abc'],
      ['music.youtube.com', '/watch'],
      ['netflix.com', '/watch/1'],
      ['docs.python.org', '/watch'],
    ] as const)
      assert.ok(!of('Simplicity matters', host, path), host + path);
    assert.ok(of('Simplicity matters', 'youtu.be', '/dQw4w9WgXcQ') && of('Simplicity matters', 'vimeo.com', '/123'));
    const own = listWith(builtInList, { 'youtube.com': 'leisure' });
    assert.ok(!categoryOf(own, { host: 'youtube.com', path: '/watch' }, { title: 'Simplicity matters' }).isUnclear);
  });

  it('are decided by the title where a site that isn’t known plays sound', () => {
    const of = (title: string, isAudible: boolean, host = 'acme.example') => {
      const { category, isUnclear, isPastime } = categoryOf(builtInList, { host, path: '/' }, { title, isAudible });
      return [category, isUnclear, isPastime];
    };
    assert.deepEqual(of('Lecture 6: Recursion', true), ['learning', false, false]);
    assert.deepEqual(of('Simplicity matters', true), ['leisure', true, false]);
    assert.deepEqual(of('Season 2, episode 4', true), ['leisure', false, true]);
    assert.deepEqual(of('Season 2, episode 4', false), ['other', false, false]);
    assert.deepEqual(of('Season 2, episode 4', true, 'meet.acme.example'), ['meeting', false, false]);
    assert.deepEqual(of('Season 2, episode 4', true, 'netflix.com'), ['leisure', false, false]);
    const own = listWith(builtInList, { 'acme.example': 'other' });
    assert.equal(categoryOf(own, { host: 'acme.example', path: '/' }, { isAudible: true }).category, 'other');
  });

  it('are those of Daymark, but for what was chosen here since', () => {
    const client = { id: 'c1', name: 'Client', color: 'blue', counts: 'productive', parent: 'planning' } as const;
    const rules = ['a.com', 'b.com'].map((domain) => ({ id: domain, domain, category: 'c1' }));
    const theirs = { categories: [...builtInList.categories, client], rules };
    const list = listWith(theirs, { 'a.com': 'leisure', 'b.com': '' });
    assert.deepEqual(
      ['x.a.com', 'b.com'].map((host) => categoryOf(list, { host, path: '/' }).category),
      ['leisure', 'other'],
    );
    assert.equal(categoryOf(theirs, { host: 'x.a.com', path: '/' }).category, 'c1');
    assert.deepEqual(
      [kindOf(theirs, 'c1'), kindOf(theirs, 'leisure'), kindOf(theirs, 'gone')],
      ['planning', 'browsing', 'browsing'],
    );
  });
});

describe('today in the browser', () => {
  const at = new Date(2026, 10, 4, 10).getTime();
  const ended = (end: number) =>
    ({ id: 'a', start: end - 60_000, end, host: 'a.com', kind: 'browsing', category: 'leisure' }) as const;

  it('begins again with each day, also for what is closed late', () => {
    const empty = { outbox: [], dropped: 0, totals: { day: '', ms: {} }, open: null };
    const today = { ...empty, ...withEnded(empty, ended(at)) };
    assert.deepEqual(todayByCategory(today, at), [['leisure', 60_000]]);
    const late = { ...today, ...withEnded(today, ended(at - 24 * 3_600_000)) };
    assert.deepEqual(todayByCategory(late, at), [['leisure', 60_000]]);
    assert.deepEqual(todayByCategory(late, at + 24 * 3_600_000), []);
  });
});
