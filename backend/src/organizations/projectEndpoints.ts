import type { Selectable } from 'kysely';
import * as z from 'zod';
import { lineOf, nameSchema } from '../accounts/fields.ts';
import type { Tables } from '../database/tables.ts';
import { isTaken } from '../database/isTaken.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { audit } from './audit.ts';
import { type Role, higherOf, roles } from './roles.ts';

const tag = 'Projects';
const paths = z.object({ organization: z.uuid(), project: z.uuid() });
const statuses = ['active', 'paused', 'done', 'archived'] as const;
const fields = {
  name: nameSchema,
  /** The project's alias in activity shared without names. */
  alias: lineOf(100),
  description: z.string().max(2000),
  techStack: z.array(lineOf(50)).max(50),
  status: z.enum(statuses),
};
const newProject = z.strictObject({
  ...fields,
  description: fields.description.default(''),
  techStack: fields.techStack.default([]),
  status: fields.status.default('active'),
});
/** `version` is the project's as the caller saw it, so that a later change isn't overwritten. */
const changedProject = z.strictObject(fields).partial().extend({ version: z.int().positive() });
const project = z.object({
  id: z.uuid(),
  ...fields,
  version: z.int(),
  updatedAt: z.iso.datetime(),
  role: z.enum(roles).describe('Your role in it.'),
});
type Project = z.infer<typeof project>;

function viewOf(row: Selectable<Tables['projects']>, role: Role): Project {
  const { id, name, alias, description, tech_stack, status, version, updated_at } = row;
  const updatedAt = updated_at.toISOString();
  return { id, name, alias, description, techStack: tech_stack, status, version, updatedAt, role };
}

const listProjects = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/projects',
  tag,
  summary: 'List the projects',
  access: 'read',
  role: 'viewer',
  query: z.object({ status: z.enum(statuses).optional() }),
  status: 200,
  result: z.array(project),
  run: async ({ services, member, caller, query }) => {
    let selection = services.db
      .selectFrom('projects')
      .leftJoin('project_roles', (join) =>
        join
          .onRef('project_roles.organization_id', '=', 'projects.organization_id')
          .onRef('project_roles.project_id', '=', 'projects.id')
          .on('project_roles.user_id', '=', caller.userId),
      )
      .selectAll('projects')
      .select('project_roles.role')
      .where('projects.organization_id', '=', member.organizationId);
    if (query.status !== undefined) selection = selection.where('status', '=', query.status);
    const rows = await selection.orderBy('name').limit(1000).execute();
    return rows.map((row) => viewOf(row, higherOf(member.role, row.role)));
  },
});

const showProject = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/projects/{project}',
  tag,
  summary: 'Show a project',
  access: 'read',
  role: 'viewer',
  params: paths,
  status: 200,
  result: project,
  run: async ({ services, member, params }) => {
    const row = await services.db
      .selectFrom('projects')
      .selectAll()
      .where('organization_id', '=', member.organizationId)
      .where('id', '=', params.project)
      .executeTakeFirst();
    if (!row) throw notFound();
    return viewOf(row, member.role);
  },
});

const createProject = memberEndpoint({
  method: 'post',
  path: '/organizations/{organization}/projects',
  tag,
  summary: 'Make a project',
  access: 'manage',
  role: 'member',
  body: newProject,
  status: 201,
  result: project,
  run: (call) =>
    call.services.db.transaction().execute(async (trx) => {
      const { techStack, ...rest } = call.body;
      const row = await trx
        .insertInto('projects')
        .values({ ...rest, tech_stack: techStack, organization_id: call.member.organizationId })
        .onConflict((conflict) => conflict.columns(['organization_id', 'name']).doNothing())
        .returningAll()
        .executeTakeFirst();
      if (!row) throw nameIsTaken();
      const key = { organization_id: row.organization_id, project_id: row.id, user_id: call.caller.userId };
      await trx
        .insertInto('project_roles')
        .values({ ...key, role: 'owner' })
        .execute();
      await audit(trx, call, { action: 'project.made', target: row.id });
      return viewOf(row, 'owner');
    }),
});

const changeProject = memberEndpoint({
  method: 'patch',
  path: '/organizations/{organization}/projects/{project}',
  tag,
  summary: 'Change a project',
  access: 'manage',
  role: 'member',
  params: paths,
  body: changedProject,
  status: 200,
  result: project,
  run: (call) =>
    call.services.db.transaction().execute(async (trx) => {
      const { organizationId } = call.member;
      const before = await trx
        .selectFrom('projects')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .where('id', '=', call.params.project)
        .forUpdate()
        .executeTakeFirst();
      if (!before) throw notFound();
      const { version, techStack, ...rest } = call.body;
      if (before.version !== version)
        throw new HttpProblem(409, `The project was changed since: it is at version ${before.version}. Read it again.`);
      const changed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const values = { ...changed, ...(techStack ? { tech_stack: techStack } : {}) };
      const row = await trx
        .updateTable('projects')
        .set({ ...values, version: version + 1, updated_at: new Date(call.services.now()) })
        .where('organization_id', '=', organizationId)
        .where('id', '=', call.params.project)
        .returningAll()
        .executeTakeFirstOrThrow()
        .catch((error: unknown) => {
          throw isTaken(error) ? nameIsTaken() : error;
        });
      await audit(trx, call, { action: 'project.changed', target: row.id });
      return viewOf(row, call.member.role);
    }),
});

const deleteProject = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/projects/{project}',
  tag,
  summary: 'Delete a project',
  access: 'manage',
  role: 'admin',
  params: paths,
  status: 204,
  run: async (call) => {
    await call.services.db.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom('projects')
        .where('organization_id', '=', call.member.organizationId)
        .where('id', '=', call.params.project)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw notFound();
      await audit(trx, call, { action: 'project.deleted', target: call.params.project });
    });
  },
});

function nameIsTaken(): HttpProblem {
  return new HttpProblem(409, 'The organization has a project of this name.');
}

export const projectEndpoints: readonly Endpoint[] = [
  listProjects,
  showProject,
  createProject,
  changeProject,
  deleteProject,
];
