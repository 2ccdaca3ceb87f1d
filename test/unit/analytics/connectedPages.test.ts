import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type PageRule, withConnectedPages } from '../../../src/analytics/connectedPages.ts';
import { durationOf, type Segment } from '../../../src/analytics/segment.ts';
import { timelineOf } from '../../../src/analytics/timeline.ts';
import type { SpanFact } from '../../../src/core/facts/facts.ts';
import { defaultTimeRules } from '../../../src/core/rules/rules.ts';
import { segmentCategories } from '../../../src/analytics/categories.ts';
import { MemoryReader } from '../../fakes/memoryReader.ts';
import { at, day, rows, span, t } from './given.ts';

const shop = '/home/me/shop';
const blog = '/home/me/blog';

/** A visit that the companion saw. */
function page([from, to]: readonly [number, number], file: string, changes: Partial<SpanFact> = {}): SpanFact {
  const { project: _, language: __, branch: ___, ...bare } = span(from, to, { source: 'hub', scheme: 'web', file });
  return { ...bare, kind: 'learning', ...changes };
}

const unknown = (from: number, to: number, file = 'someones.page') => page([from, to], file, { kind: 'browsing' });

/** Pages with what became of them, by their start. */
function connectedIn(...spans: SpanFact[]): unknown[] {
  return timelineOf(rows({ spans }), defaultTimeRules)
    .filter(({ scheme, basis }) => scheme === 'web' && basis === 'observed')
    .map(({ kind, project, branch, connection }) => [kind, project?.split('/').at(-1), branch, connection]);
}

describe('a page', () => {
  it('of a site for work counts for the work right before or after it', () => {
    assert.deepEqual(connectedIn(span(0, 10), page([10, 15], 'docs.python.org')), [
      ['learning', 'shop', 'main', 'near'],
    ]);
    assert.deepEqual(connectedIn(page([0, 5], 'docs.python.org'), span(5, 10)), [['learning', 'shop', 'main', 'near']]);
  });

  it('counts for the nearer work, and between two alike for the earlier', () => {
    const after = span(19, 30, { project: blog, branch: 'draft' });
    assert.deepEqual(connectedIn(span(0, 10), page([13, 18], 'go.dev'), after), [
      ['learning', 'blog', 'draft', 'near'],
    ]);
    assert.deepEqual(connectedIn(span(0, 10), page([11, 18], 'go.dev'), after), [['learning', 'shop', 'main', 'near']]);
  });

  it('of an unknown site is learning only between two stretches of work in one project', () => {
    assert.deepEqual(connectedIn(span(0, 10), unknown(10, 15), span(15, 20, { branch: 'fix' })), [
      ['learning', 'shop', 'main', 'between'],
    ]);
    const none = [['browsing', undefined, undefined, undefined]];
    assert.deepEqual(connectedIn(span(0, 10), unknown(10, 15)), none);
    assert.deepEqual(connectedIn(unknown(10, 15), span(15, 20)), none);
    assert.deepEqual(connectedIn(span(0, 10), unknown(10, 15), span(15, 20, { project: blog })), none);
  });

  it('that is a video with an unclear title is learning only between, too', () => {
    const video = (from: number, to: number) =>
      page([from, to], 'youtube.com', { kind: 'browsing', rule: 'unclear-video' });
    assert.deepEqual(connectedIn(span(0, 10), video(10, 30), span(30, 40)), [['learning', 'shop', 'main', 'between']]);
    const none = ['browsing', undefined, undefined, undefined];
    assert.deepEqual(connectedIn(span(0, 10), video(10, 30)), [none]);
    assert.deepEqual(connectedIn(span(0, 10), video(10, 30), span(36, 40)), [none]);
    const music = page([10, 30], 'youtube.com', { kind: 'browsing' });
    assert.deepEqual(connectedIn(span(0, 10), music, span(30, 40)), [none]);
  });

  it('that plays a video on a site that isn’t known is leisure where it doesn’t connect, and by a pastime’s title anywhere', () => {
    const categoriesIn = (rule: 'unclear-video' | 'pastime-video' | undefined, ...after: SpanFact[]) => {
      const video = page([10, 30], 'acme.example', { kind: 'browsing', ...(rule && { rule }) });
      const spans = [span(0, 10), video, ...after];
      const reader = new MemoryReader(spans);
      const categoryOf = segmentCategories(reader, { from: day, to: day }, { t });
      const shown = timelineOf(rows({ spans }), defaultTimeRules).filter(({ scheme }) => scheme === 'web');
      return [...new Set(shown.map(categoryOf))];
    };
    assert.deepEqual(categoriesIn(undefined), ['other']);
    assert.deepEqual(categoriesIn('unclear-video'), ['leisure']);
    assert.deepEqual(categoriesIn('unclear-video', span(30, 40)), ['learning']);
    assert.deepEqual(categoriesIn('pastime-video'), ['leisure']);
    assert.deepEqual(categoriesIn('pastime-video', span(30, 40)), ['leisure']);
  });

  it('counts as a whole, though browsers report a long visit in parts', () => {
    const parts = (file: string) => [page([10, 40], 'go.dev'), page([40, 50], file)];
    const near = ['learning', 'shop', 'main', 'near'];
    assert.deepEqual(connectedIn(span(0, 10), ...parts('go.dev')), [near, near]);
    assert.deepEqual(connectedIn(span(0, 10), ...parts('docs.rs')), [near, near]);
    const video = (from: number, to: number) =>
      page([from, to], 'youtube.com', { kind: 'browsing', rule: 'unclear-video' });
    const between = ['learning', 'shop', 'main', 'between'];
    assert.deepEqual(connectedIn(span(0, 10), video(10, 40), video(40, 60), span(60, 70)), [between, between]);
  });

  it('connects over other such pages, but over no more than 5 minutes of anything else, nor 30 in all', () => {
    const pages = (until: number) => [span(0, 1), page([1, until], 'go.dev'), page([until, until + 5], 'docs.rs')];
    assert.deepEqual(connectedIn(...pages(30)).at(1), ['learning', 'shop', 'main', 'near']);
    assert.deepEqual(connectedIn(...pages(32)).at(1), ['learning', undefined, undefined, undefined]);
    const call = (to: number) => page([10, to], 'meet.google.com', { kind: 'meeting' });
    assert.deepEqual(
      connectedIn(span(0, 10), call(15), page([15, 20], 'go.dev'))
        .at(1)
        ?.toString(),
      'learning,shop,main,near',
    );
    assert.deepEqual(
      connectedIn(span(0, 10), call(16), page([16, 20], 'go.dev'))
        .at(1)
        ?.toString(),
      'learning,,,',
    );
  });

  it('about a repository or an issue counts for that project and branch, hours later too', () => {
    const work = [
      span(0, 5, { branch: 'main' }),
      span(5, 10, { branch: 'fix/318-menu' }),
      span(10, 20, { project: blog, branch: 'ABC-12-draft' }),
    ];
    const of = (file: string, from = 300) => connectedIn(...work, page([from, from + 5], file, { kind: 'reviewing' }));
    assert.deepEqual(of('github.com/acme/shop/pull/318/files'), [['reviewing', 'shop', 'fix/318-menu', 'repository']]);
    assert.deepEqual(of('github.com/acme/Shop/pull/31'), [['reviewing', 'shop', 'fix/318-menu', 'repository']]);
    assert.deepEqual(of('gitlab.com/a/b/shop/-/merge_requests/318'), [
      ['reviewing', 'shop', 'fix/318-menu', 'repository'],
    ]);
    assert.deepEqual(of('acme.atlassian.net/browse/ABC-12'), [['reviewing', 'blog', 'ABC-12-draft', 'repository']]);
    const none = [['reviewing', undefined, undefined, undefined]];
    for (const file of ['github.com', 'github.com/acme/other/pull/318', 'acme.atlassian.net/browse/ABC-1'])
      assert.deepEqual(of(file), none, file);
    assert.deepEqual(of('github.com/acme/shop/pull/318', 10 + 8 * 60 + 1), none);
  });

  it('names its repository before the number, or second, and an item by its number or key', () => {
    const work = [
      span(0, 10, { branch: 'fix-7' }),
      span(10, 20, { branch: 'main' }),
      span(20, 30, { project: blog, branch: 'draft' }),
    ];
    const of = (file: string) =>
      connectedIn(...work, page([300, 305], file, { kind: 'reviewing' })).map((one) =>
        (one as unknown[]).slice(1, 3).join(' '),
      )[0];
    for (const [file, expected] of [
      ['github.com/acme/shop', 'shop main'],
      ['github.com/acme/SHOP/', 'shop main'],
      ['github.com/acme/shop/pull/7', 'shop fix-7'],
      ['github.com/acme/shop/issues', 'shop main'],
      ['github.com/acme/shop/pull/seven', 'shop main'],
      ['github.com/acme/shop/pull/70', 'shop main'],
      ['github.com/shop', ' '],
      ['github.com/pull/7', ' '],
      ['gitlab.acme.com/group/team/shop/-/issues/7', 'shop fix-7'],
      ['git.acme.com/acme/shop/pull/7', ' '],
      ['acme.atlassian.net/browse/FIX-7', 'shop fix-7'],
      ['acme.atlassian.net/browse/FIX-7/more', 'shop fix-7'],
      ['acme.atlassian.net/browse/fix-7', ' '],
    ] as const)
      assert.equal(of(file), expected, file);
    // The nearest of several, and within eight hours.
    const near = (from: number) =>
      connectedIn(
        span(0, 10, { branch: 'a-7' }),
        span(600, 610, { branch: 'b-7' }),
        page([from, from + 5], 'github.com/acme/shop/pull/7', { kind: 'reviewing' }),
      ).map((one) => (one as unknown[])[2])[0];
    assert.deepEqual(
      [near(20), near(580), near(10 + 480), near(1090), near(1091)],
      ['a-7', 'b-7', 'b-7', 'b-7', undefined],
    );
    const first = connectedIn(
      span(0, 10, { branch: 'a-7' }),
      page([490, 495], 'github.com/acme/shop', { kind: 'reviewing' }),
    );
    const late = connectedIn(
      span(0, 10, { branch: 'a-7' }),
      page([491, 495], 'github.com/acme/shop', { kind: 'reviewing' }),
    );
    assert.deepEqual(
      [first, late].map(([one]) => (one as unknown[])[3]),
      ['repository', undefined],
    );
  });

  it('of leisure, of communication, of a chosen category, and a forgotten one connect to nothing', () => {
    const between = (one: SpanFact) => connectedIn(span(0, 10), one, span(15, 20)).map(String);
    for (const file of ['reddit.com', 'youtube.com', 'mail.google.com', '(hidden)'])
      assert.deepEqual(between(unknown(10, 15, file)), ['browsing,,,'], file);
    assert.deepEqual(between(page([10, 15], 'x.com', { kind: 'meeting' })), ['meeting,,,']);
    assert.deepEqual(between({ ...unknown(10, 15), rule: 'site-choice' }), ['browsing,,,']);
    const { file: _, ...forgotten } = unknown(10, 15);
    assert.deepEqual(between(forgotten), ['browsing,,,']);
    const { file: __, ...read } = page([10, 15], 'go.dev');
    assert.deepEqual(between(read), ['learning,shop,main,between']);
  });

  it('that ActivityWatch saw gets the kind of its site, when it connects', () => {
    const seen = (file: string) => connectedIn(span(0, 10), unknown(10, 15, file)).map(String);
    assert.deepEqual(seen('developer.mozilla.org'), ['learning,shop,main,near']);
    assert.deepEqual(connectedIn(unknown(10, 15, 'developer.mozilla.org')).map(String), ['browsing,,,']);
  });

  it('is left to a rule or a correction that names another project', () => {
    const userRules = [{ scheme: 'web', project: '/home/me/notes' }];
    const spans = [span(0, 10), page([10, 15], 'go.dev')];
    const ruled = timelineOf(rows({ spans }), { ...defaultTimeRules, userRules }).at(-1);
    assert.deepEqual([ruled?.project, ruled?.connection], ['/home/me/notes', undefined]);
  });
});

describe('laws of connected pages', () => {
  const sites = [
    'go.dev',
    'someones.page',
    'reddit.com',
    'github.com/acme/shop/pull/7',
    'acme.atlassian.net/browse/A-7',
  ];
  const piece = fc.record({
    gap: fc.integer({ min: 0, max: 12 }),
    length: fc.integer({ min: 1, max: 25 }),
    what: fc.oneof(
      fc.record({ project: fc.constantFrom(shop, blog), branch: fc.constantFrom('main', 'fix-7') }),
      fc.record({ file: fc.constantFrom(...sites), kind: fc.constantFrom('browsing', 'learning', 'meeting') }),
    ),
  });
  const timelines = fc.array(piece, { maxLength: 25 }).map((pieces) => {
    let minute = 0;
    return pieces.map(({ gap, length, what }, i): Segment => {
      const [start, end] = [minute + gap, (minute += gap + length)];
      const nothing = { project: undefined, file: undefined, language: undefined, branch: undefined };
      const base = {
        start: at(start),
        end: at(end),
        offset: 0,
        basis: 'observed',
        factId: `w:${i}`,
        ...nothing,
      } as const;
      return 'file' in what
        ? { ...base, ...what, kind: what.kind as Segment['kind'], source: 'hub', scheme: 'web' }
        : { ...base, ...what, kind: 'coding', source: 'editor' };
    });
  });
  const none: ReadonlyMap<string, PageRule> = new Map();
  /** The whole visit of which a page is a part. */
  const wholeOf = (segments: readonly Segment[], at: number): Pick<Segment, 'start' | 'end'> => {
    const isOne = (a?: Segment, b?: Segment) => a?.scheme === 'web' && a.file === b?.file && a.end === b?.start;
    let [first, last] = [at, at];
    while (isOne(segments[first - 1], segments[first])) first--;
    while (isOne(segments[last], segments[last + 1])) last++;
    return { start: segments[first]?.start ?? 0, end: segments[last]?.end ?? 0 };
  };

  it('changes no time, and nothing but pages', () => {
    fc.assert(
      fc.property(timelines, (segments) => {
        const result = withConnectedPages(segments, none);
        assert.equal(durationOf(result), durationOf(segments));
        assert.deepEqual(
          result.map(({ start, end, file }) => ({ start, end, file })),
          segments.map(({ start, end, file }) => ({ start, end, file })),
        );
        for (const [i, one] of result.entries()) if (one.scheme !== 'web') assert.equal(one, segments[i]);
      }),
    );
  });

  it('gives only projects and branches that were worked on within reach, and the reason with them', () => {
    fc.assert(
      fc.property(timelines, (segments) => {
        for (const [i, one] of withConnectedPages(segments, none).entries()) {
          if (one.scheme !== 'web') continue;
          const whole = wholeOf(segments, i);
          assert.equal(one.connection === undefined, one.project === undefined);
          if (one.connection === undefined) continue;
          const reach = one.connection === 'repository' ? 8 * 60 : 30;
          const isThere = segments.some(
            ({ source, project, branch, start, end }) =>
              source === 'editor' &&
              project === one.project &&
              branch === one.branch &&
              Math.max(whole.start - end, start - whole.end) <= reach * 60_000,
          );
          assert.ok(isThere);
        }
      }),
    );
  });

  it('applied twice changes nothing, and chosen sites stay as they were', () => {
    fc.assert(
      fc.property(timelines, (segments) => {
        const once = withConnectedPages(segments, none);
        assert.deepEqual(withConnectedPages(once, none), once);
        const all = new Map(segments.map(({ factId }) => [factId, 'site-choice'] as const));
        for (const [i, one] of withConnectedPages(segments, all).entries())
          if (segments[i]?.kind === 'browsing') assert.equal(one, segments[i]);
      }),
    );
  });
});
