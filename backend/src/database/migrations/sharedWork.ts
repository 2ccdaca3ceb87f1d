import { type Kysely, sql } from 'kysely';

/** Tasks, time entries, and AI activity that people share, and what webhooks say of workflow runs and deployments. Instants are in ms. */
export const sharedWork = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
create table shared_task_lists (
  organization_id uuid not null,
  user_id uuid not null,
  source text not null,
  revision bigint not null,
  day date not null,
  primary key (organization_id, user_id, source),
  foreign key (organization_id, user_id) references memberships on delete cascade
);
create table shared_tasks (
  organization_id uuid not null,
  user_id uuid not null,
  source text not null,
  id text not null,
  title text not null,
  status text not null,
  priority text not null,
  project text,
  due_day date,
  estimate_minutes integer,
  done_at bigint,
  primary key (organization_id, user_id, source, id),
  foreign key (organization_id, user_id, source) references shared_task_lists on delete cascade
);
create table shared_entries (
  organization_id uuid not null,
  user_id uuid not null,
  source text not null,
  day date not null,
  id text not null,
  title text not null,
  project text,
  started_at bigint not null,
  seconds integer not null,
  primary key (organization_id, user_id, source, day, id),
  foreign key (organization_id, user_id, source, day) references shared_days on delete cascade
);
create table shared_ai_days (
  organization_id uuid not null,
  user_id uuid not null,
  source text not null,
  day date not null,
  calls bigint not null,
  tokens bigint not null,
  cost_micros bigint not null,
  runs integer not null,
  failed_runs integer not null,
  run_seconds integer not null,
  primary key (organization_id, user_id, source, day),
  foreign key (organization_id, user_id, source, day) references shared_days on delete cascade
);
create table ci_runs (
  organization_id uuid not null references organizations on delete cascade,
  repo text not null,
  run_id bigint not null,
  attempt integer not null,
  workflow text not null,
  trigger text not null,
  branch text,
  sha text,
  status text not null,
  conclusion text,
  started_at bigint not null,
  ended_at bigint,
  at bigint not null,
  url text not null,
  primary key (organization_id, repo, run_id, attempt)
);
create index on ci_runs (organization_id, started_at);
create table deployments (
  organization_id uuid not null references organizations on delete cascade,
  repo text not null,
  deployment_id bigint not null,
  environment text not null,
  state text not null,
  branch text,
  sha text,
  at bigint not null,
  url text,
  primary key (organization_id, repo, deployment_id)
);
create index on deployments (organization_id, at);
`;
