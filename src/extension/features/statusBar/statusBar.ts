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
    const show = (): void => showItem(item, services);
    show();
    return Disposable.from(
      item,
      services.today.onDidChange(show),
      services.tracking.onDidChange(show),
      services.settings.onDidChange(show),
    );
  },
};

function showItem(item: StatusBarItem, { settings, today, tracking, clock }: Services): void {
  if (!settings.get('statusBar.enabled')) return item.hide();
  const input: StatusInput = {
    total: today.current,
    state: tracking.state,
    sensors: tracking.sensorHealth(),
    now: clock.now(),
  };
  const { text, label } = statusText(input);
  item.text = text;
  item.accessibilityInformation = { label };
  item.tooltip = statusTooltip(input);
  item.show();
}
