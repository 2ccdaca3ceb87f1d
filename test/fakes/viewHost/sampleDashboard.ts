import { splitOf } from '../../../src/analytics/collaboration/split.ts';
import type { Dashboard, DayTotal, FeedItem, PastPlan, Plan, TimelineBlock } from '../../../src/core/views/views.ts';
import { sampleComponents as components } from './sampleScore.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Friday 20 November 2026, 15:24 in a place one hour east of UTC. */
export const sampleNow = Date.UTC(2026, 10, 20, 14, 24);
const offset = 60;
const today = '2026-11-20';

/** The instant of a clock time of the sample day. */
export function at(hours: number, minutes: number): number {
  return Date.UTC(2026, 10, 20, hours, minutes) - offset * minute;
}

const timeline: TimelineBlock[] = [
  block('reading', '8:52–9:07'),
  block('coding', '9:07–10:21'),
  block('testing', '10:21–10:26', { source: 'task' }),
  block('coding', '10:31–11:02'),
  block('meeting', '11:05–11:35', { source: 'manual' }),
  block('debugging', '11:48–12:20', { source: 'debug' }),
  block('reviewing', '13:04–13:26'),
  block('building', '13:26–13:31', { source: 'task' }),
  block('terminal', '13:31–13:44', { source: 'terminal' }),
  block('learning', '13:50–14:12', { project: undefined, language: undefined }),
  block('planning', '14:12–14:20'),
  block('coding', '14:33–15:24'),
];

interface BlockParts {
  readonly source?: TimelineBlock['source'];
  readonly project?: string | undefined;
  readonly language?: string | undefined;
}

/** @param times such as `9:07–10:21` */
function block(kind: TimelineBlock['kind'], times: string, parts: BlockParts = {}): TimelineBlock {
  const { source = 'editor', project = '/home/ada/daymark', language = 'TypeScript' } = parts;
  const place = 'project' in parts && parts.project === undefined ? {} : { project, language };
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = times.split(/[:–]/).map(Number);
  return { start: at(fromHour, fromMinute), end: at(toHour, toMinute), kind, source, ...place };
}

/** Hours of editor, debugger, tasks, terminal and by hand of the fourteen days; a weekend, a holiday and a long day among them. */
const hoursOfDays: readonly (readonly number[])[] = [
  [0, 0, 0, 0, 0],
  [0.4, 0, 0, 0, 0],
  [3.1, 0.6, 0.3, 0.2, 1],
  [4.2, 0.2, 0.4, 0.5, 0.5],
  [2.8, 1.4, 0.2, 0.3, 0],
  [3.9, 0.4, 0.6, 0.2, 1.5],
  [3.2, 0.1, 0.2, 0.1, 0.5],
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0.75],
  [4.6, 0.8, 0.5, 0.4, 0.5],
  [5.4, 0.9, 0.7, 0.6, 0],
  [0, 0, 0, 0, 0],
  [3.7, 0.3, 0.3, 0.2, 1],
  [3.3, 0.53, 0.17, 0.22, 0.5],
];

function days(): DayTotal[] {
  return hoursOfDays.map((hours, index) => {
    const [editor = 0, debug = 0, task = 0, terminal = 0, manual = 0] = hours.map((value) => Math.round(value * hour));
    const day = new Date(Date.UTC(2026, 10, 20 - 13 + index)).toISOString().slice(0, 10);
    return {
      day,
      totalMs: editor + debug + task + terminal + manual,
      bySource: { editor, debug, task, terminal, manual },
    };
  });
}

function plan(): Plan {
  return {
    day: today,
    provider: 'rules',
    capacityMinutes: 300,
    capacityEvidence: [{ id: 'c1', text: 'The median of your last eight Fridays is 5 h.' }],
    tasks: [
      task('t1', 'Finish the branch feature/timeline-zoom', { priority: 'high', minutes: 90, done: true }),
      task('t2', 'Fix 3 errors in src/storage/checkpoint.ts', { priority: 'high', minutes: 60, evidence: 2 }),
      task('t3', 'Make the task "test: storage" pass again', { priority: 'medium', minutes: 45 }),
      task('t4', 'Answer the review of Grace', { priority: 'low', minutes: 15, done: true, source: 'user' }),
      task('t5', 'Write down how the journal survives a crash in the middle of a checkpoint, with a picture', {
        priority: 'medium',
        minutes: 60,
        source: 'user',
      }),
    ],
    learning: {
      title: 'TS2345 came up on 4 days: read about assignability of function parameters',
      minutes: 25,
      done: false,
      evidence: [{ id: 'l1', text: 'TS2345 was introduced 11 times on 4 days, mostly in TypeScript.' }],
    },
    reflection: {
      question: 'Your longest unbroken stretch yesterday was 74 minutes. What made it possible?',
      answer: '',
      evidence: [{ id: 'r1', text: 'Yesterday: 5 h 22 min worked, longest stretch 74 min, 212 switches of file.' }],
    },
  };
}

interface TaskParts {
  readonly priority: Plan['tasks'][number]['priority'];
  readonly minutes: number;
  readonly done?: boolean;
  readonly source?: 'rules' | 'user';
  readonly evidence?: number;
}

function task(id: string, title: string, parts: TaskParts): Plan['tasks'][number] {
  const { priority, minutes, done = false, source = 'rules', evidence = 1 } = parts;
  const texts = ['1 h 40 min on this branch in the last three days.', 'The file had 3 errors when it was last seen.'];
  return {
    id,
    title,
    priority,
    minutes,
    done,
    source,
    ...(source === 'rules' && { project: '/home/ada/daymark' }),
    evidence: source === 'user' ? [] : texts.slice(0, evidence).map((text, index) => ({ id: `${id}.${index}`, text })),
  };
}

/** Items of the feed, newest first; `count` of them, over some days. */
export function sampleFeed(count: number): FeedItem[] {
  const recent: FeedItem[] = [
    item('f1', 'Editing checkpoint.ts', { start: at(14, 33), minutes: 51, detail: 'TypeScript', errors: 2 }),
    item('f2', 'test: storage', {
      start: at(14, 21),
      minutes: 0.6,
      source: 'task',
      kind: 'testing',
      outcome: 'failed',
    }),
    item('f3', 'watch', { start: at(14, 20), minutes: null, source: 'task', kind: 'building', outcome: 'running' }),
    item('f4', 'Read the chapter on write-ahead logs', {
      start: at(13, 50),
      minutes: 22,
      source: 'manual',
      kind: 'learning',
      notes: 'SQLite as an Application File Format',
    }),
    item('f5', 'npm run build', {
      start: at(13, 26),
      minutes: 0.2,
      source: 'task',
      kind: 'building',
      outcome: 'passed',
    }),
    item('f6', 'Debugging worker.ts', { start: at(11, 48), minutes: 32, source: 'debug', kind: 'debugging' }),
    item('f7', 'Stand-up', { start: at(11, 5), minutes: 30, source: 'manual', kind: 'meeting', errors: 1 }),
  ];
  const older = Array.from({ length: Math.max(0, count - recent.length) }, (_, index) =>
    item(`old${index}`, `Editing file${index}.ts`, {
      start: at(10, 0) - index * 50 * minute,
      minutes: 20,
      detail: 'TypeScript',
    }),
  );
  return [...recent, ...older].slice(0, count);
}

interface ItemParts {
  readonly start: number;
  readonly minutes: number | null;
  readonly source?: FeedItem['source'];
  readonly kind?: FeedItem['kind'];
  readonly detail?: string;
  readonly errors?: number;
  readonly outcome?: NonNullable<FeedItem['outcome']>;
  readonly notes?: string;
}

function item(id: string, title: string, parts: ItemParts): FeedItem {
  const { start, minutes, source = 'editor', kind = 'coding', detail, errors = 0, outcome, notes = '' } = parts;
  return {
    id,
    title,
    source,
    kind,
    start,
    errors,
    durationMs: minutes === null ? null : Math.round(minutes * minute),
    ...(source !== 'manual' && { project: '/home/ada/daymark' }),
    ...(detail !== undefined && { detail }),
    ...(outcome && { outcome }),
    ...(source === 'manual' && { manual: { notes, minutes: minutes ?? 0 } }),
  };
}

/** A day in full swing, with everything that the dashboard can show. */
export function sampleDashboard(): Dashboard {
  const all = days();
  const bySource = all.at(-1)?.bySource ?? {};
  const values = [71, 66, 79, null, null, 83, 74];
  return {
    at: sampleNow,
    offset,
    timeZone: 'Etc/GMT-1',
    dayStartsAt: 0,
    demo: false,
    tracking: 'on',
    firstDay: false,
    notices: [],
    score: {
      value: 78,
      level: 'fair',
      components,
      trendPercent: 12,
      sparkline: all.slice(-7).map(({ day }, index) => ({ day, value: index === 6 ? 78 : (values[index] ?? null) })),
    },
    today: {
      day: today,
      totalMs: all.at(-1)?.totalMs ?? 0,
      machineMs: 12 * minute,
      goalMs: 6 * hour,
      bySource,
      byKind: byKind(),
      bySplit: splitOf(timeline),
      byProject: [{ name: '/home/ada/daymark', ms: 4 * hour }],
      byLanguage: [{ name: 'TypeScript', ms: 4 * hour }],
      timeline,
    },
    days: all,
    plan: plan(),
    nextPlan: null,
    planFor: '2026-11-21',
    feed: { items: sampleFeed(20), more: true },
  };
}

function byKind(): Dashboard['today']['byKind'] {
  const sums = new Map<string, number>();
  for (const { kind, start, end } of timeline) sums.set(kind, (sums.get(kind) ?? 0) + end - start);
  return Array.from(sums, ([name, ms]) => ({ name, ms })).sort((a, b) => b.ms - a.ms);
}

/** The first morning: nothing recorded yet. */
export function emptyDashboard(): Dashboard {
  const sample = sampleDashboard();
  return {
    ...sample,
    firstDay: true,
    score: {
      value: null,
      level: 'none',
      components: components.map((each) => ({ ...each, value: null })),
      trendPercent: null,
      sparkline: sample.score.sparkline.map(({ day }) => ({ day, value: null })),
    },
    today: {
      ...sample.today,
      totalMs: 0,
      machineMs: 0,
      bySource: {},
      byKind: [],
      bySplit: splitOf([]),
      byProject: [],
      byLanguage: [],
      timeline: [],
    },
    days: sample.days.map(({ day }) => ({ day, totalMs: 0, bySource: {} })),
    plan: null,
    feed: { items: [], more: false },
  };
}

/** The outcome of the previous day's plan. */
export const samplePastPlan: PastPlan = {
  day: '2026-11-19',
  workedMs: 4 * hour,
  tasks: [
    { title: 'Fold detail into hours', minutes: 90, done: true, actualMs: 105 * minute },
    { title: 'Answer the review', minutes: 20, done: false, actualMs: null },
  ],
};
