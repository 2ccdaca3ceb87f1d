import * as z from 'zod';
import { hostAction } from '../../hostAction.ts';

export const showAgentSession = hostAction('agents.showSession', {
  title: 'Show an AI session',
  description: 'Opens the page of a recorded session of an AI tool, with what is kept of its prompts.',
  access: 'read',
  transports: ['view'],
  params: z.object({ session: z.string().min(1).max(300) }),
  result: z.object({}),
  run: async (services, { session }) => (
    await (await import('./sessions/showSession.ts')).showSession(services, session),
    {}
  ),
});
