import { debug } from 'vscode';
import type { Sensor } from '../sensor.ts';

/** The messages of the debug adapter protocol that are used. */
interface AdapterEvent {
  readonly type?: string;
  readonly event?: string;
}

/** A debugged program is paused at a breakpoint or a step until it continues: someone looks at it in the meantime. */
export const stops: Sensor = {
  id: 'stops',
  start: ({ emit, places }) =>
    debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: ({ id, workspaceFolder }) => {
        const key = `stop:${id}`;
        let isStopped = false;
        const goOn = (): void => {
          if (isStopped) emit({ type: 'runEnd', key });
          isStopped = false;
        };
        return {
          onDidSendMessage: ({ type, event }: AdapterEvent) => {
            if (type !== 'event') return;
            if (event === 'continued' || event === 'terminated' || event === 'exited') goOn();
            if (event !== 'stopped') return;
            goOn();
            isStopped = true;
            const where = workspaceFolder ? places.ofFolder(workspaceFolder) : places.ofWindow();
            emit({ type: 'runStart', key, source: 'debug', group: 'other', name: 'stopped', where });
          },
          onWillStopSession: goOn,
          onExit: goOn,
        };
      },
    }),
};
