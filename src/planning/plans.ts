import * as z from 'zod';
import { instant } from '../core/records/timeFields.ts';
import { AppError } from '../core/base/appError.ts';
import { priorities } from '../core/facts/activity.ts';
import type { Evidence } from '../core/facts/facts.ts';
import { civilDay, listedPlanId, planCollection, type PlannedTask, planTaskCollection } from '../core/facts/plans.ts';
import type { App } from '../core/operations/app.ts';
import { collection, type Changes } from '../core/records/collection.ts';
import type { Day } from '../core/time/days.ts';
import type { TaskInput } from './taskInput.ts';
import { getPlanTask, getStoredPlan } from './planQueries.ts';
import { taskOfPlan } from './tasks/planLinks.ts';
import { taskGone, unlessGone } from './unlessGone.ts';

const evidence = z.array(z.object({ id: z.string(), text: z.string(), url: z.string().optional() })).readonly();
const ofDay = { start: instant, end: instant };

/** The plan of each day, by `planId`. Read plans and their tasks with `dayPlanOf` and `plannedTaskOf` (core), which need no zod. */
export const plans = collection(
  planCollection,
  z.object({
    ...ofDay,
    provider: z.enum(['rules', 'claude', 'vscode']),
    capacityMinutes: z.number(),
    capacityEvidence: evidence,
    learning: z.object({ title: z.string(), minutes: z.number(), done: z.boolean(), evidence }).optional(),
    reflection: z.object({ question: z.string(), answer: z.string(), evidence }).optional(),
  }),
);

/** The tasks of plans. */
export const planTasks = collection(
  planTaskCollection,
  z.object({
    ...ofDay,
    /** The position in the day's list. */
    sort: z.number(),
    title: z.string(),
    priority: z.enum(priorities),
    minutes: z.number(),
    /** Time at which it was ticked; absent while open. */
    doneAt: instant.optional(),
    source: z.enum(['rules', 'claude', 'vscode', 'user']),
    project: z.string().optional(),
    evidence,
  }),
);
type PlanTaskChanges = Changes<z.input<typeof planTasks.schema>>;

export function planId(day: Day): string {
  return `plan:${day}`;
}

/** The evidence and project of a new task. */
interface TaskGround {
  readonly evidence?: readonly Evidence[];
  readonly project?: string | undefined;
}

/** Records a new or changed task; resolves to its id. A task for a day without a plan makes an empty plan for it. */
export async function saveTask(app: App, input: TaskInput, ground: TaskGround = {}): Promise<{ id: string }> {
  const { id, link, day, ...fields } = input;
  if (id !== undefined) {
    const changed = link === undefined ? {} : { evidence: withLink((await findTask(app, id)).evidence, link) };
    await reviseTask(app, id, { ...civilDay(day), ...fields, ...changed });
    return { id };
  }
  const { plan, tasks } = await app.read(getStoredPlan, { day });
  if (!plan) await app.records(plans).put(planId(day), emptyPlan(app, day));
  const { project } = ground;
  const rest = { sort: afterLast(tasks), source: 'user', evidence: withLink(ground.evidence ?? [], link) } as const;
  return addTask(app, day, { ...fields, ...rest, project });
}

/** Adds a task to a plan. A task from the list has the same id in every window that adds it. */
export async function addTask(
  app: App,
  day: Day,
  task: Omit<z.input<typeof planTasks.schema>, keyof typeof ofDay>,
): Promise<{ id: string }> {
  const listed = taskOfPlan(task.evidence);
  const values = { ...civilDay(day), ...task };
  const records = app.records(planTasks);
  const { id } = await (listed === undefined ? records.create(values) : records.put(listedPlanId(listed, day), values));
  return { id };
}

/** Returns the position after that of the last task. */
export function afterLast(tasks: readonly Pick<PlannedTask, 'order'>[]): number {
  return Math.max(0, ...tasks.map(({ order }) => order)) + 1;
}

/** The page that the person gave a task, as one of the things it rests on. */
function withLink(grounds: readonly Evidence[], link = ''): Evidence[] {
  const others = grounds.filter(({ id }) => id !== 'link');
  return link === '' ? others : [...others, { id: 'link', text: link, url: link }];
}

function emptyPlan({ readOptions }: App, day: Day): z.input<typeof plans.schema> {
  const capacityMinutes = Math.round(readOptions().goals.hoursPerDay * 60);
  return { ...civilDay(day), provider: 'rules', capacityMinutes, capacityEvidence: [] };
}

/** Changes fields of a task. @throws AppError `not-found` when it was deleted */
export async function reviseTask(app: App, id: string, changes: PlanTaskChanges): Promise<void> {
  await unlessGone(app.records(planTasks).revise(id, changes), taskGone(app));
}

/** Ticks a task, or takes the tick back. Resolves to the task as it was. */
export async function tickTask(app: App, id: string, done: boolean): Promise<PlannedTask> {
  const task = await findTask(app, id);
  await reviseTask(app, id, { doneAt: done ? (task.doneAt ?? app.clock.now()) : null });
  return task;
}

/** Deletes a task. @throws AppError `not-found` */
export async function deleteTask(app: App, id: string): Promise<void> {
  await findTask(app, id);
  await app.records(planTasks).remove(id);
}

/** Puts a task before another of its day, or last: with a position between its two neighbors. */
export async function moveTask(app: App, id: string, before: string | null): Promise<void> {
  const { day } = await findTask(app, id);
  const others = (await app.read(getStoredPlan, { day })).tasks.filter((other) => other.id !== id);
  const at = before === null ? others.length : others.findIndex((other) => other.id === before);
  if (at < 0) throw taskGone(app);
  const next = others[at]?.order ?? (others[at - 1]?.order ?? 0) + 2;
  const previous = others[at - 1]?.order ?? next - 2;
  await reviseTask(app, id, { sort: (previous + next) / 2 });
}

type PlanPart = 'learning' | 'reflection';

/** Changes a part of a day's plan, if it has one. @throws AppError `not-found` if there is no plan */
export async function revisePlan<P extends PlanPart>(
  app: App,
  { day, part }: { readonly day: Day; readonly part: P },
  change: Partial<z.input<typeof plans.schema>[P]>,
): Promise<void> {
  const { plan } = await app.read(getStoredPlan, { day });
  if (!plan) throw new AppError('not-found', app.t('There is no plan for {0}. Generate one first.', day));
  if (plan[part]) await app.records(plans).revise(plan.id, { [part]: { ...plan[part], ...change } });
}

/** @throws AppError `not-found` when it was deleted */
export async function findTask(app: App, id: string): Promise<PlannedTask> {
  const task = await app.read(getPlanTask, { id });
  if (!task) throw taskGone(app);
  return task;
}
