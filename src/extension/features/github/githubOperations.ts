import * as z from 'zod';
import { githubStatusSchema } from '../../../core/github/githubStatus.ts';
import { hostAction } from '../../hostAction.ts';

export const getGithubStatus = hostAction('github.status', {
  title: 'Status of the GitHub sync',
  description: 'Whether GitHub is connected, what the last sync read, and when the next one is due.',
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({}),
  result: githubStatusSchema,
  run: async (services) => (await import('./github.ts')).githubStatus(services),
});
