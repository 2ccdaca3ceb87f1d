import { type Kysely, sql } from 'kysely';

/**
 * Adds leaderboards, and how the time of a shared day was recorded. The previous version neither reads nor writes the new columns: its days
 * count as entered by hand.
 *
 * A participant belongs to a membership, and standings to a participant, so leaving either leaves no row.
 */
export const leaderboards = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(statements).execute(db);
  },
};

const statements = `
alter table shared_days
  add column measured_seconds integer check (measured_seconds between 0 and 86400),
  add column focus_seconds integer check (focus_seconds between 0 and 86400);
create table leaderboard_participants (
  board uuid not null,
  user_id uuid not null references users on delete cascade,
  organization_id uuid not null,
  alias text not null,
  joined_at timestamptz not null default now(),
  primary key (board, user_id),
  foreign key (organization_id, user_id) references memberships on delete cascade
);
create unique index on leaderboard_participants (board, lower(alias));
create index on leaderboard_participants (organization_id, user_id);
create index on leaderboard_participants (user_id);
create table leaderboard_standings (
  board uuid not null,
  period text not null check (period in ('day', 'week', 'month')),
  start date not null,
  metric text not null check (metric in ('time', 'language', 'consistency', 'focus')),
  language text not null,
  user_id uuid not null,
  value integer not null,
  claimed_seconds integer not null,
  left_out_days integer not null,
  primary key (board, period, start, metric, language, user_id),
  foreign key (board, user_id) references leaderboard_participants on delete cascade
);
create index on leaderboard_standings (board, user_id);
create table leaderboard_organizations (
  organization_id uuid primary key references organizations on delete cascade,
  alias text not null,
  joined_at timestamptz not null default now()
);
create unique index on leaderboard_organizations (lower(alias));
`;
