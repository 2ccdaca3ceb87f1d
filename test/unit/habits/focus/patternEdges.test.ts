import assert from 'node:assert/strict';
import { addDays, hourMs, minuteMs, type Day } from '../../../../src/core/time/days.ts';
import {
  bestHours,
  breaksOfDay,
  summarizeCauses,
  type Break,
  type LocalStretch,
  type PatternEvents,
} from '../../../../src/habits/focus/patterns.ts';

const first = '2026-03-02';
/** A stretch from and to minutes after midnight of a day, in UTC. */
function work(from: number, to: number, more: Partial<LocalStretch> & { readonly day?: Day } = {}): LocalStretch {
  const { day = first, ...rest } = more;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const times = { start: midnight + from * minuteMs, end: midnight + to * minuteMs, offset: 0 };
  return { ...times, kind: 'coding', project: 'a', branch: undefined, ...rest };
}
const none: PatternEvents = { failedRuns: [], agentPrompts: [], ciRuns: [] };
const causesOf = (list: LocalStretch[], events: Partial<PatternEvents> = {}) =>
  breaksOfDay(first, list, { ...none, ...events }).map(({ cause }) => cause);

describe('what ends a block of work', () => {
  it('counts from blocks of ten minutes on', () => {
    assert.deepEqual(causesOf([work(0, 10), work(40, 50)]), ['away']);
    assert.deepEqual(causesOf([work(0, 9.9), work(40, 50)]), []);
    assert.deepEqual(causesOf([work(0, 10), work(40, 49.9)]), []);
  });

  it('is a run that failed in its last minute', () => {
    const list = [work(0, 20), work(40, 60)];
    const failedAt = (before: number) => causesOf(list, { failedRuns: [(list[0]?.end ?? 0) - before] });
    assert.deepEqual([failedAt(0), failedAt(minuteMs - 1), failedAt(minuteMs), failedAt(-1)].flat(), [
      'failedRun',
      'failedRun',
      'away',
      'away',
    ]);
  });

  it('is an agent that asked in its last minute, unless a meeting follows', () => {
    const list = [work(0, 20), work(40, 60)];
    const askedAt = (before: number) => causesOf(list, { agentPrompts: [(list[0]?.end ?? 0) - before] });
    assert.deepEqual([askedAt(0), askedAt(minuteMs - 1), askedAt(minuteMs), askedAt(-1)].flat(), [
      'agentPrompt',
      'agentPrompt',
      'away',
      'away',
    ]);
    const meeting = work(20, 30, { kind: 'meeting', project: undefined });
    const agentPrompts = [work(0, 20).end];
    assert.deepEqual(causesOf([work(0, 20), meeting, work(40, 60)], { agentPrompts }), ['meeting']);
    assert.deepEqual(causesOf([work(0, 20), { ...meeting, isChat: true }, work(40, 60)], { agentPrompts }), [
      'agentPrompt',
    ]);
    assert.deepEqual(causesOf([work(0, 20), { ...meeting, isChat: true }, work(40, 60)]), ['chat']);
  });

  it('is a run of CI that was waited for: from about its end until the work goes on', () => {
    const waited = (from: number, to: number) => {
      const { start, end } = work(from, to);
      return causesOf([work(0, 20), work(40, 60)], { ciRuns: [{ start, end }] })[0];
    };
    assert.deepEqual([waited(18, 30), waited(22, 30), waited(20, 40)], ['ciWait', 'ciWait', 'ciWait']);
    assert.deepEqual(
      [waited(17.9, 30), waited(22.1, 30), waited(20, 40.1), waited(18, 20)],
      ['away', 'away', 'away', 'away'],
    );
  });

  it('is the first thing that is no work on the project, and not something before its end', () => {
    const meeting = { kind: 'meeting', project: undefined } as const;
    const site = { kind: 'browsing', project: undefined } as const;
    assert.deepEqual(causesOf([work(0, 20), work(20, 22, site), work(22, 30, meeting), work(30, 50)]), ['site']);
    const early = [work(0, 10), work(10, 12, meeting), work(12, 30), work(30, 40, site), work(40, 50)];
    assert.deepEqual(causesOf(early), ['site']);
    assert.deepEqual(causesOf([work(0, 20), work(20, 30, { project: undefined }), work(30, 50)]), ['away']);
    assert.deepEqual(causesOf([work(0, 20), work(20, 30, { kind: 'other' }), work(30, 50)]), ['projectSwitch']);
  });

  it('names a page only for a page of the web', () => {
    const page = (scheme: string | undefined) =>
      work(20, 28, { kind: 'browsing', project: undefined, scheme, file: 'news.example/today' });
    const siteOf = (scheme: string | undefined) =>
      breaksOfDay(first, [work(0, 20), page(scheme), work(28, 40)], none)[0]?.site;
    assert.deepEqual([siteOf('web'), siteOf('file'), siteOf(undefined)], ['news.example', undefined, undefined]);
    const meeting = work(20, 28, { kind: 'meeting', project: undefined, scheme: 'web', file: 'meet.example' });
    assert.equal(breaksOfDay(first, [work(0, 20), meeting, work(28, 40)], none)[0]?.site, undefined);
  });
});

/** The same stretches on each of some days. */
function sameDays(count: number, make: (day: Day) => LocalStretch[]): Map<Day, LocalStretch[]> {
  return new Map(Array.from({ length: count }, (_, at) => addDays(first, at)).map((day) => [day, make(day)] as const));
}
const pieces = (day: Day, from: number) =>
  Array.from({ length: 6 }, (_, n) => work(from + n * 20, from + n * 20 + 10, { day, project: n % 2 ? 'b' : 'a' }));

describe('the best hours', () => {
  it('need ten days, of which five with three hours then', () => {
    const long = (count: number, minutes: number) => (day: Day) =>
      day < addDays(first, count) ? [work(540, 540 + minutes, { day }), ...pieces(day, 840)] : pieces(day, 840);
    assert.equal(bestHours(sameDays(10, long(5, 36)))?.fromHour, 8);
    assert.equal(bestHours(sameDays(10, long(5, 36)))?.measuredMs, 3 * hourMs);
    assert.equal(bestHours(sameDays(10, long(5, 35.9))), undefined);
    assert.equal(bestHours(sameDays(10, long(4, 60))), undefined);
    assert.equal(bestHours(sameDays(9, long(5, 60))), undefined);
  });

  it('count blocks of 25 minutes on, over pauses, in their own project only', () => {
    const shareOf = (make: (day: Day) => LocalStretch[]) => {
      const best = bestHours(sameDays(12, (day) => [...make(day), ...pieces(day, 840)]));
      return best && [best.fromHour, best.share];
    };
    assert.deepEqual(
      shareOf((day) => [work(560, 585, { day })]),
      [8, 1],
    );
    assert.deepEqual(
      shareOf((day) => [work(560, 584.9, { day })]),
      undefined,
    );
    // The pause is not measured, so it is in neither part of the share.
    assert.deepEqual(
      shareOf((day) => [work(550, 560, { day }), work(565, 575, { day })]),
      [8, 1],
    );
    const visit = (day: Day) => [
      work(540, 560, { day }),
      work(560, 562, { day, kind: 'meeting', project: undefined }),
      work(562, 580, { day }),
    ];
    assert.deepEqual(shareOf(visit), [8, 38 / 40]);
  });

  it('may be around midnight, and are the busier ones where the share is the same', () => {
    const night = sameDays(12, (day) => [
      ...pieces(day, 840),
      work(23 * 60, 24 * 60, { day }),
      work(24 * 60, 24 * 60 + 40, { day }),
    ]);
    assert.deepEqual([bestHours(night)?.fromHour, bestHours(night)?.toHour], [23, 1]);
    assert.equal(bestHours(night)?.measuredMs, 12 * 100 * minuteMs);
  });
});

describe('causes of breaks', () => {
  const seen = (count: number, change: Partial<Break>, days = count): Break[] =>
    Array.from({ length: count }, (_, at) => ({
      day: addDays(first, at % days),
      cause: 'away',
      costMs: minuteMs,
      ...change,
    }));

  it('count from five times on three days, most frequent first, then in a fixed order', () => {
    const causes = (list: Break[]) => summarizeCauses(list).map(({ cause, days }) => [cause, days]);
    assert.deepEqual(causes(seen(5, {}, 3)), [['away', 3]]);
    assert.deepEqual(causes(seen(5, {}, 2)), []);
    const all = [...seen(5, {}), ...seen(5, { cause: 'meeting' }), ...seen(6, { cause: 'site' })];
    assert.deepEqual(
      causes(all).map(([cause]) => cause),
      ['site', 'meeting', 'away'],
    );
  });

  it('name up to three pages, those seen as often by name', () => {
    const sites = ['d', 'b', 'a', 'c'].flatMap((site) => seen(2, { cause: 'site', site: `${site}.example` }));
    assert.deepEqual(
      summarizeCauses([...sites, ...seen(3, { cause: 'site' })])[0]?.sites?.map(({ site, count }) => [site, count]),
      [
        ['a.example', 2],
        ['b.example', 2],
        ['c.example', 2],
      ],
    );
  });
});
