import { sql } from 'kysely';
import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { jobNames } from '../jobs.ts';

const tag = 'Administration';
const page = {
  search: lineOf(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
};

const showServer = userEndpoint({
  method: 'get',
  path: '/admin/server',
  tag,
  summary: 'Show the state of the server',
  description: 'Counts, sizes, and the last run of each job. Nothing that people share or sync.',
  access: 'operator',
  status: 200,
  result: z.object({
    users: z.int(),
    organizations: z.int(),
    activeSessions: z.int(),
    syncedDevices: z.int(),
    syncBytes: z.number(),
    databaseBytes: z.number(),
    postgres: z.string(),
    node: z.string(),
    startedAt: z.iso.datetime(),
    registration: z.string(),
    sendsMail: z.boolean(),
    jobs: z.array(
      z.object({
        job: z.enum(jobNames),
        startedAt: z.iso.datetime().nullable(),
        ms: z.int().nullable(),
        result: z.enum(['done', 'failed']).nullable(),
        error: z.string().nullable(),
      }),
    ),
  }),
  run: async ({ services }) => {
    const { db, config, mailer, now } = services;
    const { rows } = await sql<Counts>`
      select
        (select count(*)::int from users) as users,
        (select count(*)::int from organizations where not is_personal) as organizations,
        (select count(*)::int from sessions where ended_at is null and expires_at > ${new Date(now())}) as "activeSessions",
        (select count(*)::int from devices where status = 'active') as "syncedDevices",
        (select coalesce(sum(bytes), 0)::float8 from sync_accounts) as "syncBytes",
        pg_database_size(current_database())::float8 as "databaseBytes",
        current_setting('server_version') as postgres`.execute(db);
    const [counts] = rows;
    if (!counts) throw new Error('PostgreSQL answered without a row.');
    const runs = new Map((await db.selectFrom('job_runs').selectAll().execute()).map((run) => [run.job, run]));
    return {
      ...counts,
      node: process.versions.node,
      startedAt: new Date(now() - process.uptime() * 1000).toISOString(),
      registration: config.registration,
      sendsMail: mailer !== undefined,
      jobs: jobNames.map((job) => {
        const { started_at, ms = null, result = null, error = null } = runs.get(job) ?? {};
        return { job, startedAt: started_at?.toISOString() ?? null, ms, result, error };
      }),
    };
  },
});

interface Counts {
  readonly users: number;
  readonly organizations: number;
  readonly activeSessions: number;
  readonly syncedDevices: number;
  readonly syncBytes: number;
  readonly databaseBytes: number;
  readonly postgres: string;
}

const listUsers = userEndpoint({
  method: 'get',
  path: '/admin/users',
  tag,
  summary: 'List the accounts',
  description:
    'Newest first, 50 at a time. `search` finds a part of the email address or the name. What people share isn’t here.',
  access: 'operator',
  query: z.object(page),
  status: 200,
  result: z.object({
    total: z.int(),
    users: z.array(
      z.object({
        id: z.uuid(),
        email: z.string(),
        name: z.string(),
        isOperator: z.boolean(),
        isEmailVerified: z.boolean(),
        createdAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
        organizations: z.int(),
        syncBytes: z.number(),
      }),
    ),
  }),
  run: async ({ services, query: { search, limit, offset } }) => {
    const found = sql`${search ?? ''} = '' or strpos(email, lower(${search ?? ''})) > 0 or strpos(lower(name), lower(${search ?? ''})) > 0`;
    const total = await sql<{ count: number }>`select count(*)::int as count from users where ${found}`.execute(
      services.db,
    );
    const { rows } = await sql<ListedUser>`
      select id, email, name, is_operator as "isOperator", email_verified_at is not null as "isEmailVerified",
        created_at as "createdAt",
        (select max(last_used_at) from sessions where user_id = users.id) as "lastUsedAt",
        (select count(*)::int from memberships join organizations o on o.id = organization_id
          where user_id = users.id and not o.is_personal) as organizations,
        (select coalesce(sum(bytes), 0)::float8 from sync_accounts where user_id = users.id) as "syncBytes"
      from users where ${found} order by created_at desc, id limit ${limit} offset ${offset}`.execute(services.db);
    return {
      total: total.rows[0]?.count ?? 0,
      users: rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      })),
    };
  },
});

interface ListedUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isOperator: boolean;
  readonly isEmailVerified: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly organizations: number;
  readonly syncBytes: number;
}

const listOrganizations = userEndpoint({
  method: 'get',
  path: '/admin/organizations',
  tag,
  summary: 'List the organizations',
  description: 'Newest first, 50 at a time, without personal ones and without what is shared with them.',
  access: 'operator',
  query: z.object(page),
  status: 200,
  result: z.object({
    total: z.int(),
    organizations: z.array(z.object({ id: z.uuid(), name: z.string(), createdAt: z.iso.datetime(), members: z.int() })),
  }),
  run: async ({ services, query: { search, limit, offset } }) => {
    const found = sql`not is_personal and (${search ?? ''} = '' or strpos(lower(name), lower(${search ?? ''})) > 0)`;
    const total = await sql<{ count: number }>`select count(*)::int as count from organizations where ${found}`.execute(
      services.db,
    );
    const { rows } = await sql<{ id: string; name: string; createdAt: Date; members: number }>`
      select id, name, created_at as "createdAt",
        (select count(*)::int from memberships where organization_id = organizations.id) as members
      from organizations where ${found} order by created_at desc, id limit ${limit} offset ${offset}`.execute(
      services.db,
    );
    return {
      total: total.rows[0]?.count ?? 0,
      organizations: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    };
  },
});

export const overviewEndpoints: readonly Endpoint[] = [showServer, listUsers, listOrganizations];
