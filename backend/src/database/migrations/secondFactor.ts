import { type Kysely, sql } from 'kysely';

/** Codes of authenticator apps, links that are sent by mail, and addresses that were verified by one. */
export const secondFactor = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
alter table users add column email_verified_at timestamptz;
create table totp (
  user_id uuid primary key references users on delete cascade,
  secret text not null,
  confirmed_at timestamptz,
  last_step bigint not null
);
create table totp_recovery_codes (
  user_id uuid not null references totp on delete cascade,
  hash bytea not null,
  primary key (user_id, hash)
);
create table mail_links (
  hash bytea primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('reset', 'verify')),
  expires_at timestamptz not null
);
create index on mail_links (user_id);
create index on mail_links (expires_at);
`;
