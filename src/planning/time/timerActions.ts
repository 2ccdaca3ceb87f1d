import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { AppError } from '../../core/base/appError.ts';
import { action } from '../../core/operations/operation.ts';
import type { App } from '../../core/operations/app.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { entryLimits, keptGaps, purposeFields, timeEntries, timerStops, type Purpose } from './entries.ts';
import type { TimeEntry } from './foldEntries.ts';
import { getTimerState } from './readEntries.ts';

const id = z.string();
const empty = z.object({});
const transports = ['view', 'http', 'mcp', 'cli'] as const;

export const startTimer = action('timers.start', {
  title: 'Start a timer',
  description: 'Starts a timer, and stops the running one: only one runs at a time, across all windows and machines.',
  access: 'write',
  transports,
  params: purposeFields.extend({
    at: wholeInstant.optional().describe(`When it was started, if not now. ${unitTexts.instant}`),
  }),
  result: z.object({ id }),
  run: (app, { at = app.clock.now(), ...purpose }) => start(app, purpose, at),
});

export const stopTimer = action('timers.stop', {
  title: 'Stop the timer',
  description: 'Stops the running or paused timer.',
  access: 'write',
  transports,
  params: z.object({ at: wholeInstant.optional().describe(`When it was stopped, if not now. ${unitTexts.instant}`) }),
  result: z.object({ id }),
  run: async (app, { at = app.clock.now() }) => {
    if (at > app.clock.now()) throw new AppError('invalid-input', app.t("A timer can't be stopped in the future."));
    const { running, paused } = await app.read(getTimerState, {});
    if (running) return stop(app, running, { at, how: 'stop' });
    // Of two stops at the same instant, the one that ends the timer counts.
    if (paused?.end !== undefined) return stop(app, paused, { at: paused.end, how: 'stop' });
    throw noTimer(app);
  },
});

export const pauseTimer = action('timers.pause', {
  title: 'Pause the timer',
  description: 'Pauses the running timer. Resuming it starts another entry for the same work.',
  access: 'write',
  transports,
  params: empty,
  result: z.object({ id }),
  run: async (app) => {
    const { running } = await app.read(getTimerState, {});
    if (!running) throw noTimer(app);
    return stop(app, running, { at: app.clock.now(), how: 'pause' });
  },
});

export const resumeTimer = action('timers.resume', {
  title: 'Resume the timer',
  description: 'Continues the paused timer.',
  access: 'write',
  transports,
  params: empty,
  result: z.object({ id }),
  run: async (app) => {
    const { paused } = await app.read(getTimerState, {});
    if (!paused) throw new AppError('not-found', app.t('No timer is paused.'));
    return start(app, purposeOf(paused), app.clock.now());
  },
});

export const answerGap = action('timers.answerGap', {
  title: 'Decide about unmeasured time',
  description:
    'Decides what happens to a stretch of the running timer in which nothing was measured: keep it; cut, which stops the timer where it began; or split, which also starts the timer again where it ended.',
  access: 'write',
  transports,
  params: z.object({
    entry: id,
    start: wholeInstant,
    end: wholeInstant,
    answer: z.enum(['keep', 'cut', 'split']),
  }),
  result: empty,
  run: async (app, { answer, ...gap }) => {
    const { running } = await app.read(getTimerState, {});
    // Only changes the entry that was asked about, and only if it is unfinished.
    if (running?.id !== gap.entry || gap.start < running.start || gap.end <= gap.start || gap.end > app.clock.now())
      throw new AppError('not-found', app.t('That timer is no longer running, so its time stays as it is.'));
    if (answer === 'keep') await app.records(keptGaps).create(gap);
    else await stop(app, running, { at: gap.start, how: 'stop' });
    if (answer === 'split') await start(app, purposeOf(running), gap.end);
    return {};
  },
});

/** Starts a timer, and records where the one that runs ends. Time of finished entries stays as it is. */
async function start(app: App, purpose: Purpose, at: number): Promise<{ id: string }> {
  const now = app.clock.now();
  if (at > now || at <= now - entryLimits.durationMs)
    throw new AppError('invalid-input', app.t('A timer starts now, or up to seven days ago.'));
  const { running, paused, lastBegan } = await app.read(getTimerState, {});
  if (running && at < running.start && running.start <= now)
    throw new AppError(
      'invalid-input',
      app.t('The running timer was started later than that. Stop it first, or start the new one later.'),
    );
  if (running) await stop(app, running, { at, how: 'stop' });
  else if (paused?.end !== undefined) await stop(app, paused, { at: paused.end, how: 'stop' });
  // Later than every timer that is known here, so that a clock that was set back doesn't put this one before them.
  const began = Math.max(now, (lastBegan ?? 0) + 1);
  const { id: entry } = await app
    .records(timeEntries)
    .create({ ...purpose, start: at, began, offset: app.clock.utcOffset(at) });
  return { id: entry };
}

interface StopOptions {
  /** A clock that was set back may put it before the start, which then counts. */
  readonly at: number;
  readonly how: 'stop' | 'pause';
}

async function stop(app: App, entry: TimeEntry, { at, how }: StopOptions): Promise<{ id: string }> {
  await app.records(timerStops).create({ entry: entry.id, start: Math.max(entry.start, at), how });
  return { id: entry.id };
}

/** Returns what an entry is for, without its times. */
export function purposeOf({ title, project, task, tags, note }: Purpose): Purpose {
  return {
    title,
    tags,
    ...(project !== undefined && { project }),
    ...(task !== undefined && { task }),
    ...(note !== undefined && { note }),
  };
}

function noTimer({ t }: App): AppError {
  return new AppError('not-found', t('No timer is running.'));
}
