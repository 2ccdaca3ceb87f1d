import assert from 'node:assert/strict';
import type { Fact } from '../../../src/core/facts/facts.ts';
import { feedPage } from '../../../src/core/views/views.ts';
import type { FeedItem } from '../../../src/core/views/views.ts';
import { readFeed } from '../../../src/analytics/feed.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { activity, at, context, diagnostic, nine, run, span } from './given.ts';

const now = context();

function feed(...facts: Fact[]): FeedItem[] {
  return readFeed(new MemoryReader(facts), { before: Number.MAX_SAFE_INTEGER, limit: 50 }, now).items;
}

/** Start and length in minutes after nine, and the title. */
function told(items: readonly FeedItem[]): string[] {
  return items.map(
    ({ start, durationMs, title }) => `${(start - nine) / 60_000}+${(durationMs ?? 0) / 60_000} ${title}`,
  );
}

const stopped = { type: 'state', id: 'w1:s', at: at(30), offset: 0, state: 'stopped' } as const;

describe('the feed', () => {
  it('tells sessions of work, runs and what was logged, newest first', () => {
    const items = feed(
      span(0, 20),
      run(21, 23, { exitCode: 0 }),
      activity(60, 90),
      span(120, 130, { kind: 'reading' }),
    );
    assert.deepEqual(told(items), ['120+10 Reading in shop', '60+30 Talk', '21+2 npm test', '0+20 Coding in shop']);
  });

  it('has the offset under which each thing was recorded, so that its day is the one that counts it (C20)', () => {
    const items = feed(span(0, 20, { offset: 60 }), run(21, 23, { exitCode: 0, offset: 60 }), activity(60, 90));
    assert.deepEqual(
      items.map(({ offset }) => offset),
      [activity(60, 90).offset, 60, 60],
    );
  });

  it('joins work in a project over gaps up to the idle limit, and visits elsewhere within it', () => {
    const visit = { project: '/home/me/api' };
    const items = feed(span(0, 20), span(22, 30), span(30, 31, visit), span(31, 40), span(45, 50));
    assert.deepEqual(told(items), ['45+5 Coding in shop', '30+1 Coding in api', '0+39 Coding in shop']);
  });

  it('calls a session after what took most of its time', () => {
    const [item] = feed(
      span(0, 10, { kind: 'reading' }),
      span(10, 25, { kind: 'debugging', source: 'debug' }),
      span(25, 29),
    );
    assert.deepEqual([item?.title, item?.kind, item?.source], ['Debugging in shop', 'debugging', 'debug']);
  });

  it('tells files, lines, errors met and errors fixed of a session', () => {
    const typed = { typed: { edits: 3, added: 12, removed: 4 }, pasted: { edits: 1, added: 5, removed: 0 } };
    const outside = { outside: { edits: 1, added: 900, removed: 900 } };
    const facts = [
      span(0, 10, { edits: typed }),
      span(10, 20, { file: 'b.ts' }),
      span(5, 5, { signals: 0, edits: outside }),
      diagnostic(2, 9),
      diagnostic(3, 12),
      diagnostic(4, undefined),
      diagnostic(90, 95),
      diagnostic(5, 6, { project: '/elsewhere' }),
      diagnostic(5, 6, { severity: 'warning' }),
    ];
    const [item] = feed(...facts);
    assert.deepEqual([item?.detail, item?.errors], ['2 files · +17 −4 · 2 errors fixed', 3]);
    const [small] = feed(span(0, 10), diagnostic(2, 9));
    assert.equal(small?.detail, '1 file · 1 error fixed');
  });

  it('shows sessions under a minute only while they are fresh', () => {
    const fresh = span(8 * 60 - 2, 8 * 60 - 1.5);
    assert.deepEqual(told(feed(span(0, 0.5), fresh)), ['478+0.5 Coding in shop']);
  });

  it('tells how runs went', () => {
    const outcomes = (...facts: Fact[]) => feed(...facts).map(({ outcome, durationMs }) => [outcome, durationMs]);
    assert.deepEqual(outcomes(run(0, 1, { exitCode: 0 })), [['passed', 60_000]]);
    assert.deepEqual(outcomes(run(0, 1, { exitCode: 2 })), [['failed', 60_000]]);
    assert.deepEqual(outcomes(run(0, 1, { exitCode: 130 })), [['unknown', 60_000]]);
    assert.deepEqual(outcomes(run(0, 1)), [['unknown', 60_000]]);
    assert.deepEqual(outcomes(run(0, undefined)), [['running', null]]);
    assert.deepEqual(outcomes(run(0, undefined), stopped), [['unknown', 1_800_000]]);
    assert.deepEqual(outcomes(run(-24 * 60, undefined)), [['unknown', 0]]);
    assert.deepEqual(outcomes(run(0, undefined), { ...stopped, id: 'w2:s' }), [['running', null]]);
  });

  it('lets what was logged be edited', () => {
    const [item] = feed(activity(0, 45, { id: 'w1:m', notes: 'with Ann', errors: 2 }));
    const manual = { notes: 'with Ann', minutes: 45 };
    assert.deepEqual([item?.id, item?.manual, item?.detail, item?.errors], ['w1:m', manual, 'with Ann', 2]);
    assert.equal(feed(activity(0, 45, { deleted: true })).length, 0);
  });

  it('fits its schema', () => {
    const facts = [span(0, 20), run(21, undefined), activity(60, 90), span(120, 130, { source: 'debug' })];
    const page = readFeed(new MemoryReader(facts), { before: Number.MAX_SAFE_INTEGER, limit: 2 }, now);
    assert.deepEqual(feedPage.parse(page), page);
  });

  it('is empty of nothing', () => {
    assert.deepEqual(readFeed(new MemoryReader(), { before: Number.MAX_SAFE_INTEGER, limit: 5 }, now), {
      items: [],
      more: false,
    });
  });
});

describe('pages of the feed', () => {
  /** A session every hour for a hundred days back, a run now and then, and a year of nothing before one more. */
  const facts = [
    ...Array.from({ length: 2_400 }, (_, i) => span(-60 * i, -60 * i + 10)),
    ...Array.from({ length: 50 }, (_, i) => run(-700 * i, -700 * i + 5)),
    span(-600 * 24 * 60, -600 * 24 * 60 + 10),
  ];
  const reader = new MemoryReader(facts);

  it('together hold everything once, in order', () => {
    const items: FeedItem[] = [];
    for (let before = Number.MAX_SAFE_INTEGER, more = true; more;) {
      const page = readFeed(reader, { before, limit: 100 }, now);
      items.push(...page.items);
      before = page.items.at(-1)?.start ?? 0;
      more = page.more;
    }
    assert.equal(items.length, 2_451);
    assert.equal(new Set(items.map(({ id }) => id)).size, 2_451);
    for (const [i, { start }] of items.entries()) assert.ok(i === 0 || start <= (items[i - 1]?.start ?? 0));
  });

  it('keep together what began at the same instant', () => {
    const same = new MemoryReader([run(0, 1), run(0, 2), run(0, 3), run(-5, -4)]);
    const page = readFeed(same, { before: Number.MAX_SAFE_INTEGER, limit: 1 }, now);
    assert.deepEqual([page.items.length, page.more], [3, true]);
  });

  it('are not confused by runs of many days', () => {
    const days = 24 * 60;
    const servers = [0, 1, 2].map((i) => run(-20 * days - i, 5, { name: `server ${i}`, group: 'run' }));
    const mixed = new MemoryReader([span(0, 10), span(-10 * days, -10 * days + 10), ...servers]);
    const first = readFeed(mixed, { before: Number.MAX_SAFE_INTEGER, limit: 2 }, now);
    assert.deepEqual(told(first.items), ['0+10 Coding in shop', '-14400+10 Coding in shop']);
  });

  it('of a search hold what fits and nothing else, and continue where one answer ends', () => {
    const all: string[] = [];
    let [before, answers] = [Number.MAX_SAFE_INTEGER, 0];
    for (let more = true; more; answers++) {
      const page = readFeed(reader, { before, limit: 1, filter: { text: ' NPM ', source: 'task' } }, now);
      all.push(...page.items.map(({ id }) => id));
      more = page.more;
      before = page.searchedTo ?? page.items.at(-1)?.start ?? 0;
      assert.ok(page.items.every(({ title }) => title.includes('npm')));
    }
    const everything = readFeed(reader, { before: Number.MAX_SAFE_INTEGER, limit: 1e6 }, now).items;
    const wanted = everything.filter(({ title, source }) => title.includes('npm') && source === 'task');
    assert.ok(wanted.length > 5 && answers > 5);
    assert.deepEqual(
      all,
      wanted.map(({ id }) => id),
    );
  });

  it('of a search that finds nothing say how far was looked', () => {
    const page = readFeed(reader, { before: Number.MAX_SAFE_INTEGER, limit: 5, filter: { text: 'nowhere' } }, now);
    assert.ok(page.more && page.items.length === 0 && (page.searchedTo ?? 0) < at(0));
  });

  it('reach back as far as they need to', () => {
    const page = readFeed(reader, { before: at(-60 * 2_390), limit: 20 }, now);
    assert.deepEqual([page.items.length, page.more], [10, false]);
  });

  it('do not cut a session that began before the page', () => {
    const long = new MemoryReader([...Array.from({ length: 30 }, (_, i) => span(i, i + 0.9)), run(100, 101)]);
    const page = readFeed(long, { before: at(100), limit: 5 }, now);
    assert.deepEqual(told(page.items), ['0+29.9 Coding in shop']);
  });
});
