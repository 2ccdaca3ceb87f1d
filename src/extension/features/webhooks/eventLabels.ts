import { l10n } from 'vscode';
import type { AppEvent } from '../../../core/events/appEvents.ts';

/** Labels of events, by type. */
export function eventLabels(): Readonly<Record<AppEvent['type'], string>> {
  return {
    'day.finished': l10n.t('A day ended'),
    'plan.generated': l10n.t('A plan was generated'),
    'task.completed': l10n.t('A task was completed'),
    'goal.reached': l10n.t('A goal was reached'),
    'insight.found': l10n.t('An analysis has new insights'),
    'focus.ended': l10n.t('A focus session was ended'),
    'run.failed': l10n.t('A build, test, or other run failed'),
    'agent.waiting': l10n.t('An AI agent waits for you'),
    'webhook.test': l10n.t('Test'),
  };
}
