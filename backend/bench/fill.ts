import type pg from 'pg';
import { addDays, dayMs, daysBetween } from '../../src/core/time/days.ts';
import type { Scope } from '../src/accounts/caller.ts';
import type { Batch } from '../src/sharing/batch.ts';

/** Days that have rows: two years, up to the one before the bench's own batches. */
const days = 730;
const rowsPerDay = 10;
const peoplePerTeam = 20;
const source = 'laptop';
export const rowsPerPerson = days * rowsPerDay;

/** The last day that has rows. */
export const lastDay = '2026-10-31';

/** People by their numbers, and the days that they have shared. */
export interface Filling {
  /** The number of the first person; those of earlier calls are below. */
  readonly from: number;
  /** The number after the last person. */
  readonly to: number;
  /** How many days up to the last one; two years by default. */
  readonly days?: number;
}

/** Adds people in teams of 20, without what they share. */
export async function addPeople(db: pg.Client, { from, to }: Filling): Promise<void> {
  await db.query(
    `insert into users (id, email, name, password_hash)
     select ${idOf('p')}, 'p' || n || '@example.com', 'Person ' || n, '' from generate_series($1::int, $2::int - 1) n`,
    [from, to],
  );
  await db.query(
    `insert into organizations (id, name, is_personal)
     select ${idOf('o')}, 'Team ' || n, false from generate_series($1::int / ${peoplePerTeam}, ($2::int - 1) / ${peoplePerTeam}) n
     on conflict do nothing`,
    [from, to],
  );
  await db.query(
    `insert into memberships (organization_id, user_id, role)
     select ${teamOf}, ${idOf('p')}, 'member' from generate_series($1::int, $2::int - 1) n`,
    [from, to],
  );
}

/**
 * Stores what people have shared, as the server would have stored a batch of each person at the end of each day: `batchesOf` has the same for
 * the API. In SQL, since it isn't measured. So a day's rows of all people lie together, and those of one person are all over the tables.
 */
export async function addActivity(db: pg.Client, { from, to, days: count = days }: Filling): Promise<void> {
  await db.query('set synchronous_commit = off');
  for (const day of daysBetween(addDays(lastDay, 1 - count), lastDay)) await addDay(db, [from, to, day]);
  await db.query('reset synchronous_commit');
  // What PostgreSQL does by itself in the two years: statistics, the visibility map, and nothing left to write.
  for (const table of ['activities', 'daily_totals', 'shared_days', 'batches'])
    await db.query(`vacuum analyze ${table}`);
  // Not every role may.
  await db.query('checkpoint').catch(() => undefined);
}

async function addDay(db: pg.Client, values: [from: number, to: number, day: string]): Promise<void> {
  const items = `
    select n, k, ${secondsOf} as seconds
    from generate_series($1::int, $2::int - 1) n, generate_series(1, ${rowsPerDay}) k`;
  await db.query(
    `with made as materialized (
       select n, ${teamOf} as organization_id, ${idOf('p')} as user_id, gen_random_uuid() as batch_id
       from generate_series($1::int, $2::int - 1) n
     ), items as materialized (${items}), batched as (
       insert into batches (organization_id, id, user_id, idempotency_key, body_hash, level, source, days, items, outdated)
       select organization_id, batch_id, user_id, 'day-' || $3::date, sha256(convert_to(batch_id::text, 'UTF8')), 'language', '${source}', 1, ${rowsPerDay}, 0
       from made order by n
     ), shared as (
       insert into shared_days (organization_id, user_id, source, day, level, revision, batch_id)
       select organization_id, user_id, '${source}', $3::date, 'language', 1, batch_id from made order by n
     ), totals as (
       insert into daily_totals (organization_id, user_id, day, seconds)
       select organization_id, user_id, $3::date, seconds
       from made join (select n, least(86400, sum(seconds)) as seconds from items group by n) summed using (n) order by n
     )
     insert into activities (organization_id, user_id, source, day, level, language, seconds, batch_id)
     select organization_id, user_id, '${source}', $3::date, 'language', 'Language ' || k, seconds, batch_id
     from made join items using (n) order by n, k`,
    values,
  );
}

/** The batches that people send, in the order in which the server gets them. */
export function batchesOf({
  from,
  to,
  days: count = days,
}: Filling): { readonly person: number; readonly batch: Batch }[] {
  return daysBetween(addDays(lastDay, 1 - count), lastDay).flatMap((day) =>
    Array.from({ length: to - from }, (_person, i) => {
      const ordinal = Date.parse(day) / dayMs;
      const person = from + i;
      const items = Array.from({ length: rowsPerDay }, (_item, k) => ({
        language: `Language ${k + 1}`,
        seconds: 600 + ((person * 7 + ordinal * 13 + (k + 1) * 31) % 1800),
      }));
      return { person, batch: { level: 'language', source, days: [{ day, revision: 1, items }] } };
    }),
  );
}

/** Of an item, by person, day, and place in the day. */
const secondsOf = `600 + (n * 7 + ($3::date - date '1970-01-01') * 13 + k * 31) % 1800`;

/** A version 4 UUID by the number of a person or a team, as an expression of SQL. */
function idOf(kind: 'p' | 'o', number = 'n'): string {
  return `overlay(overlay(md5('${kind}' || ${number}) placing '4' from 13) placing '8' from 17)::uuid`;
}

const teamOf = idOf('o', `(n / ${peoplePerTeam})`);

/**
 * Gives a person an API key.
 * @param person their number
 * @param digest SHA-256 of the key
 * @returns the team of the person
 */
export async function giveKey(
  db: pg.Client,
  person: number,
  { digest, scope = 'read' }: { readonly digest: Buffer; readonly scope?: Scope },
): Promise<string> {
  await db.query(
    `insert into api_keys (user_id, name, hash, scopes) values (${idOf('p', '$1::int')}, 'bench', $2, array[$3])`,
    [person, digest, scope],
  );
  const { rows } = await db.query<{ id: string }>(`select ${idOf('o', `($1::int / ${peoplePerTeam})`)} as id`, [
    person,
  ]);
  return rows[0]?.id ?? '';
}
