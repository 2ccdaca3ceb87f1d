import * as z from 'zod';
import { instant, utcOffset } from '../core/records/timeFields.ts';
import { AppError } from '../core/base/appError.ts';
import { collection } from '../core/records/collection.ts';
import { dayMs } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { Evidence } from '../core/facts/facts.ts';
import { startCollection } from '../core/facts/taskStarts.ts';
import type { App } from '../core/operations/app.ts';
import { findTask } from './plans.ts';

/** Starts and stops of planned tasks. Read them with `startOf` (core), which analytics can use too. */
const starts = collection(
  startCollection,
  z.object({
    task: z.string(),
    project: z.string().optional(),
    branch: z.string().optional(),
    running: z.boolean(),
    start: instant,
    end: instant.optional(),
    utcOffset,
  }),
);

/** Records that work on one of today's tasks starts now; any other started task is stopped. */
export async function startTask(app: App, id: string): Promise<void> {
  const { clock, t } = app;
  const { day, project, evidence } = await findTask(app, id);
  const start = clock.now();
  if (day !== presentDay(app.readOptions()))
    throw new AppError('invalid-input', t("Only a task of today's plan can be started."));
  await stopTasks(app);
  const branch = branchOfTask(project, evidence);
  await app
    .records(starts)
    .create({ task: id, running: true, project, branch, start, utcOffset: clock.utcOffset(start) });
}

/** Records that a task, or any started one, is stopped; does nothing if it isn't started. */
export async function stopTasks(app: App, id?: string): Promise<void> {
  const at = app.clock.now();
  // A clock that was set back leaves starts in the future; they are stopped too.
  const { records } = await app.records(starts).list({ from: at - 2 * dayMs, to: at + 2 * dayMs });
  for (const { id: started, values } of records) {
    if (!values.running || (id !== undefined && values.task !== id)) continue;
    await app.records(starts).revise(started, { running: false, end: Math.max(values.start, at) });
  }
}

/** The branch that a task is about, by the evidence it rests on (`branch:<project>:<branch>`). */
export function branchOfTask(project: string | undefined, evidence: readonly Evidence[]): string | undefined {
  const prefix = `branch:${project ?? ''}:`;
  const found = project === undefined ? undefined : evidence.find(({ id }) => id.startsWith(prefix));
  return found?.id.slice(prefix.length) || undefined;
}
