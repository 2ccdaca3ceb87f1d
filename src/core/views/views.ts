import * as z from 'zod';
import { activityKinds, priorities, sources } from '../facts/activity.ts';
import { unitTexts } from './unitTexts.ts';
import { isDay } from '../time/days.ts';

/** Schemas of what the view is shown; the types are derived from them. Durations are in milliseconds unless the name says otherwise. */

export const instant = z.number().describe(unitTexts.instant);
export const duration = z.number().min(0).describe(unitTexts.duration);
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const notADay = 'must be a day of the calendar, such as 2026-03-02';
/** A day by its date. */
export const daySchema = z
  .string()
  .regex(dayPattern, notADay)
  .refine((day) => !dayPattern.test(day) || isDay(day), notADay);

const evidence = z.object({ id: z.string(), text: z.string(), url: z.string().optional() });

export const scoreComponentIds = ['focus', 'flow', 'progress', 'quality', 'steadiness', 'collaboration'] as const;
export type ScoreComponentId = (typeof scoreComponentIds)[number];

const scoreComponent = z.object({
  id: z.enum(scoreComponentIds),
  /** Share of the whole score when every component has data, 0 to 1. */
  weight: z.number().min(0).max(1),
  /** 0 to 1, or null if there is no data: then it is left out of the score. */
  value: z.number().min(0).max(1).nullable(),
  /** The measured numbers behind the value; their meaning is given by `id`. */
  facts: z.record(z.string(), z.number()),
});
export type ScoreComponent = z.infer<typeof scoreComponent>;

export const scoreLevels = ['good', 'fair', 'low', 'none'] as const;

const score = z.object({
  /** 0 to 100, whole; null while no component has data. */
  value: z.number().int().min(0).max(100).nullable(),
  /** `good` from 80, `fair` from 60, or else `low`; `none` without a value. */
  level: z.enum(scoreLevels),
  components: z.array(scoreComponent),
});
export type Score = z.infer<typeof score>;
export type ScoreLevel = Score['level'];

/** Time by a name, longest first. */
export const shareSchema = z.object({ name: z.string(), ms: duration });
export type Share = z.infer<typeof shareSchema>;

/** Groups of a person's time, in the order in which they are shown. */
export const splitParts = ['coding', 'learning', 'collaboration', 'rest'] as const;
export type SplitPart = (typeof splitParts)[number];

const bySource = z.partialRecord(z.enum(sources), duration);

export const timelineBlock = z.object({
  start: instant,
  end: instant,
  kind: z.enum(activityKinds),
  source: z.enum(sources),
  project: z.string().optional(),
  language: z.string().optional(),
  /** The domain of a page, or the name of an application. */
  site: z.string().optional(),
});
export type TimelineBlock = z.infer<typeof timelineBlock>;

const dayTotal = z.object({ day: daySchema, totalMs: duration, bySource });
export type DayTotal = z.infer<typeof dayTotal>;

const today = z.object({
  day: daySchema,
  totalMs: duration,
  /** Time in which only a machine worked; never part of `totalMs`. */
  machineMs: duration,
  goalMs: duration,
  bySource,
  byKind: z.array(shareSchema),
  /** Sums to `totalMs`; every part is there, if only with 0. */
  bySplit: z.record(z.enum(splitParts), duration),
  byProject: z.array(shareSchema),
  byLanguage: z.array(shareSchema),
  timeline: z.array(timelineBlock),
});
export type Today = z.infer<typeof today>;

const planTask = z.object({
  id: z.string(),
  title: z.string(),
  priority: z.enum(priorities),
  minutes: z.number(),
  done: z.boolean(),
  source: z.enum(['rules', 'claude', 'vscode', 'user']),
  project: z.string().optional(),
  evidence: z.array(evidence),
  /** Time worked on it between its starts and stops; absent when it was never started. */
  actualMs: duration.optional(),
  /** Start time while it is running; at most one task is. */
  startedAt: instant.optional(),
});
export type PlanTask = z.infer<typeof planTask>;

const plan = z.object({
  day: daySchema,
  provider: z.enum(['rules', 'claude', 'vscode']),
  capacityMinutes: z.number(),
  capacityEvidence: z.array(evidence),
  tasks: z.array(planTask),
  learning: z
    .object({ title: z.string(), minutes: z.number(), done: z.boolean(), evidence: z.array(evidence) })
    .nullable(),
  reflection: z.object({ question: z.string(), answer: z.string(), evidence: z.array(evidence) }).nullable(),
});
export type Plan = z.infer<typeof plan>;

/** Outcome of the last plan before today. */
export const pastPlan = z.object({
  day: daySchema,
  workedMs: duration,
  tasks: z.array(
    z.object({
      title: z.string(),
      minutes: z.number(),
      done: z.boolean(),
      /** Null when it was never started. */
      actualMs: duration.nullable(),
    }),
  ),
});
export type PastPlan = z.infer<typeof pastPlan>;

const feedItem = z.object({
  id: z.string(),
  source: z.enum(sources),
  kind: z.enum(activityKinds),
  title: z.string(),
  detail: z.string().optional(),
  project: z.string().optional(),
  start: instant,
  /** Minutes east of UTC where and when it happened; absent where only the instant is known. */
  offset: z.number().optional(),
  /** Null for something that still runs. */
  durationMs: duration.nullable(),
  errors: z.number().int().min(0),
  outcome: z.enum(['passed', 'failed', 'running', 'unknown']).optional(),
  /** Its page, for what happened elsewhere. */
  url: z.string().optional(),
  /** Set for what was logged by hand, and so can be edited and deleted. */
  manual: z.object({ notes: z.string(), minutes: z.number() }).optional(),
});
export type FeedItem = z.infer<typeof feedItem>;

export const feedPage = z.object({
  items: z.array(feedItem),
  more: z.boolean(),
  /** Set where a search has looked as far back as one answer does: the next question continues before this instant. */
  searchedTo: instant.optional(),
});
export type FeedPage = z.infer<typeof feedPage>;

/** Filter of the feed; every part that is given must match. */
export const feedFilter = z.object({
  source: z.enum(sources).optional(),
  /** A project as the feed names it. */
  project: z.string().max(500).optional(),
  /** Stands in title, details, project or notes, in any case. */
  text: z.string().trim().max(200).optional(),
});
export type FeedFilter = z.infer<typeof feedFilter>;

const notice = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  text: z.string(),
  action: z.object({ label: z.string(), command: z.string() }).optional(),
});
export type Notice = z.infer<typeof notice>;

/** Everything the dashboard shows, whole: what the view asks for first, and what is pushed to it when something changed. */
export const dashboardSchema = z.object({
  /** Time at which it was made. */
  at: instant,
  /** Time of the last change but for spans that grew; absent in the first snapshot. */
  changedAt: instant.optional(),
  /** Minutes east of UTC that hold at `at`. */
  offset: z.number(),
  /** The zone of the clock times that are shown; absent for the page's own. */
  timeZone: z.string().optional(),
  /** Minutes after local midnight at which a day begins. */
  dayStartsAt: z.number().optional(),
  /** The currency of costs; absent for US dollars. */
  currency: z.object({ code: z.string(), perUsd: z.number() }).optional(),
  demo: z.boolean(),
  /** Nothing can be changed, as in a browser. */
  readOnly: z.literal(true).optional(),
  tracking: z.enum(['on', 'paused', 'paused-all']),
  /** True until the first activity is recorded. */
  firstDay: z.boolean(),
  notices: z.array(notice),
  score: score.extend({
    /** Against the average of the same weekday in the eight weeks before; null without one. */
    trendPercent: z.number().nullable(),
    sparkline: z.array(z.object({ day: daySchema, value: z.number().nullable() })),
  }),
  today,
  /** The last 14 days, oldest first, today last. */
  days: z.array(dayTotal),
  /** Today's plan. */
  plan: plan.nullable(),
  /** The plan that "Generate Plan" made for tomorrow, if any. */
  nextPlan: plan.nullable(),
  /** The day "Generate Plan" would make a plan for (`daymark.plan.for`). */
  planFor: daySchema,
  feed: feedPage,
});
export type Dashboard = z.infer<typeof dashboardSchema>;
