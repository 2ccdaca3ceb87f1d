import { window } from 'vscode';
import { errorMessage } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';

/**
 * Asks about the first stretch of the running timer in which nothing was measured. Who closes the question finds it in the dashboard.
 * @returns whether there was something to ask
 */
export async function askAboutGaps(services: Services): Promise<boolean> {
  const { t, clock } = services;
  const { running, gaps } = await services.read('timers.get', {});
  const [gap] = gaps;
  if (!running || !gap) return false;
  const [from, to] = [gap.start, gap.end].map((at) => clockTime(at, clock.utcOffset(at)));
  const keep = t('Keep It');
  const cut = t('Stop the Timer at {0}', from ?? '');
  const split = t('Leave It Out');
  const question = t(
    'The timer "{0}" ran from {1} to {2} ({3}) while nothing was measured. What should happen to that time?',
    running.title || t('Timer'),
    from ?? '',
    to ?? '',
    formatDuration(gap.end - gap.start, t),
  );
  void window.showInformationMessage(unlinked(question), keep, cut, split).then(async (chosen) => {
    const answer = chosen === keep ? 'keep' : chosen === cut ? 'cut' : chosen === split ? 'split' : undefined;
    if (!answer) return;
    try {
      await operate(services, { transport: 'view', operation: 'timers.answerGap', params: { ...gap, answer } });
      await askAboutGaps(services);
    } catch (error) {
      void window.showErrorMessage(unlinked(errorMessage(error)));
    }
  });
  return true;
}
