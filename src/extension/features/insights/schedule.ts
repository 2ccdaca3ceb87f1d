import { Disposable } from 'vscode';
import { DailySchedule } from '../../../ai/dailySchedule.ts';
import { errorCode } from '../../../core/base/appError.ts';
import { addDays, dayOf } from '../../../core/time/days.ts';
import type { Day } from '../../../core/time/days.ts';
import { oneWindow } from '../../oneWindow.ts';
import type { Services } from '../../services.ts';

/** Makes the daily analysis and plan when they are due. No timer runs while the schedule or AI is off. */
export function startSchedule(services: Services): Disposable {
  const { settings, clock, log } = services;
  const isOn = () => settings.get('ai.enabled') && settings.get('ai.schedule') !== 'off';
  const schedule = new DailySchedule({
    clock,
    time: () => (isOn() ? settings.get('ai.scheduleTime') : undefined),
    ifFree: (act) => oneWindow(services, 'schedule').ifFree(act),
    isDone: (day) => isMarked(services, day),
    setDone: (day) => mark(services, day),
    run: (at) => run(services, at),
    onError: (error) => log.warn(`schedule: ${errorCode(error)}`),
  });
  return Disposable.from(
    settings.onDidChange(() => void schedule.update()),
    schedule,
  );
}

async function run(services: Services, at: number): Promise<void> {
  const { settings, log, clock } = services;
  const what = settings.get('ai.schedule');
  const { signal } = new AbortController();
  const { analyzeNow } = await import('../../ai/analyses.ts');
  if (what !== 'plan') await analyzeNow(services, 'schedule', signal);
  if (what === 'analysis') return;
  const { generatePlan } = await import('../../ai/planning.ts');
  const day = addDays(dayOf(at, clock.utcOffset(at), settings.timeRules.dayStartsAt), 1);
  await generatePlan(services, { replace: false, day, by: 'schedule', signal }).catch((error: unknown) => {
    // A plan that is there was made by the person, or is as good as one: it stays.
    if (errorCode(error) !== 'plan-exists') throw error;
    log.debug('schedule: there is a plan');
  });
}

function markId(day: Day): string {
  return `schedule:${day}`;
}

async function isMarked({ read }: Services, day: Day): Promise<boolean> {
  return (await read('facts.document', { id: markId(day) })) !== undefined;
}

async function mark({ recorder, clock }: Services, day: Day): Promise<void> {
  const at = clock.now();
  const base = { type: 'document', collection: 'insights', id: markId(day), rev: 1, at } as const;
  recorder.append({ ...base, start: at, end: at, offset: clock.utcOffset(at), body: '{}' });
  await recorder.flush();
}
