import type { Database } from '../database/connect.ts';
import { digest } from '../http/guard.ts';
import type { Role } from './roles.ts';

export interface Invitation {
  readonly organizationId: string;
  readonly id: string;
  readonly email: string;
  readonly role: Role;
}

/** The invitation that a secret belongs to, if it is still valid. */
export async function findInvitation(db: Database, secret: string, now: number): Promise<Invitation | undefined> {
  const found = await db
    .selectFrom('invitations')
    .select(['organization_id', 'id', 'email', 'role'])
    .where('hash', '=', digest(secret))
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return found && { organizationId: found.organization_id, id: found.id, email: found.email, role: found.role };
}

/**
 * Uses an invitation up: the user becomes a member. Who is one already keeps their role.
 * @returns false if someone used it in the meantime
 */
export async function acceptInvitation(trx: Database, invitation: Invitation, userId: string): Promise<boolean> {
  const { organizationId, id, role } = invitation;
  const { numDeletedRows } = await trx
    .deleteFrom('invitations')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await trx
    .insertInto('memberships')
    .values({ organization_id: organizationId, user_id: userId, role })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doNothing())
    .execute();
  await trx
    .insertInto('audit_log')
    .values({
      organization_id: organizationId,
      actor_id: userId,
      action: 'member.joined',
      target: userId,
      detail: '{}',
    })
    .execute();
  return true;
}
