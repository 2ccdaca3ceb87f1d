import * as z from 'zod';
import type { Database } from '../database/connect.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { notFound } from '../http/problem.ts';
import { audit } from './audit.ts';
import { mayChange } from './memberEndpoints.ts';
import { projectRoleOf } from './findMembership.ts';
import { type ProjectRole, projectRoles } from './roles.ts';

const tag = 'Projects';
const paths = z.object({ organization: z.uuid(), project: z.uuid(), user: z.uuid() });
const rule =
  'In a project, everybody has at least their role in the organization. Whoever makes a project is its owner.';

const listRoles = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/projects/{project}/roles',
  tag,
  summary: 'List the roles in a project',
  description: `Those that were given in it alone. ${rule}`,
  access: 'read',
  role: 'viewer',
  params: paths.omit({ user: true }),
  status: 200,
  result: z.array(z.object({ userId: z.uuid(), role: z.enum(projectRoles) })),
  run: async ({ services, member, params }) => {
    const { organizationId } = member;
    await findProject(services.db, organizationId, params.project);
    const rows = await services.db
      .selectFrom('project_roles')
      .select(['user_id', 'role'])
      .where('organization_id', '=', organizationId)
      .where('project_id', '=', params.project)
      .orderBy('user_id')
      .execute();
    return rows.map(({ user_id, role }) => ({ userId: user_id, role }));
  },
});

const giveRole = memberEndpoint({
  method: 'put',
  path: '/organizations/{organization}/projects/{project}/roles/{user}',
  tag,
  summary: 'Give a role in a project',
  description: `Owners of the project may give any role, admins that of a member. ${rule}`,
  access: 'manage',
  role: 'admin',
  params: paths,
  body: z.strictObject({ role: z.enum(projectRoles) }),
  status: 204,
  run: async (call) => {
    const { services, member, params, body } = call;
    await services.db.transaction().execute(async (trx) => {
      const from = await lockedRole(trx, member.organizationId, params);
      mayChange(member.role, from ?? 'viewer');
      mayChange(member.role, body.role);
      const key = { organization_id: member.organizationId, project_id: params.project, user_id: params.user };
      await trx
        .insertInto('project_roles')
        .values({ ...key, role: body.role })
        .onConflict((conflict) => conflict.columns(['organization_id', 'project_id', 'user_id']).doUpdateSet(body))
        .execute();
      const detail = { user: params.user, from: from ?? 'none', to: body.role };
      await audit(trx, call, { action: 'project.role', target: params.project, detail });
    });
  },
});

const takeRole = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/projects/{project}/roles/{user}',
  tag,
  summary: 'Take a role in a project back',
  access: 'manage',
  role: 'admin',
  params: paths,
  status: 204,
  run: async (call) => {
    const { services, member, params } = call;
    await services.db.transaction().execute(async (trx) => {
      const from = await lockedRole(trx, member.organizationId, params);
      if (!from) throw notFound();
      mayChange(member.role, from);
      await trx
        .deleteFrom('project_roles')
        .where('organization_id', '=', member.organizationId)
        .where('project_id', '=', params.project)
        .where('user_id', '=', params.user)
        .execute();
      const detail = { user: params.user, from, to: 'none' };
      await audit(trx, call, { action: 'project.role', target: params.project, detail });
    });
  },
});

/** @throws HttpProblem 404 unless the organization has the project */
async function findProject(db: Database, organizationId: string, project: string): Promise<void> {
  const found = await db
    .selectFrom('projects')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', project)
    .executeTakeFirst();
  if (!found) throw notFound();
}

/**
 * The role that a member has in a project alone. Changes of roles in the project wait for each other.
 * @throws HttpProblem 404 unless the project and the member are there
 */
async function lockedRole(
  trx: Database,
  organizationId: string,
  { project, user }: { readonly project: string; readonly user: string },
): Promise<ProjectRole | undefined> {
  const found = await trx
    .selectFrom('projects')
    .innerJoin('memberships', 'memberships.organization_id', 'projects.organization_id')
    .select('projects.id')
    .where('projects.organization_id', '=', organizationId)
    .where('projects.id', '=', project)
    .where('memberships.user_id', '=', user)
    .forUpdate()
    .executeTakeFirst();
  if (!found) throw notFound();
  return projectRoleOf(trx, { organizationId, project, user });
}

export const projectRoleEndpoints: readonly Endpoint[] = [listRoles, giveRole, takeRole];
