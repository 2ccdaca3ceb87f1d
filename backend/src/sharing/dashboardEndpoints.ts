import * as z from 'zod';
import { type Endpoint, memberEndpoint } from '../http/endpoint.ts';
import { checkRange, partGroups, rangeSchema, readDays, readMeasured, readParts } from './ownDays.ts';

const tag = 'Dashboards';
const part = z.object({ name: z.string(), seconds: z.int() });

const showDashboard = memberEndpoint({
  method: 'get',
  path: '/dashboard',
  alias: '/dashboard',
  tag,
  summary: 'Show your days',
  description: 'From what you shared with the organization. Days without activity are left out.',
  access: 'read',
  role: 'viewer',
  query: rangeSchema,
  status: 200,
  result: z.object({
    totalSeconds: z.int(),
    activeDays: z.int(),
    days: z.array(z.object({ day: z.string(), seconds: z.int() })),
  }),
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const days = await services.reads((db) => readDays(db, { ...member, userId: caller.userId }, query));
    const totalSeconds = days.reduce((sum, { seconds }) => sum + seconds, 0);
    return { totalSeconds, activeDays: days.filter(({ seconds }) => seconds > 0).length, days };
  },
});

const showDistribution = memberEndpoint({
  method: 'get',
  path: '/analytics/time-distribution',
  tag,
  summary: 'Show where your time went',
  description:
    'Your shared activity by language, alias, or project, for what was shared at that level; or your days by weekday (Monday is 1) or month. The 100 largest parts.',
  access: 'read',
  role: 'viewer',
  query: rangeSchema.extend({ by: z.enum(partGroups) }),
  status: 200,
  result: z.object({ by: z.enum(partGroups), parts: z.array(part) }),
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const parts = await services.reads((db) => readParts(db, { ...member, userId: caller.userId }, query));
    return { by: query.by, parts };
  },
});

const measured = { seconds: z.int(), measuredSeconds: z.int(), claimedSeconds: z.int(), focusSeconds: z.int() };

const showProductivity = memberEndpoint({
  method: 'get',
  path: '/analytics/productivity',
  tag,
  summary: 'Show how much of your time was measured, and in focus',
  description:
    'Your shared days, in total and one by one: how much of each was measured and how much claimed, and how much of the measured time was in focus sessions. Days without activity are left out.',
  access: 'read',
  role: 'viewer',
  query: rangeSchema,
  status: 200,
  result: z.object({ ...measured, activeDays: z.int(), days: z.array(z.object({ day: z.string(), ...measured })) }),
  run: async ({ services, member, caller, query }) => {
    checkRange(query);
    const rows = await services.reads((db) => readMeasured(db, { ...member, userId: caller.userId }, query));
    const days = rows.map((row) => ({ ...row, claimedSeconds: row.seconds - row.measuredSeconds }));
    const sum = (of: 'seconds' | 'measuredSeconds' | 'claimedSeconds' | 'focusSeconds'): number =>
      days.reduce((total, one) => total + one[of], 0);
    return {
      seconds: sum('seconds'),
      measuredSeconds: sum('measuredSeconds'),
      claimedSeconds: sum('claimedSeconds'),
      focusSeconds: sum('focusSeconds'),
      activeDays: days.filter(({ seconds }) => seconds > 0).length,
      days,
    };
  },
});

export const dashboardEndpoints: readonly Endpoint[] = [showDashboard, showDistribution, showProductivity];
