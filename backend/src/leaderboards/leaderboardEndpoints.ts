import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { dayOf } from '../../../src/core/time/days.ts';
import { lineOf } from '../accounts/fields.ts';
import type { Database } from '../database/connect.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { daySchema } from '../sharing/daySchema.ts';
import { leastPeople } from '../sharing/team.ts';
import { findAlias, type Place, placeOf } from './participation.ts';
import { openPeriods, type PeriodDays, periodOf, periods } from './periods.ts';
import { everyoneBoard, limits, type Metric, metrics } from './standings.ts';

/** Rows that are shown; your own comes on top of them where it isn't among them. */
const mostRows = 100;

const row = z.object({
  /** Equal values share a rank. */
  rank: z.int(),
  alias: z.string(),
  isYou: z.boolean(),
  value: z.int(),
  claimedSeconds: z.int(),
  leftOutDays: z.int(),
});
type Standing = z.infer<typeof row>;

const boardQuery = z.object({
  by: z.enum([...metrics, 'organization']),
  period: z.enum(periods).default('week'),
  day: daySchema.optional().describe('Any day of the period; by default today in UTC.'),
  language: lineOf(100).optional().describe('For `by=language`.'),
});

const showLeaderboard = memberEndpoint({
  method: 'get',
  path: '/leaderboards',
  tag: 'Leaderboards',
  summary: 'Show a leaderboard',
  description: `For those who take part in it, and nothing until ${leastPeople} people have a value. The value is measured time in seconds (of focus at most ${limits.focus / 3600} hours a day, else ${limits.day / 3600} a day and ${limits.week / 3600} a week), or for consistency days with at least ${limits.active / 60} minutes, ${limits.days} a week at most. "claimedSeconds" is time that wasn't measured, which doesn't count; "leftOutDays" are days of more than ${limits.plausible / 3600} hours, which don't either. Standings are taken every hour, and stay as they are a day and a half after the period has ended. In your personal organization it is the leaderboard of everyone. "by=organization" compares organizations by the average of those who take part.`,
  access: 'read',
  role: 'viewer',
  query: boardQuery,
  status: 200,
  result: z.object({
    from: z.string(),
    to: z.string(),
    isFinal: z.boolean(),
    unit: z.enum(['seconds', 'days']),
    leastPeople: z.int(),
    rows: z.array(row),
    /** Languages that have a leaderboard in this period. */
    languages: z.array(z.string()),
  }),
  run: async (call) => {
    const { services, query } = call;
    const { by } = query;
    if (by === 'language' && query.language === undefined) throw new HttpProblem(422, 'Give a "language".');
    if (by === 'consistency' && query.period === 'day')
      throw new HttpProblem(422, 'Consistency is about weeks and months. Ask for one of them.');
    const period = periodOf(query.period, query.day ?? dayOf(services.now(), 0));
    const place = await placeOf(services.db, call);
    const rows =
      by === 'organization'
        ? await organizationRows(services.db, place, period)
        : await peopleRows(services.db, place, { ...period, metric: by, language: query.language ?? '' });
    const isOpen = openPeriods(services.now()).some(
      (one) => one.period === period.period && one.start === period.start,
    );
    return {
      from: period.start,
      to: period.end,
      isFinal: !isOpen && period.start <= dayOf(services.now(), 0),
      unit: by === 'consistency' ? 'days' : 'seconds',
      leastPeople,
      rows,
      languages: by === 'organization' ? [] : await languagesOf(services.db, place.board, period),
    } as const;
  },
});

interface StandingsQuery extends PeriodDays {
  readonly metric: Metric;
  readonly language: string;
}

/** @throws HttpProblem 409 for someone who doesn't take part */
async function peopleRows(
  db: Database,
  place: Place,
  { period, start, metric, language }: StandingsQuery,
): Promise<Standing[]> {
  if ((await findAlias(db, place)) === undefined)
    throw new HttpProblem(409, 'Only participants see this leaderboard. Join it first.');
  return read(db, {
    rows: sql`
      select p.alias, s.user_id = ${place.userId} as you, s.value, s.claimed_seconds as claimed, s.left_out_days as left_out
      from leaderboard_standings s join leaderboard_participants p on p.board = s.board and p.user_id = s.user_id
      where s.board = ${place.board} and s.period = ${period} and s.start = ${start} and s.metric = ${metric}
        and s.language = ${metric === 'language' ? language : ''}`,
    least: leastPeople,
  });
}

/** @throws HttpProblem 409 for people who neither belong to an organization on it nor take part with everyone */
async function organizationRows(db: Database, place: Place, { period, start }: PeriodDays): Promise<Standing[]> {
  const isOn =
    place.board === everyoneBoard
      ? (await findAlias(db, place)) !== undefined
      : (await db
          .selectFrom('leaderboard_organizations')
          .select('alias')
          .where('organization_id', '=', place.organizationId)
          .executeTakeFirst()) !== undefined;
  if (!isOn) throw new HttpProblem(409, 'This organization is not on the leaderboard of organizations.');
  // Rounded to five minutes: two exact averages would tell what the person who joined in between did.
  return read(db, {
    rows: sql`
      select o.alias, o.organization_id = ${place.organizationId} as you, round(avg(s.value) / 300) * 300 as value,
        round(avg(s.claimed_seconds) / 300) * 300 as claimed, 0 as left_out
      from leaderboard_organizations o
      join leaderboard_standings s on s.board = o.organization_id and s.metric = 'time' and s.value > 0
      where s.period = ${period} and s.start = ${start}
      group by o.alias, o.organization_id having count(*) >= ${leastPeople}`,
    least: 1,
  });
}

/** Ranks rows; none when fewer than `least` have a value. */
async function read(
  db: Database,
  { rows: of, least }: { readonly rows: RawBuilder<unknown>; readonly least: number },
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with found as (${of}), ranked as (
      select *, rank() over (order by value desc) as rank, row_number() over (order by value desc, alias) as place,
        count(*) filter (where value > 0) over () as people
      from found
    )
    select rank, alias, you as "isYou", value::int, claimed::int as "claimedSeconds", left_out::int as "leftOutDays" from ranked
    where people >= ${least} and (place <= ${mostRows} or you) order by place`.execute(db);
  return rows;
}

async function languagesOf(db: Database, board: string, { period, start }: PeriodDays): Promise<string[]> {
  const { rows } = await sql<{ language: string }>`
    select language from leaderboard_standings
    where board = ${board} and period = ${period} and start = ${start} and metric = 'language'
    group by language having count(*) >= ${leastPeople} order by count(*) desc, language limit 100`.execute(db);
  return rows.map(({ language }) => language);
}

export const leaderboardEndpoints: readonly Endpoint[] = [showLeaderboard];
