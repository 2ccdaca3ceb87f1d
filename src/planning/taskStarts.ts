import { AppError } from '../core/base/appError.ts';
import { dayMs } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import { listDocuments } from '../core/facts/factQueries.ts';
import type { DocumentFact, Evidence } from '../core/facts/facts.ts';
import { startsIn, type StartBody } from '../core/facts/taskStarts.ts';
import type { App } from '../core/operations/app.ts';
import { findTask } from './plans.ts';

/** Records that a task of today is worked on from now; whatever else was started is stopped. */
export async function startTask(app: App, id: string): Promise<void> {
  const { recorder, clock, t } = app;
  const task = await findTask(app, id);
  const at = clock.now();
  const offset = clock.utcOffset(at);
  if (task.day !== presentDay(app.readOptions()))
    throw new AppError('invalid-input', t("Only a task of today's plan can be started."));
  await stopTasks(app);
  const { project } = task;
  const branch = branchOfTask(project, task.evidence);
  const body: StartBody = {
    task: id,
    running: true,
    ...(project !== undefined && { project }),
    ...(branch !== undefined && { branch }),
  };
  const base = { type: 'document', collection: 'starts', id: recorder.nextId(), rev: 1, at } as const;
  recorder.append({ ...base, start: at, end: at, offset, body: JSON.stringify(body) });
  await recorder.flush();
}

/** Records that a task, or whatever is worked on, is stopped; does nothing when it isn't started. */
export async function stopTasks(app: App, id?: string): Promise<void> {
  const { read, recorder, clock } = app;
  const at = clock.now();
  // A clock that was set back leaves starts in the future; they are stopped too.
  const documents = await read(listDocuments, { collection: 'starts', from: at - 2 * dayMs, to: at + 2 * dayMs });
  const running = startsIn(documents).filter((start) => start.running && (id === undefined || start.task === id));
  for (const start of running) {
    const document = documents.find((one) => one.id === start.id);
    if (document) recorder.append(stopped(document, start, at));
  }
  if (running.length > 0) await recorder.flush();
}

function stopped(document: DocumentFact, { task, project, branch }: StartBody, at: number): DocumentFact {
  const body: StartBody = {
    task,
    running: false,
    ...(project !== undefined && { project }),
    ...(branch !== undefined && { branch }),
  };
  return { ...document, rev: document.rev + 1, at, end: Math.max(document.start, at), body: JSON.stringify(body) };
}

/** The branch that a task is about, by the evidence it rests on (`branch:<project>:<branch>`). */
export function branchOfTask(project: string | undefined, evidence: readonly Evidence[]): string | undefined {
  const prefix = `branch:${project ?? ''}:`;
  const found = project === undefined ? undefined : evidence.find(({ id }) => id.startsWith(prefix));
  return found?.id.slice(prefix.length) || undefined;
}
