import { type Kysely, sql } from 'kysely';

/** Webhooks of GitHub, what they delivered, and the events that wait for people's machines. */
export const webhooks = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table github_hooks (
  organization_id uuid not null references organizations on delete cascade,
  id uuid not null unique default gen_random_uuid(),
  created_by uuid references users on delete set null,
  name text not null,
  secret text not null,
  created_at timestamptz not null,
  last_delivery_at timestamptz,
  accepted bigint not null default 0,
  ignored bigint not null default 0,
  repeated bigint not null default 0,
  primary key (organization_id, id)
);
create index on github_hooks (created_by);
create table hook_deliveries (
  organization_id uuid not null,
  hook_id uuid not null,
  delivery text not null,
  body_hash bytea not null,
  received_at timestamptz not null,
  primary key (organization_id, hook_id, delivery),
  unique (organization_id, hook_id, body_hash),
  foreign key (organization_id, hook_id) references github_hooks on delete cascade
);
create index on hook_deliveries (received_at);
create table event_heads (
  organization_id uuid primary key references organizations on delete cascade,
  position bigint not null
);
create table github_events (
  organization_id uuid not null references organizations on delete cascade,
  position bigint not null,
  body jsonb not null,
  received_at timestamptz not null,
  primary key (organization_id, position)
);
create index on github_events (received_at);
`;
