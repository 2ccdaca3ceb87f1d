import type {
  ActivityRange,
  DayView,
  HistoryView,
  RangePart,
  PatternsView,
  TopView,
} from '../../../src/core/views/historyViews.ts';
import type { Grouping } from '../../../src/core/views/history.ts';
import type { Result } from '../../../src/catalog/view.ts';
import { at, sampleDashboard, sampleNow } from './sampleDashboard.ts';

const minute = 60_000;
const hour = 60 * minute;
const dayMs = 24 * hour;
const today = '2026-11-20';

/** Returns the day a number of days before today. */
export function daysAgo(count: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10);
}

const groups: Readonly<Record<Grouping, readonly string[]>> = {
  source: ['editor', 'terminal', 'task', 'debug', 'manual'],
  kind: ['coding', 'reading', 'testing', 'debugging', 'meeting', 'learning'],
  project: ['daymark', 'shop', 'docs', 'site', 'tools', 'infra', 'blog', 'old'],
  language: ['typescript', 'css', 'markdown'],
};

/** Time of a day, none at weekends: somewhere between 3 and 7 hours; today what the dashboard has. */
function timeOf(ago: number): number {
  if (ago === 0) return sampleDashboard().today.totalMs;
  const weekday = new Date(Date.parse(`${daysAgo(ago)}T00:00:00Z`)).getUTCDay();
  return weekday === 0 || weekday === 6 ? 0 : (180 + ((ago * 37) % 240)) * minute;
}

/** Days in parts: the first has the most time, and the rest has no name. */
export function sampleRange(days: number, by: Grouping): ActivityRange {
  const names = groups[by];
  const list = Array.from({ length: days }, (_, index) => {
    const ms = timeOf(days - 1 - index);
    const parts = names.map((_name, part) => Math.round((ms * (names.length - part)) / 45));
    return { day: daysAgo(days - 1 - index), ms: [...parts, ms - parts.reduce((sum, one) => sum + one, 0)] };
  });
  const sum = (part: number) => list.reduce((total, { ms }) => total + (ms[part] ?? 0), 0);
  const parts = names.map((name, index): RangePart => ({ type: 'name', id: name, name, ms: sum(index) }));
  return { by, parts: [...parts, { type: 'none', id: '', name: '', ms: sum(names.length) }], days: list };
}

export function sampleHistory(): HistoryView {
  const days = Array.from({ length: 52 * 7 + 5 }, (_, index) => {
    const ago = 52 * 7 + 4 - index;
    return { day: daysAgo(ago), ms: timeOf(ago) };
  });
  return {
    days,
    week: { ms: 22 * hour, beforeMs: 20 * hour },
    month: { ms: 61 * hour, beforeMs: 70 * hour },
    bestWeek: { from: '2026-10-05', ms: 31 * hour },
  };
}

export function samplePatterns(): PatternsView {
  const hours = Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_unused, of) =>
      weekday > 4 || of < 8 || of > 18 ? 0 : Math.max(0, 50 - Math.abs(of - 10) * 7 - weekday * 3) * minute * 2,
    ),
  );
  return {
    hours,
    worked: [2, 2, 2, 2, 2, 0, 0],
    best: { from: 10, share: 0.23, weekday: 0, hour: 10, meanMs: 50 * minute },
  };
}

function listOf(prefix: string, names: readonly string[], totalMs: number): RangePart[] {
  const parts = names.map((name, index): RangePart => {
    const ms = Math.round(totalMs / 2 ** (index + 1));
    return { type: 'name', id: `${prefix}${name}`, name, ms };
  });
  const rest = totalMs - parts.reduce((sum, { ms }) => sum + ms, 0);
  return [...parts, { type: 'rest', id: '', name: '', ms: rest }];
}

export function sampleTop(): TopView {
  const totalMs = 44 * hour;
  const project = '/home/ada/daymark\n';
  return {
    totalMs,
    lists: {
      project: listOf('/home/ada/', ['daymark', 'shop', 'docs'], totalMs),
      category: listOf('', ['Coding', 'Work / Client', 'Communication'], totalMs),
      language: listOf('', ['typescript', 'css', 'markdown'], totalMs),
      file: listOf(project, ['src/storage/checkpoint.ts', 'src/webview/panels/timeline/timelineChart.tsx'], totalMs),
      branch: listOf(project, ['main', 'feature/timeline-zoom'], totalMs),
    },
  };
}

/** The sample day with its runs and marks; other days are the same a little shorter, and weekends empty. */
const waited = (title: string, page: string, minutes: number) => ({
  id: page,
  title,
  url: `https://github.com/acme/shop/${page}`,
  ms: minutes * minute,
});

/** Pages around work of the day before. */
export const sampleResearch: Result<'research.get'> = {
  totalMs: 42 * minute,
  rows: [
    {
      project: '/work/daymark',
      projectName: 'daymark',
      branch: 'zoom',
      task: 'task1',
      title: 'Zoom the timeline',
      ms: 30 * minute,
      sites: [
        { site: 'developer.mozilla.org', ms: 20 * minute },
        { site: '', ms: 10 * minute },
      ],
    },
    { project: '/work/site', projectName: 'site', ms: 12 * minute, sites: [{ site: 'go.dev', ms: 12 * minute }] },
  ],
};

export function sampleDay(day: string): DayView {
  const { today: shown, score } = sampleDashboard();
  const isToday = day === today;
  const shift = Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`);
  const ago = Math.round(-shift / dayMs);
  const isEmpty = timeOf(ago) === 0;
  const run = (from: number, minutes: number, outcome: DayView['runs'][number]['outcome']) => ({
    start: from + shift,
    end: from + shift + minutes * minute,
    name: 'test: storage',
    kind: 'testing' as const,
    outcome,
  });
  const timeline = shown.timeline.map((block) => ({ ...block, start: block.start + shift, end: block.end + shift }));
  return {
    day,
    offset: 60,
    now: isToday ? sampleNow : null,
    totalMs: isEmpty ? 0 : shown.totalMs,
    goalMs: shown.goalMs,
    bySplit: shown.bySplit,
    score: isEmpty ? { value: null, level: 'none' } : { value: isToday ? score.value : 83, level: 'good' },
    byKind: isEmpty ? [] : shown.byKind,
    researchMs: ago === 1 ? 42 * minute : 0,
    timeline: isEmpty ? [] : timeline,
    runs: isEmpty ? [] : [run(at(10, 21), 5, 'passed'), run(at(13, 26), 5, 'failed')],
    marks: isEmpty
      ? []
      : [
          { at: at(11, 1) + shift, type: 'commit', title: 'Zoom the timeline', detail: '+120 −14' },
          { at: at(13, 20) + shift, type: 'github', title: 'Reviewed pull request #12', detail: 'approved' },
        ],
    waits: isEmpty
      ? null
      : {
          ci: {
            ms: 14 * minute,
            count: 2,
            named: [waited('CI · zoom', 'actions/runs/1', 9), waited('CI · main', 'actions/runs/2', 5)],
          },
          review: { ms: 190 * minute, count: 1, named: [waited('#12 Zoom the timeline', 'pull/12', 190)] },
        },
    before: ago < 400 ? daysAgo(ago + 1) : null,
    after: isToday ? null : daysAgo(ago - 1),
  };
}
