import { type Kysely, sql } from 'kysely';

/**
 * Moves activities into monthly partitions, so that old ones can be dropped at once, and an index is only as large as its month. Rows of
 * shared activity now belong to a membership: they are deleted with it, by an index that begins with the tenant.
 *
 * Identity columns of partitioned tables need PostgreSQL 17, so ids come from a sequence. Days whose month has no partition go to the
 * default one; `makeMonths` creates partitions. The previous version works on these tables as before.
 */
export const monthsOfActivity = {
  async up(db: Kysely<unknown>): Promise<void> {
    // Copying takes as long as it takes.
    await sql`set local statement_timeout = 0`.execute(db);
    for (const statements of [owners, months, references]) await sql.raw(statements).execute(db);
  },
};

const tables = ['shared_days', 'daily_totals', 'batches'];

const owners = tables
  .map(
    (table) => `
delete from ${table} t where not exists (
  select from memberships m where m.organization_id = t.organization_id and m.user_id = t.user_id
);
alter table ${table}
  drop constraint ${table}_organization_id_fkey,
  drop constraint ${table}_user_id_fkey,
  add foreign key (organization_id, user_id) references memberships on delete cascade;`,
  )
  .join('');

const months = `
create table activity_months (month date primary key, folded_at timestamptz);
alter table activities rename to activities_before;
create sequence activity_ids;
select setval('activity_ids', (select coalesce(max(id), 0) + 1 from activities_before), false);
create table activities (
  organization_id uuid not null,
  id bigint not null default nextval('activity_ids'),
  user_id uuid not null,
  source text not null,
  day date not null,
  level text not null,
  language text,
  alias text,
  project text,
  seconds integer not null check (seconds between 0 and 86400),
  batch_id uuid not null,
  primary key (organization_id, user_id, day, source, id)
) partition by range (day);
alter sequence activity_ids owned by activities.id;
create table activities_default partition of activities default;
insert into activities (organization_id, id, user_id, source, day, level, language, alias, project, seconds, batch_id)
  select organization_id, id, user_id, source, day, level, language, alias, project, seconds, batch_id
  from activities_before a
  where exists (select from memberships m where m.organization_id = a.organization_id and m.user_id = a.user_id);
drop table activities_before;
create index on activities (organization_id, day);
alter table activities add foreign key (organization_id, user_id) references memberships on delete cascade;
`;

/** Deleting an account follows every reference to it; without an index each would read the whole table. */
const references = `
create index on audit_log (actor_id);
create index on audit_log (target);
create index on invitations (invited_by);
create index on invitations (email);
create index on device_grants (user_id);
`;
