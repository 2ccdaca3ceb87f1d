import { isUuid } from './uuid.ts';
import type { Caller } from '../accounts/caller.ts';
import type { Database } from '../database/connect.ts';
import type { Membership } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type ProjectRole, type Role, higherOf, isAtLeast } from './roles.ts';

/**
 * Returns a caller's role in an organization, or in a project of it. An organization that they don't belong to looks like one that doesn't exist.
 * @param wish `organization`: an id; undefined for the caller's personal organization. `project`: where the role may be a higher one
 * @throws HttpProblem 404, or 403 when the role isn't enough
 */
export async function findMembership(
  db: Database,
  caller: Caller,
  wish: { readonly organization: string | undefined; readonly project?: string | undefined; readonly needed: Role },
): Promise<Membership> {
  const { organization, project, needed } = wish;
  if (organization !== undefined && !isUuid(organization)) throw notFound();
  const mine = db.selectFrom('memberships').where('memberships.user_id', '=', caller.userId);
  const found = await (
    organization === undefined
      ? mine
          .innerJoin('organizations', 'organizations.id', 'memberships.organization_id')
          .where('organizations.is_personal', '=', true)
      : mine.where('memberships.organization_id', '=', organization)
  )
    .select(['memberships.organization_id', 'memberships.role'])
    .executeTakeFirst();
  if (!found) throw notFound();
  const organizationId = found.organization_id;
  const projectRole =
    project !== undefined && isUuid(project)
      ? await projectRoleOf(db, { organizationId, project, user: caller.userId })
      : undefined;
  const role = higherOf(found.role, projectRole);
  if (!isAtLeast(role, needed)) throw new HttpProblem(403, `This needs the role "${needed}". Yours is "${role}".`);
  return { organizationId, role };
}

/** Returns the role that was given to somebody in a single project, by ids; undefined for none. */
export async function projectRoleOf(
  db: Database,
  {
    organizationId,
    project,
    user,
  }: { readonly organizationId: string; readonly project: string; readonly user: string },
): Promise<ProjectRole | undefined> {
  const found = await db
    .selectFrom('project_roles')
    .select('role')
    .where('organization_id', '=', organizationId)
    .where('project_id', '=', project)
    .where('user_id', '=', user)
    .executeTakeFirst();
  return found?.role;
}
