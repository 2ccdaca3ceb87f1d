import { l10n } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** Says once which settings have a wrong value, and that their defaults are used. */
export const settingsCheck: Feature = {
  id: 'settingsCheck',
  start: (services) => {
    check(services);
    return services.settings.onDidChange(() => check(services));
  },
};

function check({ settings, notices }: Services): void {
  const problems = settings.problems().map((key) => `daymark.${key}`);
  if (problems.length === 0) return notices.clearOnce('settings');
  notices.holdOnce({
    id: 'settings',
    severity: 'warning',
    text: l10n.t(
      'These settings have a value that Daymark cannot use, so their defaults hold: {0}.',
      problems.join(', '),
    ),
    action: { label: l10n.t('Open Settings'), command: 'daymark.openSettings' },
  });
}
