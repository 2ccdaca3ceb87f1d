import * as z from 'zod';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { ownedAlone } from '../organizations/owners.ts';
import { roles } from '../organizations/roles.ts';
import { requirePassword } from './authEndpoints.ts';
import { nameSchema } from './fields.ts';
import { dropRefreshCookie } from './giveTokens.ts';

const tag = 'Your account';
const me = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  organizations: z.array(z.object({ id: z.uuid(), name: z.string(), isPersonal: z.boolean(), role: z.enum(roles) })),
});

const showMe = userEndpoint({
  method: 'get',
  path: '/users/me',
  tag,
  summary: 'Show your account',
  access: 'read',
  status: 200,
  result: me,
  run: async ({ services, caller }) => {
    const user = await services.db
      .selectFrom('users')
      .selectAll()
      .where('id', '=', caller.userId)
      .executeTakeFirstOrThrow();
    const organizations = await services.db
      .selectFrom('memberships')
      .innerJoin('organizations', 'organizations.id', 'memberships.organization_id')
      .select(['organizations.id', 'organizations.name', 'organizations.is_personal as isPersonal', 'memberships.role'])
      .where('memberships.user_id', '=', caller.userId)
      .orderBy('organizations.name')
      .execute();
    return { id: user.id, email: user.email, name: user.name, createdAt: user.created_at.toISOString(), organizations };
  },
});

const changeMe = userEndpoint({
  method: 'patch',
  path: '/users/me',
  tag,
  summary: 'Change your name',
  access: 'session',
  body: z.strictObject({ name: nameSchema }),
  status: 204,
  run: async ({ services, caller, body }) => {
    await services.db.updateTable('users').set({ name: body.name }).where('id', '=', caller.userId).execute();
  },
});

const deleteMe = userEndpoint({
  method: 'post',
  path: '/users/me/delete',
  tag,
  summary: 'Delete your account',
  description: 'Deletes the account, its personal organization, and everything that it shared or synced.',
  access: 'session',
  body: z.strictObject({ password: z.string().max(200) }),
  status: 204,
  run: async ({ services, caller, body, address, context }) => {
    await requirePassword({ services, address }, caller.userId, body.password);
    await services.db.transaction().execute(async (trx) => {
      const shared = await ownedAlone(trx, caller.userId);
      if (shared.length > 0)
        throw new HttpProblem(
          409,
          'You are the only owner of an organization that others belong to. Hand it over or delete it first.',
        );
      await trx
        .deleteFrom('organizations')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('memberships')
            .select('organization_id')
            .where('user_id', '=', caller.userId)
            .where('role', '=', 'owner'),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('memberships')
                .select('user_id')
                .whereRef('memberships.organization_id', '=', 'organizations.id')
                .where('user_id', '!=', caller.userId),
            ),
          ),
        )
        .execute();
      await trx.deleteFrom('users').where('id', '=', caller.userId).execute();
    });
    dropRefreshCookie(context);
  },
});

export const userEndpoints: readonly Endpoint[] = [showMe, changeMe, deleteMe];
