import { l10n, window } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { tellFallback, withCancel } from '../../ai/progress.ts';
import { generatePlan, moveTask, reviseTask, revisePlan, saveTask, tickTask } from './planning.ts';
import type { MadePlan } from './planning.ts';
import { startTask, stopTasks } from './starting.ts';

/** Tomorrow's plan: made by rules from what is measured, kept as facts, ticked and edited by the person. */
export const plan: Feature = {
  id: 'plan',
  commands: (services) => ({ 'daymark.generatePlan': () => generateAndShow(services) }),
  handlers: (services) => ({
    'plan.generate': async ({ replace }) => {
      const { day, tasks } = await generateWithProgress(services, replace);
      return { day, tasks };
    },
    'plan.saveTask': (input) => saveTask(services, input),
    'plan.tick': async ({ id, done }) => {
      if (done) await stopTasks(services, id);
      await tickTask(services, id, done);
      return {};
    },
    'plan.start': async ({ id }) => (await startTask(services, id), {}),
    'plan.stop': async ({ id }) => (await stopTasks(services, id), {}),
    'plan.last': () => services.read('pastPlan', services.readOptions()),
    'plan.move': async ({ id, before }) => (await moveTask(services, id, before), {}),
    'plan.deleteTask': async ({ id }) => {
      await stopTasks(services, id);
      await reviseTask(services, id, { deleted: true });
      return {};
    },
    'plan.tickLearning': async ({ day, done }) => {
      await revisePlan(services, day, (plan) =>
        plan.learning ? { ...plan, learning: { ...plan.learning, done } } : plan,
      );
      return {};
    },
    'plan.answer': async ({ day, answer }) => {
      await revisePlan(services, day, (plan) =>
        plan.reflection ? { ...plan, reflection: { ...plan.reflection, answer } } : plan,
      );
      return {};
    },
  }),
};

/** The command: asks before it replaces a plan, then shows it. */
async function generateAndShow(services: Services): Promise<void> {
  const made = await generateWithProgress(services, false).catch((error: unknown) => {
    if (errorCode(error) === 'plan-exists') return undefined;
    throw error;
  });
  if (!made && !(await replaceAfterAsking(services))) return;
  services.dashboard.show('plan');
}

/** A model takes its time, so that can be cancelled; when it fails, the built-in rules have made the plan, and that is said. */
async function generateWithProgress(services: Services, replace: boolean): Promise<MadePlan> {
  const made = await withCancel(services, l10n.t('Making a plan'), (signal) =>
    generatePlan(services, { replace, signal }),
  );
  if (made.failure) tellFallback(made.failure);
  return made;
}

async function replaceAfterAsking(services: Services): Promise<boolean> {
  const replace = l10n.t('Replace Plan');
  const chosen = await window.showWarningMessage(
    l10n.t('There is already a plan. Replace it?'),
    { modal: true, detail: l10n.t('Tasks that you ticked or added yourself are kept.') },
    replace,
  );
  if (chosen !== replace) return false;
  await generateWithProgress(services, true);
  return true;
}
