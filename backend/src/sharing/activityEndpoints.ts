import { type ExpressionBuilder, sql } from 'kysely';
import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import type { Tables } from '../database/tables.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { forgetPages } from '../assistant/forgetPages.ts';
import { forgetStandings } from '../leaderboards/standings.ts';
import { lockActivity, recountDays } from './applyBatch.ts';
import { takeTasksBack } from './sharedWork.ts';
import { levels, sourceSchema } from './batch.ts';
import { daySchema } from './daySchema.ts';

const tag = 'Activities';
const sorts = ['day', '-day', 'seconds', '-seconds'] as const;
const activity = z.object({
  id: z.int(),
  day: z.string(),
  seconds: z.int(),
  level: z.enum(levels),
  source: z.string(),
  language: z.string().nullable(),
  alias: z.string().nullable(),
  project: z.string().nullable(),
});

const filter = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  source: sourceSchema.optional(),
  language: lineOf(100).optional(),
  alias: lineOf(100).optional(),
  project: lineOf(200).optional(),
});

/** The end of a page: the sort value and the id. */
const cursor = z.tuple([z.union([z.string(), z.number()]), z.int()]);

const listActivities = memberEndpoint({
  method: 'get',
  path: '/activities',
  tag,
  summary: 'List what you share',
  description:
    "Only your own activity. Others can't see it, and you can't see theirs. `after` is the `next` of the page before.",
  access: 'read',
  role: 'viewer',
  query: filter.extend({
    sort: z.enum(sorts).default('-day'),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    after: z.string().max(200).optional(),
  }),
  status: 200,
  result: z.object({ items: z.array(activity), next: z.string().nullable() }),
  run: async ({ services, member, caller, query }) => {
    const column = query.sort.endsWith('day') ? 'day' : 'seconds';
    const isDown = query.sort.startsWith('-');
    let selection = services.db
      .selectFrom('activities')
      .select(['id', 'day', 'seconds', 'level', 'source', 'language', 'alias', 'project'])
      .where('organization_id', '=', member.organizationId)
      .where('user_id', '=', caller.userId)
      .where((eb) => eb.and(conditions(eb, query)));
    if (query.after !== undefined) {
      const [value, id] = readCursor(query.after, column);
      const place = sql`(${sql.ref(column)}, id)`;
      selection = selection.where(
        isDown ? sql<boolean>`${place} < (${value}, ${id})` : sql<boolean>`${place} > (${value}, ${id})`,
      );
    }
    const direction = isDown ? 'desc' : 'asc';
    const rows = await selection
      .orderBy(column, direction)
      .orderBy('id', direction)
      .limit(query.limit + 1)
      .execute();
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    const next = last ? Buffer.from(JSON.stringify([last[column], last.id])).toString('base64url') : null;
    return { items: items.map((row) => ({ ...row, level: row.level as (typeof levels)[number] })), next };
  },
});

type Filter = z.infer<typeof filter>;

function conditions(eb: ExpressionBuilder<Tables, 'activities'>, query: Filter) {
  const equal = (['source', 'language', 'alias', 'project'] as const).flatMap((name) => {
    const wanted = query[name];
    return wanted === undefined ? [] : [eb(name, '=', wanted)];
  });
  return [
    ...equal,
    ...(query.from === undefined ? [] : [eb('day', '>=', query.from)]),
    ...(query.to === undefined ? [] : [eb('day', '<=', query.to)]),
  ];
}

function readCursor(text: string, column: 'day' | 'seconds'): [string | number, number] {
  try {
    const [value, id] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return [column === 'day' ? daySchema.parse(value) : z.int().parse(value), id];
  } catch {
    throw new HttpProblem(422, '"after" is not the "next" of a page with the same "sort".');
  }
}

const takeBack = memberEndpoint({
  method: 'delete',
  path: '/activities',
  tag,
  summary: 'Take shared activity back',
  description:
    'Deletes your activity of the days from `from` to `to`, of one source or of all, with time entries, AI activity, and the tasks that were shared with them, and recounts the totals.',
  access: 'share',
  role: 'viewer',
  query: z.object({ from: daySchema, to: daySchema, source: sourceSchema.optional() }),
  status: 200,
  result: z.object({ days: z.int(), activities: z.int() }),
  run: async ({ services, member, caller, query }) => {
    const owner = { organizationId: member.organizationId, userId: caller.userId };
    return services.db.transaction().execute(async (trx) => {
      await lockActivity(trx, owner);
      const remove = (table: 'activities' | 'shared_days') => {
        const selection = trx
          .deleteFrom(table)
          .where('organization_id', '=', owner.organizationId)
          .where('user_id', '=', owner.userId)
          .where('day', '>=', query.from)
          .where('day', '<=', query.to);
        return (query.source === undefined ? selection : selection.where('source', '=', query.source))
          .returning('day')
          .execute();
      };
      await takeTasksBack(trx, owner, query);
      const activities = await remove('activities');
      const days = [...new Set((await remove('shared_days')).map(({ day }) => day))];
      if (days.length > 0) {
        await recountDays(trx, owner, days);
        await forgetPages(trx, owner, query.from);
        await forgetStandings(trx, owner, { ...query, now: services.now() });
      }
      return { days: days.length, activities: activities.length };
    });
  },
});

export const activityEndpoints: readonly Endpoint[] = [listActivities, takeBack];
