import { sql } from 'kysely';
import * as z from 'zod';
import { requirePassword } from '../accounts/authEndpoints.ts';
import { deleteAccount } from '../accounts/deleteAccount.ts';
import { endSessions } from '../accounts/sessions.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { runJobs } from '../jobs.ts';
import { keepAnOperator, noteOperation } from './operators.ts';

const tag = 'Administration';
const ofUser = z.object({ user: z.uuid() });

const changeUser = userEndpoint({
  method: 'patch',
  path: '/admin/users/{user}',
  tag,
  summary: 'Make an account an operator, or no longer one',
  access: 'operator',
  params: ofUser,
  body: z.strictObject({ isOperator: z.boolean() }),
  status: 204,
  run: async ({ services, caller, params, body: { isOperator } }) => {
    await services.db.transaction().execute(async (trx) => {
      if (!isOperator) await keepAnOperator(trx, params.user);
      const { numUpdatedRows } = await trx
        .updateTable('users')
        .set({ is_operator: isOperator })
        .where('id', '=', params.user)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw notFound();
      const action = isOperator ? 'user.operator' : 'user.no-operator';
      await noteOperation(trx, caller.userId, { action, target: params.user });
    });
  },
});

const signOutUser = userEndpoint({
  method: 'post',
  path: '/admin/users/{user}/sign-out',
  tag,
  summary: 'End all sessions of an account',
  description: 'Its API keys are revoked too. Sync devices have to join again.',
  access: 'operator',
  params: ofUser,
  status: 204,
  run: async ({ services, caller, params }) => {
    await services.db.transaction().execute(async (trx) => {
      const user = await trx.selectFrom('users').select('id').where('id', '=', params.user).executeTakeFirst();
      if (!user) throw notFound();
      await endSessions(trx, { userId: user.id }, services.now());
      await trx.deleteFrom('api_keys').where('user_id', '=', user.id).execute();
      await noteOperation(trx, caller.userId, { action: 'user.signed-out', target: user.id });
    });
  },
});

const deleteUser = userEndpoint({
  method: 'post',
  path: '/admin/users/{user}/delete',
  tag,
  summary: 'Delete an account',
  description: "Asks for the operator's own password. It deletes what the owner of the account would delete with it.",
  access: 'operator',
  params: ofUser,
  body: z.strictObject({ password: z.string().max(200) }),
  status: 204,
  run: async ({ services, caller, params, body, address }) => {
    if (params.user === caller.userId) throw new HttpProblem(409, 'Delete your own account in the settings.');
    await requirePassword({ services, address }, caller.userId, body.password);
    await services.db.transaction().execute(async (trx) => {
      const user = await trx.selectFrom('users').select('id').where('id', '=', params.user).executeTakeFirst();
      if (!user) throw notFound();
      await deleteAccount(trx, user.id);
      await noteOperation(trx, caller.userId, { action: 'user.deleted', target: 'deleted' });
    });
  },
});

const startJobs = userEndpoint({
  method: 'post',
  path: '/admin/jobs/run',
  tag,
  summary: 'Run the jobs now',
  description: 'They run at the start and every hour anyway. The answer comes when they have ended.',
  access: 'operator',
  status: 204,
  run: async ({ services, caller }) => {
    await services.limits.takeGuess(`jobs ${caller.userId}`);
    await runJobs(services);
  },
});

const logEntry = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  actorId: z.uuid().nullable(),
  actor: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  targetName: z.string().nullable(),
});

const showLog = userEndpoint({
  method: 'get',
  path: '/admin/log',
  tag,
  summary: 'Read what operators did',
  description: 'Newest first. `before` is the id of the last entry of the previous page.',
  access: 'operator',
  query: z.object({
    before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  result: z.array(logEntry),
  run: async ({ services, query }) => {
    const rows = await services.db
      .selectFrom('operator_log as log')
      .leftJoin('users as actor', 'actor.id', 'log.actor_id')
      .leftJoin('users as target', (join) => join.on(sql`target.id::text`, '=', sql.ref('log.target')))
      .select(['log.id', 'log.at', 'log.actor_id', 'log.action', 'log.target'])
      .select(['actor.email as actor', 'target.email as targetName'])
      .where('log.id', '<', query.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('log.id', 'desc')
      .limit(query.limit)
      .execute();
    return rows.map(({ at, actor_id: actorId, ...rest }) => ({ ...rest, at: at.toISOString(), actorId }));
  },
});

export const adminEndpoints: readonly Endpoint[] = [changeUser, signOutUser, deleteUser, startJobs, showLog];
