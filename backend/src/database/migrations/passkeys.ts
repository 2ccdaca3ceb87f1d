import { type Kysely, sql } from 'kysely';

/** Passkeys, and the challenges that browsers are to answer. */
export const passkeys = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table passkeys (
  id text primary key,
  user_id uuid not null references users on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index on passkeys (user_id);
create table passkey_challenges (
  hash bytea primary key,
  user_id uuid references users on delete cascade,
  expires_at timestamptz not null
);
create index on passkey_challenges (user_id);
create index on passkey_challenges (expires_at);
`;
