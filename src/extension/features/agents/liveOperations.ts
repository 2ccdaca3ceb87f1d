import * as z from 'zod';
import { liveStates } from '../../../agents/liveState.ts';
import { unitTexts } from '../../../core/views/unitTexts.ts';
import { hostAction } from '../../hostAction.ts';

export const liveAgents = hostAction('agents.live', {
  title: 'Running AI tools',
  description:
    'AI tools that are running on this machine now, and whether they are working or waiting for you: those whose logs the user chose to read and that keep a registry, and those that send their state to the hub.',
  access: 'read',
  transports: ['view'],
  params: z.object({}),
  result: z.object({
    agents: z.array(
      z.object({
        id: z.string(),
        tool: z.string().describe('The name of the tool.'),
        folder: z.string().describe('Empty where the tool does not tell it.'),
        state: z.enum(liveStates),
        since: z.number().describe(unitTexts.instant),
      }),
    ),
  }),
  run: async (services) => (await import('./liveAgents.ts')).currentAgents(services),
});
