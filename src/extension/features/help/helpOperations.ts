import * as z from 'zod';
import { viewCommands } from '../../../core/views/contract.ts';
import { hostAction } from '../../hostAction.ts';

export const runCommand = hostAction('command.run', {
  title: 'Run a command',
  description: 'Runs one of the commands that the dashboard offers. No other command can be run.',
  access: 'write',
  transports: ['view'],
  params: z.object({ command: z.enum(viewCommands) }),
  result: z.object({}),
  run: async (_, { command }) => (await (await import('./help.ts')).runViewCommand(command), {}),
});
