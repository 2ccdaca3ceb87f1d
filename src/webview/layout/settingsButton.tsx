import * as l10n from '@vscode/l10n';
import { IconButton } from '../controls/button.tsx';
import { useApp } from '../state/app.ts';

/** The gear that leads to the settings page. */
export function SettingsButton() {
  const { go } = useApp();
  return (
    <span id="settings-button">
      <IconButton name={l10n.t('Settings')} icon="gear" onClick={() => go('settings')} />
    </span>
  );
}
