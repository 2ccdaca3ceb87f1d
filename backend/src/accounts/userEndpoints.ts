import * as z from 'zod';
import { isTimeZone } from '../../../src/core/time/zone.ts';
import { type Endpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Services } from '../services.ts';
import { roles } from '../organizations/roles.ts';
import { requirePassword } from './authEndpoints.ts';
import { deleteAccount } from './deleteAccount.ts';
import { countRows, exportAccount } from './exportAccount.ts';
import { nameSchema } from './fields.ts';
import { dropRefreshCookie } from './giveTokens.ts';

const tag = 'Your account';
const timeZoneSchema = z.string().max(64).refine(isTimeZone, 'Give a time zone such as Europe/Berlin.');
const me = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  timeZone: z.string().nullable(),
  isEmailVerified: z.boolean(),
  /** True if the account operates this server. */
  isOperator: z.boolean(),
  /** True if the server has a model, and the time at which you agreed that it may be asked. */
  offersModel: z.boolean(),
  modelAgreedAt: z.iso.datetime().nullable(),
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
    const { id, email, name, time_zone: timeZone } = user;
    const isEmailVerified = user.email_verified_at !== null;
    const createdAt = user.created_at.toISOString();
    return {
      id,
      email,
      name,
      createdAt,
      timeZone,
      isEmailVerified,
      isOperator: user.is_operator,
      ...modelOf(services, user),
      organizations,
    };
  },
});

function modelOf(
  { config }: Services,
  { model_agreed_at: agreed }: { readonly model_agreed_at: Date | null },
): Pick<z.infer<typeof me>, 'offersModel' | 'modelAgreedAt'> {
  return { offersModel: config.claude !== undefined, modelAgreedAt: agreed?.toISOString() ?? null };
}

const changeMe = userEndpoint({
  method: 'patch',
  path: '/users/me',
  tag,
  summary: 'Change your name, time zone, or agreement to the model',
  description:
    'With a time zone, your plan and insights are made every night there, from what you share for yourself; null stops that. With `usesModel`, what you share goes to the model of the operator, with names of projects replaced.',
  access: 'session',
  body: z.strictObject({
    name: nameSchema.optional(),
    timeZone: timeZoneSchema.nullable().optional(),
    usesModel: z.boolean().optional(),
  }),
  status: 204,
  run: async ({ services, caller, body: { name, timeZone, usesModel } }) => {
    if (usesModel && !services.config.claude) throw new HttpProblem(409, 'This server has no model.');
    const changed = {
      ...(name !== undefined && { name }),
      ...(timeZone !== undefined && { time_zone: timeZone }),
      ...(usesModel !== undefined && { model_agreed_at: usesModel ? new Date(services.now()) : null }),
    };
    if (Object.keys(changed).length === 0) return;
    await services.db.updateTable('users').set(changed).where('id', '=', caller.userId).execute();
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
    'Asks for the password. Deletes the account, the organizations that only you belong to, and everything that you shared or synced. Audit logs of other organizations keep what happened, without you. The answer is your proof: how many rows of each list of the export were deleted, and how many are left, counted again before it was committed.',
  access: 'session',
  body: z.strictObject({ password: z.string().max(200) }),
  status: 200,
  result: z.object({
    deletedAt: z.iso.datetime(),
    deleted: z.record(z.string(), z.int()),
    left: z.record(z.string(), z.int()).describe('Empty.'),
  }),
  run: async ({ services, caller, body, address, context }) => {
    await requirePassword({ services, address }, caller.userId, body.password);
    const proof = await services.db.transaction().execute(async (trx) => {
      const deleted = await countRows(trx, caller.userId);
      await deleteAccount(trx, caller.userId);
      return { deletedAt: new Date(services.now()).toISOString(), deleted, left: await countRows(trx, caller.userId) };
    });
    dropRefreshCookie(context);
    return proof;
  },
});

export const userEndpoints: readonly Endpoint[] = [showMe, changeMe, exportMe, deleteMe];
