import { type Kysely, sql } from 'kysely';

/** Creates accounts, organizations, shared activity, and synced segments. */
export const firstTables = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statements of [accounts, organizations, sharing, sync, limits]) await sql.raw(statements).execute(db);
  },
};

const accounts = `
create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  is_operator boolean not null default false,
  created_at timestamptz not null default now()
);
create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  kind text not null,
  label text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on sessions (user_id);
create table access_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  expires_at timestamptz not null
);
create index on access_tokens (session_id);
create index on access_tokens (expires_at);
create table refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on refresh_tokens (session_id);
create index on refresh_tokens (expires_at);
create table api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  name text not null,
  hash bytea not null unique,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz
);
create index on api_keys (user_id);
create table known_addresses (
  user_id uuid not null references users on delete cascade,
  address bytea not null,
  seen_at timestamptz not null,
  primary key (user_id, address)
);
create table device_grants (
  device_hash bytea primary key,
  user_code text not null unique,
  client_name text not null,
  scopes text[] not null,
  status text not null,
  user_id uuid references users on delete cascade,
  interval_seconds integer not null,
  last_polled_at timestamptz,
  expires_at timestamptz not null
);
create table setup_links (hash bytea primary key, expires_at timestamptz not null);
`;

const organizations = `
create table organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  is_personal boolean not null,
  created_at timestamptz not null default now()
);
create table memberships (
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member', 'viewer')),
  joined_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
create index on memberships (user_id);
create table invitations (
  organization_id uuid not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'member', 'viewer')),
  hash bytea not null unique,
  invited_by uuid references users on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (organization_id, id)
);
create table projects (
  organization_id uuid not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  alias text not null,
  description text not null,
  tech_stack text[] not null,
  status text not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, name)
);
create table audit_log (
  organization_id uuid not null references organizations on delete cascade,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  actor_id uuid references users on delete set null,
  action text not null,
  target text not null,
  detail jsonb not null,
  primary key (organization_id, id)
);
`;

const sharing = `
create table batches (
  organization_id uuid not null references organizations on delete cascade,
  id uuid not null default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  idempotency_key text not null,
  body_hash bytea not null,
  level text not null,
  source text not null,
  days integer not null,
  items integer not null,
  outdated integer not null,
  received_at timestamptz not null default now(),
  primary key (organization_id, id),
  unique (organization_id, user_id, idempotency_key)
);
create table shared_days (
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid not null references users on delete cascade,
  source text not null,
  day date not null,
  level text not null,
  revision bigint not null,
  batch_id uuid not null,
  primary key (organization_id, user_id, source, day)
);
create table activities (
  organization_id uuid not null references organizations on delete cascade,
  id bigint generated always as identity,
  user_id uuid not null references users on delete cascade,
  source text not null,
  day date not null,
  level text not null,
  language text,
  alias text,
  project text,
  seconds integer not null check (seconds between 0 and 86400),
  batch_id uuid not null,
  primary key (organization_id, id)
);
create index on activities (organization_id, user_id, day, source);
create index on activities (organization_id, day);
create table daily_totals (
  organization_id uuid not null references organizations on delete cascade,
  user_id uuid not null references users on delete cascade,
  day date not null,
  seconds integer not null,
  primary key (organization_id, user_id, day)
);
create index on daily_totals (organization_id, day);
`;

const sync = `
create table sync_accounts (
  user_id uuid primary key references users on delete cascade,
  position bigint not null,
  bytes bigint not null
);
create table devices (
  user_id uuid not null references users on delete cascade,
  id uuid not null default gen_random_uuid(),
  name text not null,
  credential_id uuid not null,
  status text not null,
  public_key bytea not null,
  envelope bytea,
  next_sequence bigint not null default 1,
  created_at timestamptz not null default now(),
  primary key (user_id, id)
);
create table segments (
  user_id uuid not null references users on delete cascade,
  position bigint not null,
  device_id uuid not null,
  sequence bigint not null,
  hash bytea not null,
  body bytea not null,
  received_at timestamptz not null default now(),
  primary key (user_id, position),
  unique (user_id, device_id, sequence)
);
alter table segments alter column body set storage external;
`;

/** The layout that rate-limiter-flexible expects. */
const limits = `
create table limiter (key varchar(255) primary key, points integer not null default 0, expire bigint);
`;
