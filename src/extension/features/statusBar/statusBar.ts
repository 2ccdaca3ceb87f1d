import { Disposable, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';
import type { GoalProgress } from './goalProgress.ts';
import { statusText, statusTooltip, type StatusInput } from './statusText.ts';

/** The score and today's time in the status bar. Updated when the running total changes, and by nothing else. */
export const statusBar: Feature = {
  id: 'statusBar',
  start: (services) => {
    const item = window.createStatusBarItem('daymark.status', StatusBarAlignment.Right, 90);
    item.name = 'Daymark';
    item.command = 'daymark.dashboard.focus';
    let shown = '';
    let goals: GoalProgress | undefined;
    const show = (): void => {
      shown = showItem(item, services, { before: shown, goals: goals?.lines ?? [] });
    };
    const showGoals = onFirst(async () => {
      goals = new (await import('./goalProgress.ts')).GoalProgress(services, show);
    });
    show();
    return Disposable.from(
      item,
      services.today.onDidChange(() => {
        show();
        // Reading them starts the worker, so it waits until there may be one.
        if (goals || !services.today.isIdle('goals')) void showGoals().then(() => goals?.refresh());
      }),
      services.tracking.onDidChange(show),
      services.settings.onDidChange(show),
    );
  },
};

/** Runs something at the first call only. */
function onFirst(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
}

interface ShownItem {
  /** The previous result of `showItem`. */
  readonly before: string;
  readonly goals: readonly string[];
}

/**
 * Sets nothing if nothing differs: each property that is set is sent to the window.
 * @returns what is shown, to compare the next with
 */
function showItem(
  item: StatusBarItem,
  { settings, today, tracking, clock }: Services,
  { before, goals }: ShownItem,
): string {
  if (!settings.get('statusBar.enabled')) {
    item.hide();
    return '';
  }
  const input: StatusInput = {
    total: today.current,
    state: tracking.state,
    sensors: tracking.sensorHealth(),
    now: clock.now(),
    goals,
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
