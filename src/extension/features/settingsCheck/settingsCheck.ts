import { l10n } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { problemsOf, type SettingProblem } from '../../settingProblems.ts';
import { settingProblemText } from '../../settingProblemText.ts';
import type { Translate } from '../../../core/base/translate.ts';

/** Reports once which settings have an invalid value or entry, and what applies instead. */
export const settingsCheck: Feature = {
  id: 'settingsCheck',
  start: (services) => {
    check(services);
    return services.settings.onDidChange(() => check(services));
  },
};

/** Problems that one message names. */
const mostSaid = 3;

function textOf(problems: readonly SettingProblem[], count: number): string {
  const texts = problems.map((problem) => settingProblemText(problem, l10n.t as Translate));
  if (count > problems.length) texts.push(l10n.t('{0} more are in the health check.', count - problems.length));
  return texts.join(' ');
}

function check({ settings, notices }: Services): void {
  const problems = problemsOf(settings);
  if (problems.length === 0) return notices.clearOnce('settings');
  notices.holdOnce({
    id: 'settings',
    severity: 'warning',
    text: textOf(problems.slice(0, mostSaid), problems.length),
    action: { label: l10n.t('Open Settings'), command: 'daymark.openSettings' },
  });
}
