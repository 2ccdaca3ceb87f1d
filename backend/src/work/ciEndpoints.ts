import { sql } from 'kysely';
import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { allOf, listRows, pageOf, pageQuery, when } from './listRows.ts';

const tag = 'CI and deployments';
const about =
  'From the workflow runs and deployments that the webhooks of the organization deliver. Kept as long as the detail of shared days.';
const instant = z.iso.datetime();
const text = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const ciRun = z.object({
  repo: z.string(),
  run: z.int(),
  attempt: z.int(),
  workflow: z.string(),
  /** Such as `push` or `pull_request`. */
  trigger: z.string(),
  branch: z.string().nullable(),
  sha: z.string().nullable(),
  status: z.string(),
  conclusion: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  url: z.string(),
});
interface RunRow {
  readonly repo: string;
  readonly run_id: number;
  readonly attempt: number;
  readonly workflow: string;
  readonly trigger: string;
  readonly branch: string | null;
  readonly sha: string | null;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly url: string;
}

const filter = { repo: lineOf(200).optional(), branch: lineOf(255).optional() };

const listRuns = memberEndpoint({
  method: 'get',
  path: '/ci/runs',
  tag,
  summary: 'List workflow runs',
  description: `${about} With \`latest=true\` only the last of each repository, workflow, and branch: the status of CI.`,
  access: 'read',
  role: 'member',
  query: pageQuery(['-startedAt', 'startedAt']).extend({
    ...filter,
    workflow: lineOf(200).optional(),
    status: lineOf(30).optional(),
    conclusion: lineOf(30).optional(),
    latest: z.enum(['true', 'false']).default('false'),
  }),
  status: 200,
  result: pageOf(ciRun),
  run: async ({ services, member, query }) => {
    const { repo, branch, workflow, status, conclusion, latest } = query;
    const mine = allOf(
      sql`organization_id = ${member.organizationId}`,
      when(repo, (one) => sql`repo = ${one}`),
      when(branch, (one) => sql`branch = ${one}`),
      when(workflow, (one) => sql`workflow = ${one}`),
    );
    const runs =
      latest === 'true'
        ? sql`select distinct on (repo, workflow, branch) * from ci_runs where ${mine}
              order by repo, workflow, branch, started_at desc, run_id desc, attempt desc`
        : sql`select * from ci_runs where ${mine}`;
    const wanted = allOf(
      sql`true`,
      when(status, (one) => sql`status = ${one}`),
      when(conclusion, (one) => sql`conclusion = ${one}`),
    );
    const rows = sql`select *, started_at as sort_value, repo || ' ' || run_id || ' ' || attempt as row_key
      from (${runs}) as runs where ${wanted}`;
    const page = await listRows<RunRow>(services.db, { ...query, rows, type: 'bigint' });
    const items = page.items.map(({ run_id, started_at, ended_at, ...row }) => ({
      ...row,
      run: run_id,
      startedAt: new Date(started_at).toISOString(),
      endedAt: text(ended_at),
    }));
    return { items, next: page.next };
  },
});

const deployment = z.object({
  repo: z.string(),
  deployment: z.int(),
  environment: z.string(),
  state: z.string(),
  branch: z.string().nullable(),
  sha: z.string().nullable(),
  /** Time at which its state last changed. */
  at: instant,
  url: z.string().nullable(),
});
interface DeploymentRow {
  readonly repo: string;
  readonly deployment_id: number;
  readonly environment: string;
  readonly state: string;
  readonly branch: string | null;
  readonly sha: string | null;
  readonly at: number;
  readonly url: string | null;
}

const listDeployments = memberEndpoint({
  method: 'get',
  path: '/deployments',
  tag,
  summary: 'List deployments',
  description: about,
  access: 'read',
  role: 'member',
  query: pageQuery(['-at', 'at']).extend({
    ...filter,
    environment: lineOf(200).optional(),
    state: lineOf(30).optional(),
  }),
  status: 200,
  result: pageOf(deployment),
  run: async ({ services, member, query }) => {
    const { repo, branch, environment, state } = query;
    const wanted = allOf(
      sql`organization_id = ${member.organizationId}`,
      when(repo, (one) => sql`repo = ${one}`),
      when(branch, (one) => sql`branch = ${one}`),
      when(environment, (one) => sql`environment = ${one}`),
      when(state, (one) => sql`state = ${one}`),
    );
    const rows = sql`select *, at as sort_value, repo || ' ' || deployment_id as row_key from deployments where ${wanted}`;
    const page = await listRows<DeploymentRow>(services.db, { ...query, rows, type: 'bigint' });
    const items = page.items.map(({ deployment_id, at, ...row }) => ({
      ...row,
      deployment: deployment_id,
      at: new Date(at).toISOString(),
    }));
    return { items, next: page.next };
  },
});

export const ciEndpoints: readonly Endpoint[] = [listRuns, listDeployments];
