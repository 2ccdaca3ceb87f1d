import { Disposable, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import { statusText, statusTooltip, type StatusInput } from './statusText.ts';

/** The score and today's time in the status bar. Updated when the running total changes, and by nothing else. */
export const statusBar: Feature = {
  id: 'statusBar',
  start: (services) => {
    const item = window.createStatusBarItem('daymark.status', StatusBarAlignment.Right, 90);
    item.name = 'Daymark';
    item.command = 'daymark.dashboard.focus';
    let shown = '';
    const show = (): void => {
      shown = showItem(item, services, shown);
    };
    show();
    return Disposable.from(
      item,
      services.today.onDidChange(show),
      services.tracking.onDidChange(show),
      services.settings.onDidChange(show),
    );
  },
};

/**
 * Sets nothing where nothing differs: each property that is set is sent to the window.
 * @param before the previous result of this function
 * @returns what is shown, to compare the next with
 */
function showItem(item: StatusBarItem, { settings, today, tracking, clock }: Services, before: string): string {
  if (!settings.get('statusBar.enabled')) {
    item.hide();
    return '';
  }
  const input: StatusInput = {
    total: today.current,
    state: tracking.state,
    sensors: tracking.sensorHealth(),
    now: clock.now(),
  };
  const { text, label } = statusText(input);
  const tooltip = statusTooltip(input);
  const now = [text, label, tooltip.value].join('\n');
  if (now === before) return now;
  item.text = text;
  item.accessibilityInformation = { label };
  item.tooltip = tooltip;
  item.show();
  return now;
}
