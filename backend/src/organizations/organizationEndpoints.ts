import * as z from 'zod';
import { nameSchema } from '../accounts/fields.ts';
import { type Endpoint, memberEndpoint, userEndpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { audit } from './audit.ts';
import { roles } from './roles.ts';

const tag = 'Organizations';
const organization = z.object({ id: z.uuid(), name: z.string(), isPersonal: z.boolean(), role: z.enum(roles) });
const mostOwned = 20;

const createOrganization = userEndpoint({
  method: 'post',
  path: '/organizations',
  tag,
  summary: 'Create an organization',
  description: 'You become its owner.',
  access: 'manage',
  body: z.strictObject({ name: nameSchema }),
  status: 201,
  result: organization,
  run: ({ services, caller, body }) =>
    services.db.transaction().execute(async (trx) => {
      const { count } = await trx
        .selectFrom('memberships')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('user_id', '=', caller.userId)
        .where('role', '=', 'owner')
        .executeTakeFirstOrThrow();
      if (count >= mostOwned) throw new HttpProblem(409, `You own ${mostOwned} organizations. Delete one first.`);
      const { id } = await trx
        .insertInto('organizations')
        .values({ name: body.name, is_personal: false })
        .returning('id')
        .executeTakeFirstOrThrow();
      await trx
        .insertInto('memberships')
        .values({ organization_id: id, user_id: caller.userId, role: 'owner' })
        .execute();
      const member = { organizationId: id, role: 'owner' } as const;
      await audit(trx, { member, caller }, { action: 'organization.created', target: id });
      return { id, name: body.name, isPersonal: false, role: 'owner' as const };
    }),
});

const showOrganization = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}',
  tag,
  summary: 'Show an organization',
  access: 'read',
  role: 'viewer',
  status: 200,
  result: organization,
  run: async ({ services, member }) => {
    const { id, name, is_personal } = await services.db
      .selectFrom('organizations')
      .select(['id', 'name', 'is_personal'])
      .where('id', '=', member.organizationId)
      .executeTakeFirstOrThrow();
    return { id, name, isPersonal: is_personal, role: member.role };
  },
});

const renameOrganization = memberEndpoint({
  method: 'patch',
  path: '/organizations/{organization}',
  tag,
  summary: 'Rename an organization',
  access: 'manage',
  role: 'admin',
  body: z.strictObject({ name: nameSchema }),
  status: 204,
  run: async ({ services, member, caller, body }) => {
    await services.db.transaction().execute(async (trx) => {
      await trx.updateTable('organizations').set({ name: body.name }).where('id', '=', member.organizationId).execute();
      await audit(trx, { member, caller }, { action: 'organization.renamed', target: member.organizationId });
    });
  },
});

const deleteOrganization = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}',
  tag,
  summary: 'Delete an organization',
  description: 'With everything that was shared with it. A personal organization is deleted with its account.',
  access: 'session',
  role: 'owner',
  status: 204,
  run: async ({ services, member }) => {
    const { numDeletedRows } = await services.db
      .deleteFrom('organizations')
      .where('id', '=', member.organizationId)
      .where('is_personal', '=', false)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new HttpProblem(409, 'A personal organization is deleted with its account.');
  },
});

const auditEntry = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  actorId: z.uuid().nullable(),
  action: z.string(),
  target: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});

const showAudit = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/audit',
  tag,
  summary: 'Read the audit log',
  description: 'Newest first. `before` is the id of the last entry of the previous page.',
  access: 'manage',
  role: 'admin',
  query: z.object({
    before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  status: 200,
  result: z.array(auditEntry),
  run: async ({ services, member, query }) => {
    const rows = await services.db
      .selectFrom('audit_log')
      .selectAll()
      .where('organization_id', '=', member.organizationId)
      .where('id', '<', query.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('id', 'desc')
      .limit(query.limit)
      .execute();
    return rows.map(({ id, at, actor_id, action, target, detail }) => ({
      id,
      at: at.toISOString(),
      actorId: actor_id,
      action,
      target,
      detail: detail as Record<string, string | number>,
    }));
  },
});

export const organizationEndpoints: readonly Endpoint[] = [
  createOrganization,
  showOrganization,
  renameOrganization,
  deleteOrganization,
  showAudit,
];
