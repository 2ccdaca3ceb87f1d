import * as z from 'zod';
import type { Database } from '../database/connect.ts';
import { type Endpoint, type MemberCall, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { audit } from './audit.ts';
import { type Role, isAtLeast, roles } from './roles.ts';

const tag = 'Members';
const paths = z.object({ organization: z.uuid(), user: z.uuid() });
const person = z.object({ userId: z.uuid(), name: z.string(), role: z.enum(roles), joinedAt: z.iso.datetime() });

const listMembers = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/members',
  tag,
  summary: 'List the members',
  access: 'read',
  role: 'viewer',
  status: 200,
  result: z.array(person),
  run: async ({ services, member }) => {
    const rows = await services.db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .select(['users.id', 'users.name', 'memberships.role', 'memberships.joined_at'])
      .where('memberships.organization_id', '=', member.organizationId)
      .orderBy('users.name')
      .execute();
    return rows.map(({ id, name, role, joined_at }) => ({ userId: id, name, role, joinedAt: joined_at.toISOString() }));
  },
});

const changeRole = memberEndpoint({
  method: 'patch',
  path: '/organizations/{organization}/members/{user}',
  tag,
  summary: "Change a member's role",
  description: 'Owners may give any role. Admins may change members and viewers, up to admin.',
  access: 'manage',
  role: 'admin',
  params: paths,
  body: z.strictObject({ role: z.enum(roles) }),
  status: 204,
  run: async (call) => {
    const { services, params, body, member } = call;
    await services.db.transaction().execute(async (trx) => {
      const held = await lockedRole(trx, member.organizationId, params.user);
      mayChange(member.role, held);
      mayChange(member.role, body.role === 'admin' ? 'member' : body.role);
      if (held === 'owner' && body.role !== 'owner') await keepAnOwner(trx, member.organizationId, params.user);
      await trx
        .updateTable('memberships')
        .set({ role: body.role })
        .where('organization_id', '=', member.organizationId)
        .where('user_id', '=', params.user)
        .execute();
      await audit(trx, call, { action: 'member.role', target: params.user, detail: { from: held, to: body.role } });
    });
  },
});

const removeMember = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/members/{user}',
  tag,
  summary: 'Remove a member',
  description: 'What they shared with the organization is deleted.',
  access: 'manage',
  role: 'admin',
  params: paths,
  status: 204,
  run: (call) => remove(call, call.params.user),
});

const leave = memberEndpoint({
  method: 'post',
  path: '/organizations/{organization}/leave',
  tag,
  summary: 'Leave an organization',
  description: 'What you shared with it is deleted.',
  access: 'session',
  role: 'viewer',
  status: 204,
  run: (call) => remove(call, call.caller.userId),
});

async function remove(call: MemberCall<unknown, unknown, unknown>, userId: string): Promise<void> {
  const { services, member, caller } = call;
  const organizationId = member.organizationId;
  await services.db.transaction().execute(async (trx) => {
    const held = await lockedRole(trx, organizationId, userId);
    if (userId !== caller.userId) mayChange(member.role, held);
    if (held === 'owner') await keepAnOwner(trx, organizationId, userId);
    // Shared days are deleted with the membership.
    await trx
      .deleteFrom('memberships')
      .where('organization_id', '=', organizationId)
      .where('user_id', '=', userId)
      .execute();
    await audit(trx, call, { action: userId === caller.userId ? 'member.left' : 'member.removed', target: userId });
  });
}

/** @throws HttpProblem 404 when the user isn't a member */
async function lockedRole(trx: Database, organizationId: string, userId: string): Promise<Role> {
  // All owners in one order, so that two of them can't step down at the same time, nor deadlock.
  const rows = await trx
    .selectFrom('memberships')
    .select(['user_id', 'role'])
    .where('organization_id', '=', organizationId)
    .where((eb) => eb.or([eb('role', '=', 'owner'), eb('user_id', '=', userId)]))
    .orderBy('user_id')
    .forUpdate()
    .execute();
  const found = rows.find((row) => row.user_id === userId);
  if (!found) throw notFound();
  return found.role;
}

/**
 * Owners change anybody; admins those below them.
 * @throws HttpProblem 403
 */
export function mayChange(own: Role, other: Role): void {
  if (own === 'owner' || (own === 'admin' && !isAtLeast(other, 'admin'))) return;
  throw new HttpProblem(403, `Your role "${own}" doesn't let you change an ${other} or make one.`);
}

async function keepAnOwner(trx: Database, organizationId: string, userId: string): Promise<void> {
  const other = await trx
    .selectFrom('memberships')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'owner')
    .where('user_id', '!=', userId)
    .executeTakeFirst();
  if (!other)
    throw new HttpProblem(409, 'An organization needs an owner. Make another member one first, or delete it.');
}

export const memberEndpoints: readonly Endpoint[] = [listMembers, changeRole, removeMember, leave];
