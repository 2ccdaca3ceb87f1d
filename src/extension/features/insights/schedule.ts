import { join } from 'node:path';
import { Disposable } from 'vscode';
import { errorCode } from '../../../shared/appError.ts';
import { addDays, dayMs, minuteMs } from '../../../shared/days.ts';
import type { Day } from '../../../shared/days.ts';
import type { Disposable as Held } from '../../../shared/event.ts';
import { FolderLock } from '../../../storage/disk/folderLock.ts';
import { nodeFiles } from '../../../storage/disk/nodeFiles.ts';
import { lastDue } from '../../../ai/lastDue.ts';
import type { Services } from '../../services.ts';
import { generatePlan } from '../plan/planning.ts';

/** It is looked whether something is due so often (ms): a machine that slept notices soon after. */
const lookMs = 5 * minuteMs;
/** The lock shows a sign of life so often (ms) while a model is asked. */
const beatMs = 10_000;

/** Makes the daily analysis and plan when they are due. No timer runs while the schedule or AI is off. */
export function startSchedule(services: Services): Disposable {
  const { settings, clock, log } = services;
  let timer: Held | undefined;
  const look = async (): Promise<void> => {
    try {
      await runIfDue(services);
    } catch (error) {
      log.warn(`schedule: ${errorCode(error)}`);
    }
    arm();
  };
  const arm = (): void => {
    timer?.dispose();
    timer = isOn(services) ? clock.after(Math.min(lookMs, untilDue(services)), () => void look()) : undefined;
  };
  const listener = settings.onDidChange(arm);
  arm();
  return Disposable.from(listener, { dispose: () => timer?.dispose() });
}

function isOn({ settings }: Services): boolean {
  return settings.get('ai.enabled') && settings.get('ai.schedule') !== 'off';
}

function dueNow({ clock, settings }: Services): { readonly day: Day; readonly at: number } {
  const now = clock.now();
  return lastDue(now, clock.utcOffset(now), settings.get('ai.scheduleTime'));
}

function untilDue(services: Services): number {
  return Math.max(1000, dueNow(services).at + dayMs - services.clock.now());
}

/** Does what is due and not done, in one window of the machine: under a lock, and marked as done before it is begun. */
async function runIfDue(services: Services): Promise<void> {
  if (!isOn(services)) return;
  const due = dueNow(services);
  // What was due before yesterday is past: its day is over and planned.
  if (services.clock.now() - due.at > dayMs || (await isMarked(services, due.day))) return;
  const folder = services.context.globalStorageUri.fsPath;
  const lock = new FolderLock(nodeFiles, join(folder, 'schedule.lock'), services.clock).tryAcquire();
  if (!lock) return;
  const beat = setInterval(() => lock.beat(), beatMs);
  try {
    if (await isMarked(services, due.day)) return;
    await mark(services, due.day);
    await run(services, due.day);
  } finally {
    clearInterval(beat);
    lock.release();
  }
}

async function run(services: Services, day: Day): Promise<void> {
  const { settings, log } = services;
  const what = settings.get('ai.schedule');
  const { signal } = new AbortController();
  const { analyzeNow } = await import('../../ai/analyses.ts');
  if (what !== 'plan') await analyzeNow(services, 'schedule', signal);
  if (what === 'analysis') return;
  await generatePlan(services, { replace: false, day: addDays(day, 1), by: 'schedule', signal }).catch(
    (error: unknown) => {
      // A plan that is there was made by the person, or is as good as one: it stays.
      if (errorCode(error) !== 'plan-exists') throw error;
      log.debug('schedule: there is a plan');
    },
  );
}

function markId(day: Day): string {
  return `schedule:${day}`;
}

async function isMarked({ read }: Services, day: Day): Promise<boolean> {
  return (await read('document', { id: markId(day) })) !== undefined;
}

async function mark({ recorder, clock }: Services, day: Day): Promise<void> {
  const at = clock.now();
  const base = { type: 'document', collection: 'insights', id: markId(day), rev: 1, at } as const;
  recorder.append({ ...base, start: at, end: at, offset: clock.utcOffset(at), body: '{}' });
  await recorder.flush();
}
