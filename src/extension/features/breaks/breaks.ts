import { errorCode } from '../../../core/base/appError.ts';
import type { Feature } from '../../feature.ts';
import type { BreakDesk } from './breakDesk.ts';

/** Reminders of breaks. Unless they are switched on, nothing of them is loaded or runs. */
export const breaks: Feature = {
  id: 'breaks',
  start: (services) => {
    const { settings, today, log } = services;
    let desk: BreakDesk | undefined;
    const listener = today.onDidChange(() => {
      const isOn = settings.get('breaks.everyMinutes') > 0 || settings.get('breaks.eyes');
      if (!isOn) return void (desk = desk?.dispose());
      const look = async (): Promise<void> => {
        const { BreakDesk: Desk } = await import('./breakDesk.ts');
        desk ??= new Desk(services);
        await desk.look();
      };
      look().catch((error: unknown) => log.warn(`breaks were not looked at: ${errorCode(error)}`));
    });
    return {
      dispose: () => {
        listener.dispose();
        desk?.dispose();
      },
    };
  },
};
