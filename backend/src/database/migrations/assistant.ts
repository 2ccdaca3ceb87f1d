import { type Kysely, sql } from 'kysely';

/** Plans and insights that are made from what people share, and the time zone in which they are made at night. */
export const assistant = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
alter table users add column time_zone text;
create table assistant_pages (
  organization_id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('plan', 'insights')),
  day date not null,
  body jsonb not null,
  made_at timestamptz not null,
  primary key (organization_id, user_id, kind, day),
  foreign key (organization_id, user_id) references memberships on delete cascade
);
`;
