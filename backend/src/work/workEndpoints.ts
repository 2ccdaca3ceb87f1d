import { sql } from 'kysely';
import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { sourceSchema } from '../sharing/batch.ts';
import { daySchema } from '../sharing/daySchema.ts';
import { taskPriorities, taskStatuses } from '../sharing/sharedWork.ts';
import { allOf, listRows, pageOf, pageQuery, when } from './listRows.ts';

const tag = 'Shared work';
const about = "Only your own. Others can't see it, and you can't see theirs.";
const instant = z.iso.datetime();
const project = lineOf(200).optional();
const range = { from: daySchema.optional(), to: daySchema.optional(), source: sourceSchema.optional() };

const task = z.object({
  source: z.string(),
  id: z.string(),
  title: z.string(),
  status: z.enum(taskStatuses),
  priority: z.enum(taskPriorities),
  project: z.string().nullable(),
  dueDay: z.string().nullable(),
  estimateMinutes: z.int().nullable(),
  doneAt: instant.nullable(),
});
interface TaskRow {
  readonly source: string;
  readonly id: string;
  readonly title: string;
  readonly status: (typeof taskStatuses)[number];
  readonly priority: (typeof taskPriorities)[number];
  readonly project: string | null;
  readonly due_day: string | null;
  readonly estimate_minutes: number | null;
  readonly done_at: number | null;
}

/** Orders of a list of tasks. Those without a due day come last, or first from the greatest. */
const taskSorts = {
  due: sql`coalesce(due_day::text, '9999')`,
  title: sql`title collate "C"`,
  done: sql`coalesce(to_char(done_at, 'FM0000000000000000'), '')`,
} as const;

const listTasks = memberEndpoint({
  method: 'get',
  path: '/tasks',
  tag,
  summary: 'List the tasks that you share',
  description: about,
  access: 'read',
  role: 'viewer',
  query: pageQuery(['due', '-due', 'title', '-title', 'done', '-done']).extend({
    status: z.enum(taskStatuses).optional(),
    priority: z.enum(taskPriorities).optional(),
    project,
    source: sourceSchema.optional(),
    dueBy: daySchema.optional(),
  }),
  status: 200,
  result: pageOf(task),
  run: async ({ services, member, caller, query }) => {
    const wanted = allOf(
      sql`organization_id = ${member.organizationId} and user_id = ${caller.userId}`,
      when(query.status, (one) => sql`status = ${one}`),
      when(query.priority, (one) => sql`priority = ${one}`),
      when(query.project, (one) => sql`project = ${one}`),
      when(query.source, (one) => sql`source = ${one}`),
      when(query.dueBy, (one) => sql`due_day <= ${one}`),
    );
    const by = taskSorts[query.sort.replace('-', '') as keyof typeof taskSorts];
    const rows = sql`select *, ${by} as sort_value, source || ' ' || id as row_key from shared_tasks where ${wanted}`;
    const page = await listRows<TaskRow>(services.db, { ...query, rows, type: 'text' });
    const items = page.items.map(({ due_day, estimate_minutes, done_at, ...row }) => ({
      ...row,
      dueDay: due_day,
      estimateMinutes: estimate_minutes,
      doneAt: done_at === null ? null : new Date(done_at).toISOString(),
    }));
    return { items, next: page.next };
  },
});

const entry = z.object({
  source: z.string(),
  day: z.string(),
  id: z.string(),
  title: z.string(),
  project: z.string().nullable(),
  startedAt: instant,
  seconds: z.int(),
});
interface EntryRow {
  readonly source: string;
  readonly day: string;
  readonly id: string;
  readonly title: string;
  readonly project: string | null;
  readonly started_at: number;
  readonly seconds: number;
}

const listEntries = memberEndpoint({
  method: 'get',
  path: '/time-entries',
  tag,
  summary: 'List the time entries that you share',
  description: about,
  access: 'read',
  role: 'viewer',
  query: pageQuery(['-startedAt', 'startedAt', '-seconds', 'seconds']).extend({ ...range, project }),
  status: 200,
  result: pageOf(entry),
  run: async ({ services, member, caller, query }) => {
    const wanted = allOf(
      sql`organization_id = ${member.organizationId} and user_id = ${caller.userId}`,
      when(query.from, (one) => sql`day >= ${one}`),
      when(query.to, (one) => sql`day <= ${one}`),
      when(query.source, (one) => sql`source = ${one}`),
      when(query.project, (one) => sql`project = ${one}`),
    );
    const by = query.sort.endsWith('seconds') ? sql`seconds::bigint` : sql`started_at`;
    const rows = sql`select *, ${by} as sort_value, source || ' ' || day || ' ' || id as row_key
      from shared_entries where ${wanted}`;
    const page = await listRows<EntryRow>(services.db, { ...query, rows, type: 'bigint' });
    const items = page.items.map(({ started_at, ...row }) => ({
      ...row,
      startedAt: new Date(started_at).toISOString(),
    }));
    return { items, next: page.next };
  },
});

const aiDay = z.object({
  day: z.string(),
  /** Calls of models, and their tokens and cost at list prices. */
  calls: z.int(),
  tokens: z.int(),
  costUsd: z.number(),
  /** Runs of agents that were started in Daymark, and how long they worked. */
  runs: z.int(),
  failedRuns: z.int(),
  runSeconds: z.int(),
});
interface AiRow {
  readonly day: string;
  readonly calls: number;
  readonly tokens: number;
  readonly cost_micros: number;
  readonly runs: number;
  readonly failed_runs: number;
  readonly run_seconds: number;
}

const listAi = memberEndpoint({
  method: 'get',
  path: '/ai/activity',
  tag,
  summary: 'List your AI activity and agent runs by day',
  description: `Sums of each day over what your machines share, without names of tools, models, or projects. ${about}`,
  access: 'read',
  role: 'viewer',
  query: pageQuery(['-day', 'day', '-tokens', 'tokens', '-cost', 'cost', '-runs', 'runs']).extend(range),
  status: 200,
  result: pageOf(aiDay),
  run: async ({ services, member, caller, query }) => {
    const wanted = allOf(
      sql`organization_id = ${member.organizationId} and user_id = ${caller.userId}`,
      when(query.from, (one) => sql`day >= ${one}`),
      when(query.to, (one) => sql`day <= ${one}`),
      when(query.source, (one) => sql`source = ${one}`),
    );
    // A day as the number of days since 1970.
    const by = {
      day: sql`(day - date '1970-01-01')::bigint`,
      tokens: sql`sum(tokens)::bigint`,
      cost: sql`sum(cost_micros)::bigint`,
      runs: sql`sum(runs)::bigint`,
    }[query.sort.replace('-', '') as 'day' | 'tokens' | 'cost' | 'runs'];
    const rows = sql`select day, ${by} as sort_value, day::text as row_key, sum(calls)::bigint as calls,
        sum(tokens)::bigint as tokens, sum(cost_micros)::bigint as cost_micros, sum(runs)::bigint as runs,
        sum(failed_runs)::bigint as failed_runs, sum(run_seconds)::bigint as run_seconds
      from shared_ai_days where ${wanted} group by day`;
    const page = await listRows<AiRow>(services.db, { ...query, rows, type: 'bigint' });
    const items = page.items.map(({ cost_micros, failed_runs, run_seconds, ...row }) => ({
      ...row,
      costUsd: cost_micros / 1_000_000,
      failedRuns: failed_runs,
      runSeconds: run_seconds,
    }));
    return { items, next: page.next };
  },
});

export const workEndpoints: readonly Endpoint[] = [listTasks, listEntries, listAi];
