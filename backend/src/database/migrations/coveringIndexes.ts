import { type Kysely, sql } from 'kysely';

/**
 * Has the primary keys of shared activity hold what dashboards ask for. A person's days are written a day at a time, so their rows lie on as
 * many pages as there are days: a year by language read 370 pages of the tables, in the index it is 50. Vacuum keeps the pages of the tables
 * from being looked at.
 *
 * While an index is built, reading continues and writing waits; then the keys change places at once.
 */
export const coveringIndexes = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Building takes as long as it takes.
    await sql`set local statement_timeout = 0`.execute(db);
    // In the order in which batches lock them, so that neither waits for the other.
    for (const table of ['activities', 'daily_totals']) await sql.raw(`lock table ${table} in share mode`).execute(db);
    await sql.raw(build).execute(db);
  },
};

const build = `
do $$
declare
  part regclass;
  parts regclass[] := array(select inhrelid::regclass from pg_inherits where inhparent = 'activities'::regclass order by 1);
  covering constant text := '(organization_id, user_id, day, source, id) include (seconds, language, alias, project)';
begin
  foreach part in array parts loop
    execute format('create unique index %I on %s %s', part || '_key', part, covering);
  end loop;
  create unique index daily_totals_key on daily_totals (organization_id, user_id, day) include (seconds);
  execute (
    select format('alter table activities drop constraint %I', conname)
    from pg_constraint where conrelid = 'activities'::regclass and contype = 'p'
  );
  foreach part in array parts loop
    execute format('alter table %s add constraint %I primary key using index %I', part, part || '_pkey', part || '_key');
  end loop;
  execute 'alter table activities add constraint activities_pkey primary key ' || covering;
  alter table daily_totals drop constraint daily_totals_pkey;
  alter table daily_totals add constraint daily_totals_pkey primary key using index daily_totals_key;
end $$;
`;
