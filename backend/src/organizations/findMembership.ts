import { isUuid } from './uuid.ts';
import type { Caller } from '../accounts/caller.ts';
import type { Database } from '../database/connect.ts';
import type { Membership } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { type Role, isAtLeast } from './roles.ts';

/**
 * Returns a caller's role in an organization. One that they don't belong to looks like one that doesn't exist.
 * @param wish `organization`: an id; undefined for the caller's personal organization
 * @throws HttpProblem 404, or 403 when the role isn't enough
 */
export async function findMembership(
  db: Database,
  caller: Caller,
  wish: { readonly organization: string | undefined; readonly needed: Role },
): Promise<Membership> {
  const { organization, needed } = wish;
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
  if (!isAtLeast(found.role, needed))
    throw new HttpProblem(403, `This needs the role "${needed}". Yours is "${found.role}".`);
  return { organizationId: found.organization_id, role: found.role };
}
