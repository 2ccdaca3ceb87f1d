import * as z from 'zod';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { roles } from '../organizations/roles.ts';
import { requirePassword } from './authEndpoints.ts';
import { deleteAccount } from './deleteAccount.ts';
import { exportAccount } from './exportAccount.ts';
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

const exportMe = userEndpoint({
  method: 'get',
  path: '/users/me/export',
  tag,
  summary: 'Download everything about you',
  description:
    'One JSON document with every row that names you: account, sessions, keys, memberships, receipts, shared activity, and synced segments, which are still encrypted. Of passwords, tokens, and keys the server has only digests, which are left out. A download that was cut off is not valid JSON.',
  access: 'session',
  status: 200,
  produces: 'application/json',
  run: async ({ services, caller }) => {
    // It reads everything, so it isn't for every request of a minute.
    await services.limits.takeGuess(`export ${caller.userId}`);
    const parts = exportAccount(services.db, caller.userId, services.now());
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await parts.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': 'attachment; filename="daymark-export.json"',
      },
    });
  },
});

const deleteMe = userEndpoint({
  method: 'post',
  path: '/users/me/delete',
  tag,
  summary: 'Delete your account',
  description:
    'Asks for the password. Deletes the account, the organizations that only you belong to, and everything that you shared or synced. Audit logs of other organizations keep what happened, without you.',
  access: 'session',
  body: z.strictObject({ password: z.string().max(200) }),
  status: 204,
  run: async ({ services, caller, body, address, context }) => {
    await requirePassword({ services, address }, caller.userId, body.password);
    await services.db.transaction().execute((trx) => deleteAccount(trx, caller.userId));
    dropRefreshCookie(context);
  },
});

export const userEndpoints: readonly Endpoint[] = [showMe, changeMe, exportMe, deleteMe];
