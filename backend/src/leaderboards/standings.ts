import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { openPeriods, type PeriodDays } from './periods.ts';

/** Measures by which people are compared. */
export const metrics = ['time', 'language', 'consistency', 'focus'] as const;
export type Metric = (typeof metrics)[number];

/** The board of everyone on the server who takes part with their personal organization. */
export const everyoneBoard = '00000000-0000-0000-0000-000000000000';

/**
 * Sums up what counts, so that neither overwork nor forged uploads pay. In seconds, except `days`.
 *
 * The limits of a day and a week are those of German and European law: ArbZG, section 3, and Directive 2003/88/EC, article 6.
 */
export const limits = {
  day: 10 * 3600,
  week: 48 * 3600,
  focus: 4 * 3600,
  /** A day with more isn't plausible, and counts for nothing. */
  plausible: 18 * 3600,
  /** A day with less doesn't count for `consistency`. */
  active: 30 * 60,
  /** Days a week that count for `consistency`. */
  days: 5,
} as const;

/** The number of the lock under which standings are computed; any will do. */
const lockId = 4_680_002;

/** One participant, or everyone. */
interface Participant {
  readonly board: string;
  readonly userId: string;
}

/**
 * Takes the standings of the periods that are open. Every instance may run it at any time; one does.
 * @param now milliseconds since the epoch
 * @returns the number of rows for these periods; 0 if another instance is doing it
 */
export async function takeStandings(db: Database, now: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ locked: boolean }>`
      select pg_try_advisory_xact_lock(${lockId}::bigint) as locked`.execute(trx);
    if (rows[0]?.locked !== true) return 0;
    let count = 0;
    for (const period of openPeriods(now)) count += await takePeriod(trx, period);
    return count;
  });
}

/** Recomputes a participant's standings in the open periods. */
export async function takeStandingsOf(trx: Database, who: Participant, now: number): Promise<void> {
  for (const period of openPeriods(now)) await takePeriod(trx, period, who);
}

/**
 * Deletes the standings that rest on days that a person took back, and recomputes those of open periods.
 * @param owner whose days, and the organization they were shared with
 */
export async function forgetStandings(
  trx: Database,
  owner: { readonly organizationId: string; readonly userId: string },
  { from, to, now }: { readonly from: string; readonly to: string; readonly now: number },
): Promise<void> {
  const participant = await trx
    .selectFrom('leaderboard_participants')
    .select('board')
    .where('organization_id', '=', owner.organizationId)
    .where('user_id', '=', owner.userId)
    .executeTakeFirst();
  if (!participant) return;
  await sql`
    delete from leaderboard_standings
    where board = ${participant.board} and user_id = ${owner.userId} and start <= ${to}
      and start + case period when 'day' then interval '0' when 'week' then interval '6 days' else interval '1 month - 1 day' end
        >= ${from}::date`.execute(trx);
  await takeStandingsOf(trx, { board: participant.board, userId: owner.userId }, now);
}

async function takePeriod(trx: Database, { period, start, end }: PeriodDays, who?: Participant): Promise<number> {
  const only = who ? sql`and p.board = ${who.board} and p.user_id = ${who.userId}` : sql``;
  await sql`
    delete from leaderboard_standings p where period = ${period} and start = ${start} ${only}`.execute(trx);
  const { rows } = await sql`
    with participants as (
      -- Whoever leaves meanwhile waits, and takes what is inserted here with them.
      select board, user_id, organization_id from leaderboard_participants p where true ${only} for key share
    ), days as (
      select p.board, p.user_id, p.organization_id, t.day, t.seconds as told,
        least(t.seconds, sum(coalesce(d.measured_seconds, 0))) as measured,
        least(t.seconds, sum(coalesce(d.focus_seconds, 0))) as focused
      from participants p
      join daily_totals t on t.organization_id = p.organization_id and t.user_id = p.user_id
      join shared_days d on d.organization_id = t.organization_id and d.user_id = t.user_id and d.day = t.day
      where t.day between ${start} and ${end}
      group by p.board, p.user_id, p.organization_id, t.day, t.seconds
    ), weeks as (
      select board, user_id,
        coalesce(least(${limits.week}, sum(least(${limits.day}, measured)) filter (where told <= ${limits.plausible})), 0) as time,
        coalesce(sum(least(${limits.focus}, focused)) filter (where told <= ${limits.plausible}), 0) as focus,
        least(${limits.days}, count(*) filter (where told <= ${limits.plausible} and measured >= ${limits.active})) as active,
        sum(told - measured) as claimed,
        count(*) filter (where told > ${limits.plausible}) as left_out
      from days group by board, user_id, date_trunc('week', day)
    ), people as (
      select board, user_id, sum(time) as time, sum(focus) as focus, sum(active) as active, sum(claimed) as claimed, sum(left_out) as left_out
      from weeks group by board, user_id
    ), languages as (
      select d.board, d.user_id, a.language, sum(least(${limits.day}, d.measured, a.seconds)) as value
      from days d
      join (
        select organization_id, user_id, day, language, sum(seconds) as seconds from activities
        where day between ${start} and ${end} and language is not null and language not in ('(none)', '(other)')
        group by 1, 2, 3, 4
      ) a on a.organization_id = d.organization_id and a.user_id = d.user_id and a.day = d.day
      where d.told <= ${limits.plausible}
      group by 1, 2, 3
    ), scores as (
      select board, user_id, 'time' as metric, '' as language, time as value from people
      union all select board, user_id, 'focus', '', focus from people
      union all select board, user_id, 'consistency', '', active from people where ${period} <> 'day'
      union all select board, user_id, 'language', language, value from languages
    )
    insert into leaderboard_standings (board, period, start, metric, language, user_id, value, claimed_seconds, left_out_days)
    select s.board, ${period}, ${start}::date, s.metric, s.language, s.user_id, s.value, p.claimed, p.left_out
    from scores s join people p on p.board = s.board and p.user_id = s.user_id
    where s.value > 0 or s.metric = 'time'
    on conflict (board, period, start, metric, language, user_id) do update
      set value = excluded.value, claimed_seconds = excluded.claimed_seconds, left_out_days = excluded.left_out_days
    returning 1`.execute(trx);
  return rows.length;
}

/**
 * Deletes standings that tell more than is kept of shared days.
 * @param before the first day of the months with details, and of those that are kept at all; undefined for unlimited
 */
export async function foldStandings(
  db: Database,
  before: { readonly detail: string; readonly all: string | undefined },
): Promise<void> {
  await db
    .deleteFrom('leaderboard_standings')
    .where('metric', '=', 'language')
    .where('start', '<', before.detail)
    .execute();
  if (before.all !== undefined) await db.deleteFrom('leaderboard_standings').where('start', '<', before.all).execute();
}
