import * as z from 'zod';
import { setupView } from '../../../core/views/setup.ts';
import { hostAction } from '../../hostAction.ts';

export const getSetup = hostAction('setup.get', {
  title: 'Setup',
  description: 'The state of GitHub, tracking, the hub, AI, and the data, as the settings page shows it.',
  access: 'read',
  transports: ['view'],
  params: z.object({}),
  result: setupView,
  run: async (services) => (await import('./setupView.ts')).readSetup(services),
});

export const openSettings = hostAction('settings.open', {
  title: 'Open settings',
  description: "Opens VS Code's settings at those of Daymark whose names contain the query.",
  access: 'read',
  transports: ['view'],
  params: z.object({ query: z.string().regex(/^[\w.]{0,60}$/) }),
  result: z.object({}),
  run: async (services, { query }) => (await (await import('./setup.ts')).openSettingsAt(services, query), {}),
});
