import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import type { Database } from '../database/connect.ts';
import type { Owner } from './applyBatch.ts';
import type { Batch } from './batch.ts';
import { daySchema } from './daySchema.ts';

const mostTasks = 500;
const mostEntries = 200;
export const taskStatuses = ['todo', 'inProgress', 'done', 'archived'] as const;
export const taskPriorities = ['low', 'medium', 'high', 'urgent'] as const;

const id = z.string().regex(/^[\w:.@-]{1,200}$/, 'Use up to 200 letters, digits, and : . @ - _');
const instant = z.int().min(0).max(8.64e15);
const count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const seconds = z.int().min(0).max(86_400);

const sharedTask = z.strictObject({
  id,
  title: lineOf(500),
  status: z.enum(taskStatuses),
  priority: z.enum(taskPriorities),
  project: lineOf(200).optional(),
  dueDay: daySchema.optional(),
  estimateMinutes: z.int().min(0).max(1_000_000).optional(),
  doneAt: instant.optional().describe('Milliseconds since the epoch.'),
});
export const tasksSchema = z.array(sharedTask).max(mostTasks);

const sharedEntry = z.strictObject({
  id,
  title: lineOf(500),
  project: lineOf(200).optional(),
  startedAt: instant.describe('Milliseconds since the epoch.'),
  seconds,
});
export const entriesSchema = z.array(sharedEntry).max(mostEntries);

/** Calls of models and runs of agents of a day, without names. */
export const aiSchema = z
  .strictObject({
    calls: count,
    tokens: count,
    costMicros: count.describe('Millionths of a US dollar.'),
    runs: z.int().min(0).max(100_000),
    failedRuns: z.int().min(0).max(100_000),
    runSeconds: z.int().min(0).max(100_000_000),
  })
  .refine(({ runs, failedRuns }) => failedRuns <= runs, 'More runs failed than there were.');

/** Tells whether each has its own id. */
export function haveOwnIds(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map((item) => item.id)).size === items.length;
}

/** Stores the entries and AI activity of days. What these days had before is deleted. */
export async function applyDayWork(
  trx: Database,
  owner: Owner,
  { source, days }: Pick<Batch, 'source' | 'days'>,
): Promise<void> {
  const common = { organization_id: owner.organizationId, user_id: owner.userId, source };
  for (const table of ['shared_entries', 'shared_ai_days'] as const)
    await trx
      .deleteFrom(table)
      .where('organization_id', '=', owner.organizationId)
      .where('user_id', '=', owner.userId)
      .where('source', '=', source)
      .where(
        'day',
        'in',
        days.map((one) => one.day),
      )
      .execute();
  const entries = days.flatMap(({ day: on, entries: all = [] }) =>
    all.map(({ id: entry, title, project = null, startedAt, seconds: length }) => ({
      ...common,
      day: on,
      id: entry,
      title,
      project,
      started_at: startedAt,
      seconds: length,
    })),
  );
  if (entries.length > 0) await trx.insertInto('shared_entries').values(entries).execute();
  const ai = days.flatMap(({ day: on, ai: one }) =>
    one
      ? [
          {
            ...common,
            day: on,
            calls: one.calls,
            tokens: one.tokens,
            cost_micros: one.costMicros,
            runs: one.runs,
            failed_runs: one.failedRuns,
            run_seconds: one.runSeconds,
          },
        ]
      : [],
  );
  if (ai.length > 0) await trx.insertInto('shared_ai_days').values(ai).execute();
}

/** Replaces the tasks of a source if the batch is newer; one that tells of no tasks takes them back. */
export async function applyTasks(trx: Database, owner: Owner, { source, days, tasks }: Batch): Promise<void> {
  const common = { organization_id: owner.organizationId, user_id: owner.userId, source };
  const revision = Math.max(...days.map((one) => one.revision));
  const last = days.map((one) => one.day).reduce((a, b) => (a > b ? a : b));
  const { numDeletedRows } = await trx
    .deleteFrom('shared_task_lists')
    .where('organization_id', '=', owner.organizationId)
    .where('user_id', '=', owner.userId)
    .where('source', '=', source)
    .where('revision', '<', revision)
    .executeTakeFirst();
  if (!tasks) return;
  const inserted = await trx
    .insertInto('shared_task_lists')
    .values({ ...common, revision, day: last })
    .onConflict((conflict) => conflict.doNothing())
    .returning('revision')
    .executeTakeFirst();
  // A later one is there.
  if (!inserted && numDeletedRows === 0n) return;
  if (tasks.length === 0) return;
  await trx
    .insertInto('shared_tasks')
    .values(
      tasks.map(
        ({
          id: task,
          title,
          status,
          priority,
          project = null,
          dueDay = null,
          estimateMinutes = null,
          doneAt = null,
        }) => ({
          ...common,
          id: task,
          title,
          status,
          priority,
          project,
          due_day: dueDay,
          estimate_minutes: estimateMinutes,
          done_at: doneAt,
        }),
      ),
    )
    .execute();
}

/** Deletes the tasks that were shared with days up to one of a range. */
export async function takeTasksBack(
  trx: Database,
  owner: Owner,
  { from, to, source }: { readonly from: string; readonly to: string; readonly source?: string | undefined },
): Promise<void> {
  const query = trx
    .deleteFrom('shared_task_lists')
    .where('organization_id', '=', owner.organizationId)
    .where('user_id', '=', owner.userId)
    .where('day', '>=', from)
    .where('day', '<=', to);
  await (source === undefined ? query : query.where('source', '=', source)).execute();
}
