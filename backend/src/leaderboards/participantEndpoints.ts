import * as z from 'zod';
import { lineOf } from '../accounts/fields.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { HttpProblem, notFound } from '../http/problem.ts';
import { audit } from '../organizations/audit.ts';
import { randomAlias } from './alias.ts';
import { findAlias, placeOf, refuseTaken } from './participation.ts';
import { everyoneBoard, takeStandingsOf } from './standings.ts';

const tag = 'Leaderboards';
const aliasSchema = lineOf(40);

const showParticipation = memberEndpoint({
  method: 'get',
  path: '/leaderboards/me',
  tag,
  summary: 'Show whether you take part',
  description:
    'And under which alias; null for those who do not. In your personal organization it is the leaderboard of everyone on the server.',
  access: 'read',
  role: 'viewer',
  status: 200,
  result: z.object({ alias: z.string().nullable(), isEveryone: z.boolean() }),
  run: async (call) => {
    const place = await placeOf(call.services.db, call);
    const alias = await findAlias(call.services.db, place);
    return { alias: alias ?? null, isEveryone: place.board === everyoneBoard };
  },
});

const takePart = memberEndpoint({
  method: 'put',
  path: '/leaderboards/me',
  tag,
  summary: 'Join the leaderboard, or change your alias',
  description:
    'Others who take part see your alias, your time, languages, active days, and focus of each day, week, and month, from what you share with this organization. Without an alias the server makes one. You can leave at any time.',
  access: 'session',
  role: 'member',
  body: z.strictObject({ alias: aliasSchema.optional() }),
  status: 200,
  result: z.object({ alias: z.string() }),
  run: async (call) => {
    const { services, body } = call;
    const alias = body.alias ?? randomAlias();
    const { board, organizationId, userId } = await placeOf(services.db, call);
    await refuseTaken(
      services.db.transaction().execute(async (trx) => {
        await trx
          .insertInto('leaderboard_participants')
          .values({ board, user_id: userId, organization_id: organizationId, alias })
          .onConflict((conflict) => conflict.columns(['board', 'user_id']).doUpdateSet({ alias }))
          .execute();
        await takeStandingsOf(trx, { board, userId }, services.now());
      }),
    );
    return { alias };
  },
});

const stopTakingPart = memberEndpoint({
  method: 'delete',
  path: '/leaderboards/me',
  tag,
  summary: 'Leave the leaderboard',
  description: 'Deletes your alias and all your standings, those of past periods too.',
  access: 'session',
  role: 'viewer',
  status: 204,
  run: async (call) => {
    const { board, userId } = await placeOf(call.services.db, call);
    // The standings go with it.
    await call.services.db
      .deleteFrom('leaderboard_participants')
      .where('board', '=', board)
      .where('user_id', '=', userId)
      .execute();
  },
});

const enterOrganization = memberEndpoint({
  method: 'put',
  path: '/organizations/{organization}/leaderboard',
  tag,
  summary: 'Enter the organization, or change its alias',
  description:
    "It appears on the server's leaderboard of organizations, with the average of its members who take part in its own leaderboard, once there are three of them with time.",
  access: 'session',
  role: 'owner',
  body: z.strictObject({ alias: aliasSchema }),
  status: 204,
  run: async (call) => {
    const { services, body, member } = call;
    const { board } = await placeOf(services.db, call);
    if (board === everyoneBoard)
      throw new HttpProblem(409, 'A personal organization has one member. Take part yourself.');
    await refuseTaken(
      services.db.transaction().execute(async (trx) => {
        await trx
          .insertInto('leaderboard_organizations')
          .values({ organization_id: member.organizationId, alias: body.alias })
          .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ alias: body.alias }))
          .execute();
        await audit(trx, call, { action: 'leaderboard.entered', target: member.organizationId });
      }),
    );
  },
});

const withdrawOrganization = memberEndpoint({
  method: 'delete',
  path: '/organizations/{organization}/leaderboard',
  tag,
  summary: 'Take the organization off the leaderboard of organizations',
  access: 'session',
  role: 'owner',
  status: 204,
  run: async (call) => {
    const { services, member } = call;
    await services.db.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx
        .deleteFrom('leaderboard_organizations')
        .where('organization_id', '=', member.organizationId)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw notFound();
      await audit(trx, call, { action: 'leaderboard.left', target: member.organizationId });
    });
  },
});

export const participantEndpoints: readonly Endpoint[] = [
  showParticipation,
  takePart,
  stopTakingPart,
  enterOrganization,
  withdrawOrganization,
];
