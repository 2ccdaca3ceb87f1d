import { Buffer } from 'node:buffer';
import { l10n, window, workspace } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { BlockView } from '../../../planning/blocks/blockQueries.ts';
import { placeTasks, planIcs, type PlacedBlock } from '../../../planning/calendar/planIcs.ts';
import { workHoursIn } from '../../../planning/calendar/workHours.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';
import { leftText, openPlan, type OpenPlan } from './planOfDay.ts';

/**
 * "Export Plan to Calendar…": saves the time blocks of the plan as a calendar file (ICS) that any calendar imports. A plan without blocks is placed
 * into the free time of its day, only for the file. Nothing is sent.
 */
export async function exportPlanCalendar(services: Services): Promise<void> {
  const plan = await openPlan(services);
  const { placed, minutesLeft } = await blocksFor(services, plan);
  const { day } = plan;
  const target = await window.showSaveDialog({
    title: l10n.t('Export Plan to Calendar'),
    saveLabel: l10n.t('Export'),
    filters: { [l10n.t('Calendars')]: ['ics'] },
  });
  if (!target) return;
  const text = planIcs({ day, blocks: placed, now: services.clock.now(), name: l10n.t('Plan for {0}', day) });
  await workspace.fs.writeFile(target, Buffer.from(text));
  const message = l10n.t('The plan for {0} is in {1}.', day, target.fsPath);
  void window.showInformationMessage(unlinked([message, leftText(minutesLeft, services)].filter(Boolean).join(' ')));
}

interface Blocks {
  readonly placed: readonly PlacedBlock[];
  readonly minutesLeft: number;
}

/** @throws AppError `invalid-input` when there is no free time */
async function blocksFor({ read, settings }: Services, { day, tasks }: OpenPlan): Promise<Blocks> {
  const { days: ofDays } = await read('blocks.list', { from: day, to: day });
  const known = (ofDays[0]?.blocks ?? []).flatMap(placedOf);
  if (known.length > 0) return { placed: known, minutesLeft: 0 };
  const { from, to } = workHoursIn(settings.get('plan.workingHours'));
  const { days } = await read('calendar.events', { from: day, to: day, workFrom: from, workTo: to });
  const { placed, left } = placeTasks(tasks, days[0]?.free ?? []);
  if (placed.length === 0)
    throw new AppError('invalid-input', l10n.t('There is no free time between {0} and {1} on {2}.', from, to, day));
  return { placed, minutesLeft: left.reduce((sum, { minutes }) => sum + minutes, 0) };
}

function placedOf({ task, title, start, end, done }: BlockView): PlacedBlock[] {
  return task === undefined || done ? [] : [{ id: task, title, start, end, minutes: (end - start) / minuteMs }];
}
