import type { ShareBatch } from '../../../../core/sharing/shareBatch.ts';
import type { ShareWork } from '../../../../core/sharing/shareWork.ts';
import type { Services } from '../../../services.ts';
import { daysOf } from './daysOf.ts';

/** Pages of a list that are read at most. */
const mostPages = 20;
const openTasks = 300;
const doneTasks = 200;

/** Reads what is shared of the days of a batch at the level `tasks`. Only reads; nothing is sent. */
export async function readWork(services: Services, { days }: ShareBatch): Promise<ShareWork> {
  const { read } = services;
  const dayAt = daysOf(services);
  const [from = '', to = ''] = [days[0]?.day, days.at(-1)?.day];
  const tasks = [
    ...(await tasksOf(services, ['todo', 'inProgress'], openTasks)),
    ...(await tasksOf(services, ['done'], doneTasks)).filter(
      ({ doneAt }) => doneAt !== undefined && dayAt(doneAt) >= from && dayAt(doneAt) <= to,
    ),
  ];
  const entries: ShareWork['entries'][number][] = [];
  // The query reads a month at a time.
  for (let i = 0; i < days.length; i += 31) {
    const part = days.slice(i, i + 31);
    const range = { from: part[0]?.day ?? '', to: part.at(-1)?.day ?? '' };
    entries.push(...(await read('entries.list', range)).days);
  }
  const { days: usage } = await read('agents.usage', { days: days.length });
  return { tasks, entries, usage, runs: await runsOf(services, Date.parse(from) - 2 * 86_400_000), dayAt };
}

type TaskStatus = ShareWork['tasks'][number]['status'];

async function tasksOf({ read }: Services, status: TaskStatus[], most: number): Promise<ShareWork['tasks']> {
  const found: ShareWork['tasks'][number][] = [];
  const sortBy = status.includes('done') ? ('done' as const) : ('due' as const);
  for (let offset: number | undefined = 0; offset !== undefined && found.length < most;) {
    const page: { tasks: ShareWork['tasks']; next?: number | undefined } = await read('tasks.list', {
      status,
      groupBy: 'none',
      sortBy,
      offset,
      limit: Math.min(200, most - found.length),
    });
    found.push(...page.tasks);
    offset = page.next;
  }
  return found;
}

async function runsOf({ read }: Services, from: number): Promise<ShareWork['runs']> {
  const found: ShareWork['runs'][number][] = [];
  let after: string | undefined;
  for (let i = 0; i < mostPages; i++) {
    const page: { runs: ShareWork['runs']; next?: string | undefined } = await read('agents.runs', {
      from,
      limit: 100,
      ...(after !== undefined && { after }),
    });
    found.push(...page.runs);
    after = page.next;
    if (after === undefined) break;
  }
  return found;
}
