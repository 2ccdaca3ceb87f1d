import type pg from 'pg';

/** Days of the last two years, up to the one before the bench's own batches. */
const days = 730;
const rowsPerDay = 10;
const peoplePerTeam = 20;
export const rowsPerPerson = days * rowsPerDay;

/** The last day that has rows. */
export const lastDay = '2026-10-31';

/**
 * Adds people, in teams of 20, who have shared two years by language, 10 rows a day. In SQL, since this isn't measured.
 * @param from number of the first person; those of earlier calls are below
 * @param to number after the last person
 */
export async function addPeople(db: pg.Client, from: number, to: number): Promise<void> {
  await db.query('begin');
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
  await db.query(
    `insert into activities (organization_id, user_id, source, day, level, language, seconds, batch_id)
     select ${teamOf}, ${idOf('p')}, 'laptop', date '${lastDay}' - d, 'language', 'Language ' || k, 600 + (n * 7 + d * 13 + k * 31) % 1800,
       '00000000-0000-0000-0000-000000000000'
     from generate_series($1::int, $2::int - 1) n, generate_series(0, ${days - 1}) d, generate_series(1, ${rowsPerDay}) k`,
    [from, to],
  );
  await db.query(
    `insert into daily_totals (organization_id, user_id, day, seconds)
     select organization_id, user_id, day, sum(seconds) from activities
     where user_id in (select ${idOf('p')} from generate_series($1::int, $2::int - 1) n) group by 1, 2, 3`,
    [from, to],
  );
  await db.query('commit');
  await db.query('vacuum analyze activities');
  await db.query('vacuum analyze daily_totals');
}

/** A version 4 UUID by the number of a person or a team, as an expression of SQL. */
function idOf(kind: 'p' | 'o', number = 'n'): string {
  return `overlay(overlay(md5('${kind}' || ${number}) placing '4' from 13) placing '8' from 17)::uuid`;
}

const teamOf = idOf('o', `(n / ${peoplePerTeam})`);

/**
 * Gives a person an API key.
 * @param digest SHA-256 of the key
 * @returns the team of the person
 */
export async function giveKey(db: pg.Client, person: number, digest: Buffer): Promise<string> {
  await db.query(
    `insert into api_keys (user_id, name, hash, scopes) values (${idOf('p', '$1::int')}, 'bench', $2, '{read}')`,
    [person, digest],
  );
  const { rows } = await db.query<{ id: string }>(`select ${idOf('o', `($1::int / ${peoplePerTeam})`)} as id`, [
    person,
  ]);
  return rows[0]?.id ?? '';
}
