import { l10n, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { placeBlocks } from '../../../planning/blocks/blockActions.ts';
import { workHoursIn } from '../../../planning/calendar/workHours.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';
import { leftText, openPlan } from './planOfDay.ts';

/** "Place Plan into Free Time": gives the open tasks of the plan time blocks between the day's meetings. */
export async function placePlan(services: Services): Promise<void> {
  const { day } = await openPlan(services);
  const { from, to } = workHoursIn(services.settings.get('plan.workingHours'));
  const { placed, minutesLeft } = await placeBlocks.run(services, { day, workFrom: from, workTo: to });
  if (placed === 0 && minutesLeft > 0)
    throw new AppError('invalid-input', l10n.t('There is no free time between {0} and {1} on {2}.', from, to, day));
  const left = leftText(minutesLeft, services);
  if (left !== '') void window.showInformationMessage(unlinked(left));
}
