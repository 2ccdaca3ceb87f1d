import * as z from 'zod';
import { dashboardSchema } from '../../../core/views/views.ts';
import { hostAction } from '../../hostAction.ts';
import { snapshotsOf } from './snapshots.ts';

export const getDashboard = hostAction('dashboard.get', {
  title: 'Dashboard',
  description:
    'Everything that the dashboard shows first: today, its score, the last 14 days, the plans, and the newest items of the feed.',
  access: 'read',
  transports: ['view'],
  params: z.object({
    timeZone: z.string().max(100).optional().describe('The time zone of the page, which is where the user is.'),
  }),
  result: dashboardSchema,
  run: (services, { timeZone }) => {
    services.timeZone.report(timeZone);
    return snapshotsOf(services).take();
  },
});
