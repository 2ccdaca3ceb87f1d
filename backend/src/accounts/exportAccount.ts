import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../database/connect.ts';

/** One list of an export: rows of a person, in pages by a key. */
interface Section {
  readonly name: string;
  readonly rows: (userId: string) => RawBuilder<unknown>;
  /** The columns of `rows` by which a page continues. None is a time, which would lose its microseconds. */
  readonly key: readonly string[];
  readonly page?: number;
}

type Row = Readonly<Record<string, unknown>>;

/** Returns everything that the server has about a person, except what identifies passwords, tokens, keys, and codes. */
const sections: readonly Section[] = [
  {
    name: 'account',
    rows: (userId) =>
      sql`select id, email, name, is_operator, time_zone, email_verified_at, model_agreed_at, created_at from users where id = ${userId}`,
    key: ['id'],
  },
  {
    name: 'sessions',
    rows: (userId) =>
      sql`select id, kind, label, scopes, created_at, last_used_at, expires_at, ended_at from sessions ${mine(userId)}`,
    key: ['id'],
  },
  {
    name: 'apiKeys',
    rows: (userId) => sql`select id, name, scopes, created_at, expires_at, last_used_at from api_keys ${mine(userId)}`,
    key: ['id'],
  },
  {
    name: 'authenticatorApp',
    rows: (userId) => sql`select user_id, confirmed_at, last_step from totp ${mine(userId)}`,
    key: ['user_id'],
  },
  {
    name: 'passkeys',
    rows: (userId) => sql`select id, name, counter, created_at, last_used_at from passkeys ${mine(userId)}`,
    key: ['id'],
  },
  {
    name: 'github',
    rows: (userId) => sql`select github_id, login, connected_at from github_accounts ${mine(userId)}`,
    key: ['github_id'],
  },
  {
    name: 'mailLinks',
    rows: (userId) => sql`select user_id, purpose, expires_at from mail_links ${mine(userId)}`,
    key: ['purpose'],
  },
  {
    name: 'knownNetworks',
    rows: (userId) => sql`select encode(address, 'hex') as digest, seen_at from known_addresses ${mine(userId)}`,
    key: ['digest'],
  },
  {
    name: 'deviceCodes',
    rows: (userId) => sql`select user_code, client_name, scopes, status, expires_at from device_grants ${mine(userId)}`,
    key: ['user_code'],
  },
  {
    name: 'memberships',
    rows: (userId) => sql`
        select organization_id, o.name as organization, o.is_personal, role, joined_at
        from memberships join organizations o on o.id = organization_id ${mine(userId)}`,
    key: ['organization_id'],
  },
  {
    name: 'projects',
    rows: (userId) => sql`
        select id, name, alias, description, tech_stack, status, created_at, updated_at from projects
        where organization_id in (${personalOf(userId)})`,
    key: ['id'],
  },
  {
    name: 'projectRoles',
    rows: (userId) => sql`select organization_id, project_id, role from project_roles ${mine(userId)}`,
    key: ['project_id'],
  },
  {
    name: 'invitations',
    rows: (userId) => sql`
        select organization_id, id, email, role, created_at, expires_at from invitations
        where invited_by = ${userId} or email = (select email from users where id = ${userId})`,
    key: ['id'],
  },
  {
    name: 'githubWebhooks',
    rows: (userId) => sql`
        select organization_id, id, name, created_at, last_delivery_at, accepted, ignored, repeated from github_hooks
        where created_by = ${userId} or organization_id in (${personalOf(userId)})`,
    key: ['id'],
  },
  {
    name: 'githubDeliveries',
    rows: (userId) =>
      sql`select hook_id, delivery, received_at from hook_deliveries where organization_id in (${personalOf(userId)})`,
    key: ['hook_id', 'delivery'],
  },
  {
    name: 'githubEvents',
    rows: (userId) =>
      sql`select position, body, received_at from github_events where organization_id in (${personalOf(userId)})`,
    key: ['position'],
  },
  {
    name: 'githubEventHeads',
    rows: (userId) =>
      sql`select organization_id, position from event_heads where organization_id in (${personalOf(userId)})`,
    key: ['organization_id'],
  },
  {
    name: 'auditLog',
    rows: (userId) => sql`
        select organization_id, id, at, action, target, detail from audit_log
        where actor_id = ${userId} or target = ${userId}`,
    key: ['organization_id', 'id'],
  },
  {
    name: 'operatorLog',
    rows: (userId) => sql`
        select id, at, action, target from operator_log where actor_id = ${userId} or target = ${userId}`,
    key: ['id'],
  },
  {
    name: 'receipts',
    rows: (userId) => sql`
        select organization_id, id, idempotency_key, level, source, days, items, outdated, received_at from batches ${mine(userId)}`,
    key: ['organization_id', 'id'],
  },
  {
    name: 'sharedDays',
    rows: (userId) =>
      sql`select organization_id, source, day, level, revision, measured_seconds, focus_seconds from shared_days ${mine(userId)}`,
    key: ['organization_id', 'source', 'day'],
  },
  {
    name: 'activities',
    rows: (userId) => sql`
        select organization_id, day, source, id, level, language, alias, project, seconds from activities ${mine(userId)}`,
    key: ['organization_id', 'day', 'source', 'id'],
  },
  {
    name: 'sharedTaskLists',
    rows: (userId) => sql`select organization_id, source, revision, day from shared_task_lists ${mine(userId)}`,
    key: ['organization_id', 'source'],
  },
  {
    name: 'sharedTasks',
    rows: (userId) => sql`
        select organization_id, source, id, title, status, priority, project, due_day, estimate_minutes, done_at
        from shared_tasks ${mine(userId)}`,
    key: ['organization_id', 'source', 'id'],
  },
  {
    name: 'sharedTimeEntries',
    rows: (userId) => sql`
        select organization_id, source, day, id, title, project, started_at, seconds from shared_entries ${mine(userId)}`,
    key: ['organization_id', 'source', 'day', 'id'],
  },
  {
    name: 'sharedAiActivity',
    rows: (userId) => sql`
        select organization_id, source, day, calls, tokens, cost_micros, runs, failed_runs, run_seconds
        from shared_ai_days ${mine(userId)}`,
    key: ['organization_id', 'source', 'day'],
  },
  {
    name: 'workflowRuns',
    rows: (userId) => sql`select * from ci_runs where organization_id in (${personalOf(userId)})`,
    key: ['repo', 'run_id', 'attempt'],
  },
  {
    name: 'deployments',
    rows: (userId) => sql`select * from deployments where organization_id in (${personalOf(userId)})`,
    key: ['repo', 'deployment_id'],
  },
  {
    name: 'dailyTotals',
    rows: (userId) => sql`select organization_id, day, seconds from daily_totals ${mine(userId)}`,
    key: ['organization_id', 'day'],
  },
  {
    name: 'plansAndInsights',
    rows: (userId) => sql`select organization_id, kind, day, body, made_at from assistant_pages ${mine(userId)}`,
    key: ['organization_id', 'kind', 'day'],
  },
  {
    name: 'modelCalls',
    rows: (userId) => sql`select id, at, body from model_calls ${mine(userId)}`,
    key: ['id'],
  },
  {
    name: 'leaderboards',
    rows: (userId) =>
      sql`select board, organization_id, alias, joined_at from leaderboard_participants ${mine(userId)}`,
    key: ['board'],
  },
  {
    name: 'leaderboardStandings',
    rows: (userId) => sql`
        select board, period, start, metric, language, value, claimed_seconds, left_out_days
        from leaderboard_standings ${mine(userId)}`,
    key: ['board', 'period', 'start', 'metric', 'language'],
  },
  {
    name: 'syncAccount',
    rows: (userId) => sql`select user_id, position, bytes from sync_accounts ${mine(userId)}`,
    key: ['user_id'],
  },
  {
    name: 'syncRecovery',
    rows: (userId) => sql`select user_id, generation, envelope, offered_at from sync_recovery ${mine(userId)}`,
    key: ['user_id'],
  },
  {
    name: 'devices',
    rows: (userId) =>
      sql`select id, name, status, public_key, envelope, next_sequence, created_at from devices ${mine(userId)}`,
    key: ['id'],
  },
  {
    name: 'segments',
    rows: (userId) =>
      sql`select position, device_id, first_sequence, sequence, body, received_at from segments ${mine(userId)}`,
    key: ['position'],
    // A segment has up to 1 MiB.
    page: 4,
  },
];

/** Counts the rows about a person in each list of the export; lists without any are left out. */
export async function countRows(db: Database, userId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name, rows: query } of sections) {
    const { rows } = await sql<{ count: number }>`select count(*) from (${query(userId)}) as rows`.execute(db);
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[name] = count;
  }
  return counts;
}

/** The id of a person's own organization. */
function personalOf(userId: string): RawBuilder<unknown> {
  return sql`select organization_id from memberships join organizations o on o.id = organization_id and o.is_personal ${mine(userId)}`;
}

function mine(userId: string): RawBuilder<unknown> {
  return sql`where user_id = ${userId}`;
}

/**
 * Writes everything about a person as one JSON object, in parts. Each page is a separate query, so that a slow client holds no database
 * connection. An interrupted export has no closing brace, so it isn't valid JSON. Organization data is limited to the person's current
 * ones, since leaving one deletes what was shared with it.
 * @param now milliseconds since the epoch
 */
export async function* exportAccount(db: Database, userId: string, now: number): AsyncGenerator<string> {
  yield `{"exportedAt":${JSON.stringify(new Date(now).toISOString())}`;
  for (const section of sections) {
    yield `,\n${JSON.stringify(section.name)}:[`;
    let separator = '\n';
    for await (const rows of pages(db, section, userId)) {
      yield separator + rows.map((row) => JSON.stringify(readable(row))).join(',\n');
      separator = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

async function* pages(db: Database, section: Section, userId: string): AsyncGenerator<readonly Row[]> {
  const { rows: query, key, page = 1000 } = section;
  const columns = sql.join(key.map((name) => sql.ref(name)));
  let after = sql``;
  for (;;) {
    const { rows } = await sql<Row>`
      select * from (${query(userId)}) as rows ${after} order by ${columns} limit ${page}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < page) return;
    after = sql`where (${columns}) > (${sql.join(key.map((name) => last[name]))})`;
  }
}

/** Names as the API has them; bytes as base64. */
function readable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replaceAll(/_(\w)/g, (_all, letter: string) => letter.toUpperCase()),
      Buffer.isBuffer(value) ? value.toString('base64') : value,
    ]),
  );
}
