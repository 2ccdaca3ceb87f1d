import * as z from 'zod';
import { activityKinds, priorities } from '../facts/activity.ts';
import { githubStatusSchema } from '../github/githubStatus.ts';
import { groupings, rangeDays, topOf } from './history.ts';
import { activityRange, dayView, historyView, patternsView, topDays, topView } from './historyViews.ts';
import { insightsView, verdicts } from '../insights/insights.ts';
import { figureSchema } from './figure.ts';
import { limits } from '../base/limits.ts';
import { receiptsView } from '../insights/receipts.ts';
import { setupView } from './setup.ts';
import { dashboardSchema, daySchema, feedFilter, feedPage, pastPlan } from './views.ts';

/**
 * The whole conversation between the host and the view: every call the view may make, and every event pushed to it. The
 * schemas are the types: the host parses what comes in, the view imports types only.
 */

const title = z.string().trim().min(1).max(limits.titleLength);
const empty = z.object({});
const range = z.literal(rangeDays);

const activityInput = z.object({
  /** Absent for a new one. */
  id: z.string().optional(),
  title,
  kind: z.enum(activityKinds),
  start: z.number(),
  minutes: z.number().positive().max(limits.activityMinutes),
  errors: z.number().int().min(0).max(limits.errors),
  notes: z.string().max(limits.notesLength),
});
export type ActivityInput = z.infer<typeof activityInput>;

const taskInput = z.object({
  /** Absent for a new one. */
  id: z.string().optional(),
  day: daySchema,
  title,
  priority: z.enum(priorities),
  minutes: z.number().int().min(5).max(limits.taskMinutes),
  /** Its page; empty for none, absent to leave what there is. */
  link: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(limits.linkLength)]).optional(),
});
export type TaskInput = z.infer<typeof taskInput>;

/** Commands that the view may ask the host to run; nothing else is let through. */
export const viewCommands = [
  'daymark.openDashboard',
  'daymark.pause',
  'daymark.pauseAll',
  'daymark.privateMode',
  'daymark.changeTimeRules',
  'daymark.resume',
  'daymark.health',
  'daymark.openSettings',
  'daymark.openWalkthrough',
  'daymark.enterRecoveryKey',
  'daymark.authorizeDevice',
  'daymark.confirmDevices',
  'daymark.connectGithub',
  'daymark.syncGithub',
  'daymark.githubStatus',
  'daymark.githubRepositories',
  'daymark.disconnectGithub',
  'daymark.disconnectGithub',
  'daymark.exportData',
  'daymark.weeklySummary',
  'daymark.importData',
  'daymark.saveNow',
  'daymark.restoreBackup',
  'daymark.makeRecoveryKey',
  'daymark.openDataFolder',
  'daymark.eraseData',
  'daymark.chooseModel',
  'daymark.removeClaudeKey',
  'daymark.setClaudeKey',
  'daymark.showPayload',
  'daymark.explainToday',
] as const;
export type ViewCommand = (typeof viewCommands)[number];

export const contract = {
  /** @param timeZone of the page, which is where the user is */
  'dashboard.get': { params: z.object({ timeZone: z.string().max(100).optional() }), result: dashboardSchema },
  /** What began before an instant, newest first; with a filter, only what fits it. */
  'feed.more': {
    params: z.object({
      before: z.number(),
      limit: z.number().int().min(1).max(limits.feedPage),
      filter: feedFilter.optional(),
    }),
    result: feedPage,
  },
  /** Time per day of a range that ends today, in parts. */
  'activity.range': { params: z.object({ days: range, by: z.enum(groupings) }), result: activityRange },
  /** 53 weeks day by day, and how this week and month compare. */
  'history.get': { params: empty, result: historyView },
  /** When in the week the time of a range lies. */
  'patterns.get': { params: z.object({ days: range }), result: patternsView },
  'top.get': { params: z.object({ days: range }), result: topView },
  /** What a figure of `top.get` rests on. */
  'top.days': { params: z.object({ days: range, of: z.enum(topOf), id: z.string() }), result: topDays },
  'day.get': { params: z.object({ day: daySchema }), result: dayView },
  'activity.save': { params: activityInput, result: z.object({ id: z.string() }) },
  'activity.delete': { params: z.object({ id: z.string() }), result: empty },
  /** Without `replace`, fails with `plan-exists` when the day has a plan: the view then asks. */
  'plan.generate': {
    params: z.object({ replace: z.boolean() }),
    result: z.object({ day: daySchema, tasks: z.number() }),
  },
  'plan.saveTask': { params: taskInput, result: z.object({ id: z.string() }) },
  'plan.tick': { params: z.object({ id: z.string(), done: z.boolean() }), result: empty },
  /** Time on its branch or project counts toward it from now on; what was started before is stopped. Only for a task of today. */
  'plan.start': { params: z.object({ id: z.string() }), result: empty },
  'plan.stop': { params: z.object({ id: z.string() }), result: empty },
  /** What became of the last plan before today; null when there is none. */
  'plan.last': { params: empty, result: pastPlan.nullable() },
  /** Puts a task before another one of its day, or last with null. */
  'plan.move': { params: z.object({ id: z.string(), before: z.string().nullable() }), result: empty },
  'plan.deleteTask': { params: z.object({ id: z.string() }), result: empty },
  'plan.tickLearning': { params: z.object({ day: daySchema, done: z.boolean() }), result: empty },
  'plan.answer': {
    params: z.object({ day: daySchema, answer: z.string().max(limits.answerLength) }),
    result: empty,
  },
  /** @param day of the archive; without it the latest analysis */
  'insights.get': { params: z.object({ day: daySchema.optional() }), result: insightsView },
  /** Analyzes now; the answer is what `insights.get` then gives. */
  'insights.analyze': { params: empty, result: insightsView },
  /** What the person thinks of an item of the analysis of a day, null to take it back; the next analysis goes by it. */
  'insights.judge': {
    params: z.object({ day: daySchema, item: z.string(), verdict: z.enum(verdicts).nullable() }),
    result: insightsView,
  },
  /** Makes a task of an item, in the plan of the day `to`, else of the day that the next plan is for; once only. */
  'insights.addToPlan': {
    params: z.object({ day: daySchema, item: z.string(), to: daySchema.optional() }),
    result: z.object({ id: z.string(), day: daySchema }),
  },
  'receipts.list': { params: empty, result: receiptsView },
  /** Opens in an editor what was sent. */
  'receipts.show': { params: z.object({ id: z.string() }), result: empty },
  /** How the sync with GitHub stands; asked again when the dashboard's snapshot changes. */
  'github.status': { params: empty, result: githubStatusSchema },
  /** Opens the account of a figure: its spans, gaps, rules and corrections, and what to do when it is wrong. */
  'why.open': { params: figureSchema, result: empty },
  /** What the settings page shows; asked when it is opened. */
  'setup.get': { params: empty, result: setupView },
  /** Opens VS Code's settings at those of Daymark whose names hold the query. */
  'settings.open': { params: z.object({ query: z.string().regex(/^[\w.]{0,60}$/) }), result: empty },
  'command.run': { params: z.object({ command: z.enum(viewCommands) }), result: empty },
} as const;

export const events = {
  /** A whole snapshot; replaces the one before. */
  dashboard: dashboardSchema,
  /** What a page has given the host to keep (see `Keep`), before anything else. */
  kept: z.record(z.string(), z.unknown()),
  /** Show a part of the view, such as the form of "Log Activity". */
  navigate: z.object({ to: z.enum(['log', 'plan', 'insights', 'top', 'settings']) }),
} as const;

export type Method = keyof typeof contract;
export type Params<M extends Method> = z.infer<(typeof contract)[M]['params']>;
export type Result<M extends Method> = z.infer<(typeof contract)[M]['result']>;
export type Handlers = { [M in Method]: (params: Params<M>) => Promise<Result<M>> };

export type EventName = keyof typeof events;
export type EventData<E extends EventName> = z.infer<(typeof events)[E]>;

/** View to host. */
export const requestSchema = z.object({ id: z.number().int(), method: z.string(), params: z.unknown() });

/**
 * View to host, without an answer: all that the page wants kept in the host's memory while it is hidden. VS Code keeps a page's own state on
 * the disk in clear, where nothing that was typed may stand.
 */
export interface Keep {
  readonly keep: Readonly<Record<string, unknown>>;
}

/** Host to view: the answer to a call, or an event. */
export type Reply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly code: string; readonly message: string } };
export type Push = { [E in EventName]: { readonly event: E; readonly data: EventData<E> } }[EventName];
