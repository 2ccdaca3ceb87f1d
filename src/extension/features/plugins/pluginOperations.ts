import * as z from 'zod';
import { hostAction } from '../../hostAction.ts';

export const openLink = hostAction('links.open', {
  title: 'Open a link of an extension',
  description: 'Runs the command behind a button that another extension added to the settings page.',
  access: 'write',
  transports: ['view'],
  params: z.object({ id: z.string().max(20) }),
  result: z.object({}),
  run: async (services, { id }) => {
    const { pluginLinks } = await import('../../plugins/pluginLinks.ts');
    await pluginLinks(services).run(id);
    return {};
  },
});
