import * as z from 'zod';
import { AppError } from '../../core/base/appError.ts';
import type { App } from '../../core/operations/app.ts';
import { action } from '../../core/operations/operation.ts';
import { deletion, restoration } from '../../core/records/recordActions.ts';
import { getFocusNow } from './readSessions.ts';
import { focusSessions, focusStops, pomodoroDefaults, sessionFields } from './sessions.ts';

const id = z.string();
const transports = ['view', 'http', 'mcp', 'cli'] as const;

export const startFocus = action('focus.start', {
  title: 'Start a focus session',
  description:
    'Starts a focus session, and stops the running one: only one runs at a time, across all windows and machines. With `pomodoro`, a break follows.',
  access: 'write',
  transports,
  params: sessionFields,
  result: z.object({ id }),
  run: async (app, { minutes, ...fields }) => {
    const lasts = minutes ?? (fields.pomodoro && pomodoroDefaults.minutes);
    const now = app.clock.now();
    const state = await app.read(getFocusNow, {});
    if (state.phase === 'focus') await stop(app, state.session);
    // Later than every session that is known here, so that a clock that was set back doesn't put this one before them.
    const began = Math.max(now, state.lastBegan + 1);
    const session = await app
      .records(focusSessions)
      .create({ ...fields, minutes: lasts, start: now, began, offset: app.clock.utcOffset(now) });
    return { id: session.id };
  },
});

export const stopFocus = action('focus.stop', {
  title: 'Stop the focus session',
  description: 'Stops the running focus session, or ends the break after it and with it the series of Pomodoros.',
  access: 'write',
  transports,
  params: z.object({}),
  result: z.object({ id }),
  run: async (app) => {
    const state = await app.read(getFocusNow, {});
    if (state.phase === 'none') throw new AppError('not-found', app.t('No focus session is running.'));
    await stop(app, state.session);
    return { id: state.session.id };
  },
});

export const deleteFocus = deletion('focus.delete', focusSessions, {
  title: 'Delete a focus session',
  description: 'Deletes a focus session; a running one stops. `focus.restore` undoes that.',
  transports,
});

export const restoreFocus = restoration('focus.restore', focusSessions, {
  title: 'Restore a focus session',
  description: 'Brings a deleted focus session back as it was.',
  transports,
});

async function stop(app: App, { id: session, start }: { readonly id: string; readonly start: number }): Promise<void> {
  // A clock that was set back may stand before the start, which then counts.
  await app.records(focusStops).create({ session, start: Math.max(start, app.clock.now()) });
}
