import { type Kysely, sql } from 'kysely';

/** Tables of the server's jobs, and of changes that its operators made to accounts. */
export const administration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table job_runs (
  job text primary key,
  started_at timestamptz not null,
  ms integer not null,
  result text not null check (result in ('done', 'failed')),
  error text
);
create table operator_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor_id uuid references users on delete set null,
  action text not null,
  target text not null
);
create index on users (created_at, id);
`;
