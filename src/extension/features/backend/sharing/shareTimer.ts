import { join } from 'node:path';
import { minuteMs } from '../../../../core/time/days.ts';
import { nodeFiles } from '../../../../storage/disk/nodeFiles.ts';
import { setContextKey } from '../../../contextKeys.ts';
import { perWindow } from '../../../perWindow.ts';
import type { Services } from '../../../services.ts';
import { runWhileOn } from '../runWhileOn.ts';

/** Interval at which a window checks whether something is due, in ms. */
const lookEveryMs = 5 * minuteMs;

/** The file that exists while something is shared by itself. */
export function schedulesFile({ context }: Pick<Services, 'context'>): string {
  return join(context.globalStorageUri.fsPath, 'share', 'schedules.json');
}

/** The window's part in scheduled sharing. Where nothing is scheduled, a focus costs one look at a file. */
export const shareTimer = perWindow((services: Services) =>
  runWhileOn(services, {
    name: 'scheduled sharing',
    everyMs: lookEveryMs,
    isOn: () => {
      const isOn = nodeFiles.stat(schedulesFile(services)) !== undefined;
      setContextKey('daymark.sharing', isOn);
      return isOn;
    },
    run: async () => (await import('./shareDue.ts')).shareDue(services),
  }),
);
