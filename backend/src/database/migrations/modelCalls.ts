import { type Kysely, sql } from 'kysely';

/** Receipts of calls to a model, and who agreed to them. */
export const modelCalls = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
alter table users add column model_agreed_at timestamptz;
create table model_calls (
  id text primary key,
  user_id uuid references users on delete set null,
  at timestamptz not null,
  body jsonb not null
);
create index on model_calls (at);
create index on model_calls (user_id, at);
`;
