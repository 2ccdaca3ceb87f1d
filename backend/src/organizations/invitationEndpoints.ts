import * as z from 'zod';
import { emailSchema } from '../accounts/fields.ts';
import { addMinutes } from '../accounts/minutes.ts';
import { newSecret } from '../accounts/secrets.ts';
import { type Endpoint, memberEndpoint, userEndpoint } from '../http/endpoint.ts';
import { digest } from '../http/guard.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { audit } from './audit.ts';
import { acceptInvitation, findInvitation } from './invitations.ts';

const tag = 'Invitations';
const days = 7;
const mostOpen = 500;
const invitedRoles = ['admin', 'member', 'viewer'] as const;

const listInvitations = memberEndpoint({
  method: 'get',
  path: '/organizations/{organization}/invitations',
  tag,
  summary: 'List open invitations',
  access: 'manage',
  role: 'admin',
  status: 200,
  result: z.array(
    z.object({ id: z.uuid(), email: z.string(), role: z.enum(invitedRoles), expiresAt: z.iso.datetime() }),
  ),
  run: async ({ services, member }) => {
    const rows = await services.db
      .selectFrom('invitations')
      .select(['id', 'email', 'role', 'expires_at'])
      .where('organization_id', '=', member.organizationId)
      .where('expires_at', '>', new Date(services.now()))
      .orderBy('created_at')
      .execute();
    return rows.map(({ id, email, role, expires_at }) => ({
      id,
      email,
      role: role as (typeof invitedRoles)[number],
      expiresAt: expires_at.toISOString(),
    }));
  },
});

const invite = memberEndpoint({
  method: 'post',
  path: '/organizations/{organization}/invitations',
  tag,
  summary: 'Invite somebody',
  description:
    'The answer has a link to hand over; it is shown this once and valid for 7 days. The server sends no mail.',
  access: 'manage',
  role: 'admin',
  body: z.strictObject({ email: emailSchema, role: z.enum(invitedRoles) }),
  status: 201,
  result: z.object({ id: z.uuid(), link: z.string() }),
  run: async (call) => {
    const { services, member, caller, body } = call;
    const { db, now } = services;
    const secret = newSecret('link');
    const id = await db.transaction().execute(async (trx) => {
      const organization = await trx
        .selectFrom('organizations')
        .select('is_personal')
        .where('id', '=', member.organizationId)
        .executeTakeFirstOrThrow();
      if (organization.is_personal)
        throw new HttpProblem(409, 'A personal organization has one member. Make another one.');
      await trx
        .deleteFrom('invitations')
        .where('organization_id', '=', member.organizationId)
        .where('expires_at', '<=', new Date(now()))
        .execute();
      const { count } = await trx
        .selectFrom('invitations')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('organization_id', '=', member.organizationId)
        .executeTakeFirstOrThrow();
      if (count >= mostOpen)
        throw new HttpProblem(409, `There are ${mostOpen} open invitations. Take some back first.`);
      const inserted = await trx
        .insertInto('invitations')
        .values({
          organization_id: member.organizationId,
          email: body.email,
          role: body.role,
          hash: digest(secret),
          invited_by: caller.userId,
          expires_at: addMinutes(now(), days * 24 * 60),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await audit(trx, call, { action: 'invitation.made', target: inserted.id, detail: { role: body.role } });
      return inserted.id;
    });
    return { id, link: `${services.publicUrl()}/invitation#${secret}` };
  },
});

const takeBack = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/invitations/{invitation}',
  tag,
  summary: 'Withdraw an invitation',
  access: 'manage',
  role: 'admin',
  params: z.object({ organization: z.uuid(), invitation: z.uuid() }),
  status: 204,
  run: async (call) => {
    await call.services.db.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom('invitations')
        .where('organization_id', '=', call.member.organizationId)
        .where('id', '=', call.params.invitation)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw notFound();
      await audit(trx, call, { action: 'invitation.taken-back', target: call.params.invitation });
    });
  },
});

const accept = userEndpoint({
  method: 'post',
  path: '/invitations/accept',
  tag,
  summary: 'Accept an invitation',
  description: 'For people with an account; the invitation must be for its address. Others register with it.',
  access: 'session',
  body: z.strictObject({ invitation: z.string().max(100) }),
  status: 200,
  result: z.object({ organizationId: z.uuid() }),
  run: async ({ services, caller, body }) => {
    const { db, now } = services;
    const invitation = await findInvitation(db, body.invitation, now());
    const user = await db.selectFrom('users').select('email').where('id', '=', caller.userId).executeTakeFirstOrThrow();
    const isMine = invitation?.email === user.email;
    const accepted =
      invitation &&
      isMine &&
      (await db.transaction().execute((trx) => acceptInvitation(trx, invitation, caller.userId)));
    if (!invitation || !accepted) throw new HttpProblem(403, 'This invitation is not valid, or not for your address.');
    return { organizationId: invitation.organizationId };
  },
});

export const invitationEndpoints: readonly Endpoint[] = [listInvitations, invite, takeBack, accept];
