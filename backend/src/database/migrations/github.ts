import { type Kysely, sql } from 'kysely';

/** Accounts at GitHub by which people sign in, and requests to it that are under way. */
export const github = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table github_accounts (
  github_id bigint primary key,
  user_id uuid not null unique references users on delete cascade,
  login text not null,
  connected_at timestamptz not null
);
create table github_requests (
  hash bytea primary key,
  user_id uuid references users on delete cascade,
  secret text not null,
  expires_at timestamptz not null
);
create index on github_requests (user_id);
create index on github_requests (expires_at);
`;
