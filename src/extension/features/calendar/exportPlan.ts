import { Buffer } from 'node:buffer';
import { l10n, window, workspace } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { presentDay } from '../../../core/time/presentDay.ts';
import { placeTasks, planIcs } from '../../../planning/calendar/planIcs.ts';
import { workHoursIn } from '../../../planning/calendar/workHours.ts';
import { planDay } from '../../ai/planning.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/**
 * "Export Plan to Calendar…": places the open tasks of the plan into the free time of its day, and saves them as a calendar file (ICS) that
 * any calendar imports. Nothing is sent.
 */
export async function exportPlanCalendar(services: Services): Promise<void> {
  const { clock, settings, t } = services;
  const today = presentDay(services.readOptions());
  const isOfToday = (await services.read('plan.stored', { day: today })).tasks.some(isOpen);
  const day = isOfToday ? today : planDay(services);
  const tasks = (await services.read('plan.stored', { day })).tasks.filter(isOpen);
  if (tasks.length === 0)
    throw new AppError('not-found', l10n.t('There is no plan with open tasks. Generate one first.'));
  const { from, to } = workHoursIn(settings.get('plan.workingHours'));
  const { days } = await services.read('calendar.events', { from: day, to: day, workFrom: from, workTo: to });
  const { placed, left } = placeTasks(tasks, days[0]?.free ?? []);
  if (placed.length === 0)
    throw new AppError('invalid-input', l10n.t('There is no free time between {0} and {1} on {2}.', from, to, day));
  const target = await window.showSaveDialog({
    title: l10n.t('Export Plan to Calendar'),
    saveLabel: l10n.t('Export'),
    filters: { [l10n.t('Calendars')]: ['ics'] },
  });
  if (!target) return;
  const text = planIcs({ day, blocks: placed, now: clock.now(), name: l10n.t('Plan for {0}', day) });
  await workspace.fs.writeFile(target, Buffer.from(text));
  const missing = left.reduce((sum, { minutes }) => sum + minutes, 0);
  const said = l10n.t('The plan for {0} is in {1}.', day, target.fsPath);
  const more =
    missing > 0
      ? ` ${l10n.t('{0} of it did not fit into your free time.', formatDuration(missing * minuteMs, t))}`
      : '';
  void window.showInformationMessage(unlinked(said + more));
}

function isOpen({ doneAt }: { readonly doneAt?: number }): boolean {
  return doneAt === undefined;
}
