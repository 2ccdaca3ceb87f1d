import assert from 'node:assert/strict';
import { addDays, minuteMs, type Day } from '../../../../src/core/time/days.ts';
import {
  bestHours,
  blocksOf,
  breaksOfDay,
  summarizeCauses,
  type LocalStretch,
  type PatternEvents,
} from '../../../../src/habits/focus/patterns.ts';

const first = '2026-03-02';
/** A stretch from and to minutes after local midnight of a day, one hour east of UTC. */
function stretch(day: Day, [from, to]: readonly [number, number], more: Partial<LocalStretch> = {}): LocalStretch {
  const midnight = Date.parse(`${day}T00:00:00Z`) - 60 * minuteMs;
  const times = { start: midnight + from * minuteMs, end: midnight + to * minuteMs, offset: 60 };
  return { ...times, kind: 'coding', project: 'a', branch: undefined, ...more };
}
const nine = 9 * 60;
const two = 14 * 60;

/** Mornings in one piece, afternoons in pieces of ten minutes. */
function days(count: number): Map<Day, LocalStretch[]> {
  return new Map(
    Array.from({ length: count }, (_, at) => {
      const day = addDays(first, at);
      const pieces = Array.from({ length: 6 }, (_, n) =>
        stretch(day, [two + n * 20, two + n * 20 + 10], { project: n % 2 ? 'b' : 'a' }),
      );
      return [day, [stretch(day, [nine, nine + 60]), stretch(day, [nine + 62, nine + 120]), ...pieces]] as const;
    }),
  );
}

describe('blocks of work', () => {
  it('continue over short pauses, in one project', () => {
    const list = [
      stretch(first, [0, 10]),
      stretch(first, [14, 20]),
      stretch(first, [26, 30]),
      stretch(first, [30, 40], { project: 'b' }),
    ];
    assert.deepEqual(
      blocksOf(first, list).map(({ project, start, end }) => [project, (end - start) / minuteMs]),
      [
        ['a', 20],
        ['a', 4],
        ['b', 10],
      ],
    );
    assert.deepEqual(blocksOf(first, [stretch(first, [0, 60], { kind: 'meeting' })]), []);
    const pause = (minutes: number) =>
      blocksOf(first, [stretch(first, [0, 10]), stretch(first, [10 + minutes, 30])]).length;
    assert.deepEqual([pause(5), pause(5.1)], [1, 2], 'of five minutes');
  });
});

describe('the best hours', () => {
  it('are those with the largest share of focused time, with the evidence', () => {
    const best = bestHours(days(12));
    assert.deepEqual([best?.fromHour, best?.toHour, best?.share, best?.days], [9, 11, 1, 12]);
    assert.equal(best?.measuredMs, 12 * 118 * minuteMs);
    // A piece of the afternoon that reaches over an hour counts in both.
    const across = new Map(
      [...days(12)].map(([day, all]) => [day, [...all, stretch(day, [two + 150, two + 210])]] as const),
    );
    assert.deepEqual([bestHours(across)?.fromHour, bestHours(across)?.measuredMs], [9, 12 * 118 * minuteMs]);
    const late = new Map(
      [...days(12)].map(
        ([day]) =>
          [
            day,
            [
              stretch(day, [nine + 30, nine + 90]),
              ...[0, 1, 2, 3, 4, 5].map((n) =>
                stretch(day, [two + n * 20, two + n * 20 + 10], { project: n % 2 ? 'b' : 'a' }),
              ),
            ],
          ] as const,
      ),
    );
    assert.deepEqual([bestHours(late)?.fromHour, bestHours(late)?.measuredMs], [9, 12 * 60 * minuteMs]);
    assert.ok(Math.abs((best?.overall ?? 0) - 118 / 178) < 1e-9);
  });

  it('are not named with few days, nor where no hour stands out', () => {
    assert.equal(bestHours(days(9)), undefined);
    const even = new Map([...days(20)].map(([day]) => [day, [stretch(day, [nine, nine + 240])]]));
    assert.equal(bestHours(even), undefined);
    assert.equal(bestHours(new Map()), undefined);
  });
});

describe('what interrupts', () => {
  const none: PatternEvents = { failedRuns: [], agentPrompts: [], ciRuns: [] };
  const breaks = (list: LocalStretch[], events: Partial<PatternEvents> = {}) =>
    breaksOfDay(first, list, { ...none, ...events }).map(({ cause, costMs }) => [cause, costMs / minuteMs]);
  const work = (from: number, to: number, project = 'a') => stretch(first, [from, to], { project });

  it('is what came after a stretch that was gone on with, and costs the time until then', () => {
    assert.deepEqual(breaks([work(0, 20), work(20, 35, 'b'), work(35, 60)]), [['projectSwitch', 15]]);
    assert.deepEqual(
      breaks([work(0, 20), stretch(first, [22, 50], { kind: 'meeting', project: undefined }), work(55, 70)]),
      [['meeting', 35]],
    );
    assert.deepEqual(
      breaks([work(0, 20), stretch(first, [20, 28], { kind: 'browsing', project: undefined }), work(28, 40)]),
      [['site', 8]],
    );
    assert.deepEqual(breaks([work(0, 20), work(40, 60)]), [['away', 20]]);
    const meeting = (from: number) => stretch(first, [from, 50], { kind: 'meeting', project: undefined });
    assert.deepEqual(
      [25, 25.1].map((from) => breaks([work(0, 20), meeting(from), work(55, 70)])[0]?.[0]),
      ['meeting', 'away'],
    );
    const page = { kind: 'browsing', project: undefined, scheme: 'web', file: 'news.example/today' } as const;
    const [seen] = breaksOfDay(
      first,
      [work(0, 20), { ...stretch(first, [20, 28], page), ...page }, work(28, 40)],
      none,
    );
    assert.equal(seen?.site, 'news.example');
    const failedRuns = [work(0, 20).end - 1000];
    assert.deepEqual(breaks([work(0, 20), work(40, 60)], { failedRuns }), [['failedRun', 20]]);
  });

  it('is a chat, an agent that waits, or CI that was waited for to its end', () => {
    const chat = stretch(first, [20, 28], { kind: 'browsing', project: undefined, isChat: true });
    assert.deepEqual(breaks([work(0, 20), chat, work(28, 40)]), [['chat', 8]]);
    const app = stretch(first, [20, 28], { kind: 'meeting', project: undefined, isChat: true });
    assert.deepEqual(breaks([work(0, 20), app, work(28, 40)]), [['chat', 8]]);
    const left = [work(0, 20), work(40, 60)];
    const at = (minute: number) => work(minute, minute).start;
    assert.deepEqual(breaks(left, { agentPrompts: [at(19.5)] }), [['agentPrompt', 20]]);
    assert.deepEqual(breaks(left, { agentPrompts: [at(18), at(20.5)] }), [['away', 20]]);
    const ci = (start: number, end: number) => breaks(left, { ciRuns: [{ start: at(start), end: at(end) }] })[0]?.[0];
    assert.deepEqual([ci(18, 40), ci(22, 30)], ['ciWait', 'ciWait']);
    assert.deepEqual([ci(17.9, 30), ci(22.1, 30), ci(19, 20), ci(19, 40.1)], Array(4).fill('away'));
    const meeting = stretch(first, [21, 39], { kind: 'meeting', project: undefined });
    const events = { agentPrompts: [at(20)], ciRuns: [{ start: at(20), end: at(30) }] };
    assert.deepEqual(breaks([work(0, 20), meeting, work(40, 60)], events), [['meeting', 20]]);
  });

  it('is nothing where the project was not gone on with, nor after a few minutes', () => {
    assert.deepEqual(breaks([work(0, 20), work(20, 60, 'b')]), []);
    assert.deepEqual(breaks([work(0, 9), work(9, 20, 'b'), work(20, 40)]), []);
  });

  it('is summed up by cause once it was seen often enough', () => {
    const seen = (count: number, cause: 'away' | 'meeting') =>
      Array.from({ length: count }, (_, at) => ({ day: addDays(first, at), cause, costMs: at * minuteMs }));
    assert.deepEqual(summarizeCauses([...seen(4, 'meeting'), ...seen(5, 'away')]), [
      { cause: 'away', count: 5, days: 5, medianMs: 2 * minuteMs },
    ]);
    const pages = (count: number, site?: string) =>
      Array.from({ length: count }, (_, at) => ({
        day: addDays(first, at),
        cause: 'site' as const,
        costMs: minuteMs,
        ...(site !== undefined && { site }),
      }));
    const all = [...pages(3, 'news.example'), ...pages(4, 'b.example'), ...pages(1, 'once.example'), ...pages(5)];
    assert.deepEqual(summarizeCauses(all)[0]?.sites, [
      { site: 'b.example', count: 4 },
      { site: 'news.example', count: 3 },
    ]);
    // On one day only: an exception rather than a habit.
    assert.deepEqual(summarizeCauses(seen(6, 'away').map((one) => ({ ...one, day: first }))), []);
  });
});
