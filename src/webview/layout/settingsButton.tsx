import { IconButton } from '../controls/button.tsx';
import { useApp } from '../state/app.ts';

/** The gear that leads to the settings page. */
export function SettingsButton() {
  const { strings, go } = useApp();
  return (
    <span id="settings-button">
      <IconButton name={strings.common.settings} icon="gear" onClick={() => go('settings')} />
    </span>
  );
}
