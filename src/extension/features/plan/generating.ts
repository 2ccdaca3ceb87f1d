import { l10n, window } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { reportFallback, withCancel } from '../../ai/progress.ts';
import type { Services } from '../../services.ts';
import { generatePlan, type NewPlan } from '../../ai/planning.ts';

/** The command: asks before it replaces a plan, then shows it. */
export async function generateAndShow(services: Services): Promise<void> {
  const result = await generateWithProgress(services, false).catch((error: unknown) => {
    if (errorCode(error) === 'plan-exists') return undefined;
    throw error;
  });
  if (!result && !(await replaceAfterAsking(services))) return;
  services.dashboard.show('plan');
}

/** A model takes a while, so it can be canceled; if it fails, the built-in rules make the plan, and a message says so. */
export async function generateWithProgress(services: Services, replace: boolean): Promise<NewPlan> {
  const result = await withCancel(services, l10n.t('Making a plan'), (signal) =>
    generatePlan(services, { replace, signal }),
  );
  if (result.failure) reportFallback(result.failure);
  return result;
}

async function replaceAfterAsking(services: Services): Promise<boolean> {
  const replace = l10n.t('Replace Plan');
  const chosen = await window.showWarningMessage(
    l10n.t('There is already a plan. Replace it?'),
    { modal: true, detail: l10n.t('Tasks that you completed or added yourself are kept.') },
    replace,
  );
  if (chosen !== replace) return false;
  await generateWithProgress(services, true);
  return true;
}
