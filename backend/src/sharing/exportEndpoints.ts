import * as z from 'zod';
import { csvRow } from '../../../src/core/base/csv.ts';
import type { Database } from '../database/connect.ts';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import type { Owner } from './applyBatch.ts';
import { daysPdf } from './daysPdf.ts';
import { checkRange, rangeSchema, readDays, readParts } from './ownDays.ts';

const columns = ['day', 'seconds', 'level', 'source', 'language', 'alias', 'project'] as const;
const mediaTypes = { csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' };
type Range = z.infer<typeof rangeSchema>;

const exportDays = memberEndpoint({
  method: 'get',
  path: '/analytics/export',
  tag: 'Dashboards',
  summary: 'Download your days as CSV or PDF',
  description:
    'What you shared with the organization. CSV has a row for each part of a day, oldest first, with the columns of `GET /activities`; names that a spreadsheet could take for a formula get an apostrophe. PDF has your days, and the time by project, alias, and language.',
  access: 'read',
  role: 'viewer',
  query: rangeSchema.extend({ format: z.enum(['csv', 'pdf']).default('csv') }),
  status: 200,
  produces: ['text/csv', 'application/pdf'],
  run: async ({ services: { reads }, member, caller, query }) => {
    checkRange(query);
    const { format, from, to } = query;
    const owner = { ...member, userId: caller.userId };
    const body = await reads<string | Uint8Array<ArrayBuffer>>((db) =>
      format === 'csv' ? csvOf(db, owner, query) : pdfOf(db, owner, query),
    );
    return new Response(body, {
      headers: {
        'Content-Type': mediaTypes[format],
        'Content-Disposition': `attachment; filename="daymark-${from}-${to}.${format}"`,
      },
    });
  },
});

async function csvOf(db: Database, owner: Owner, { from, to }: Range): Promise<string> {
  const rows = await db
    .selectFrom('activities')
    .select(columns)
    .where('organization_id', '=', owner.organizationId)
    .where('user_id', '=', owner.userId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .orderBy('id')
    .execute();
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))].map(csvRow).join('');
}

async function pdfOf(db: Database, owner: Owner, { from, to }: Range): Promise<Uint8Array<ArrayBuffer>> {
  const range = { from, to };
  const [days, byProject, byAlias, byLanguage, names] = await Promise.all([
    readDays(db, owner, range),
    readParts(db, owner, { ...range, by: 'project' }),
    readParts(db, owner, { ...range, by: 'alias' }),
    readParts(db, owner, { ...range, by: 'language' }),
    db
      .selectFrom('memberships')
      .innerJoin('users', 'users.id', 'memberships.user_id')
      .innerJoin('organizations', 'organizations.id', 'memberships.organization_id')
      .select(['users.name as person', 'organizations.name as organization', 'organizations.is_personal'])
      .where('memberships.organization_id', '=', owner.organizationId)
      .where('memberships.user_id', '=', owner.userId)
      .executeTakeFirstOrThrow(),
  ]);
  const organization = names.is_personal ? undefined : names.organization;
  return new Uint8Array(
    await daysPdf({ ...range, person: names.person, organization, days, byProject, byAlias, byLanguage }),
  );
}

export const exportEndpoints: readonly Endpoint[] = [exportDays];
