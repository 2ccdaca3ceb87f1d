import { clockTime } from '../../../core/time/clockTime.ts';
import { l10n, StatusBarAlignment, window, type Disposable } from 'vscode';
import { hourMs, minuteMs } from '../../../core/time/days.ts';
import type { Feature } from '../../feature.ts';
import { perWindow } from '../../perWindow.ts';
import type { Services } from '../../services.ts';
import { PrivateMark } from './privateMark.ts';
import { PrivateTime } from './privateTime.ts';
import { formatDuration } from '../../../core/base/format.ts';

/** Private mode: records nothing in this window for a while; the status bar shows until when. */
export const privacy: Feature = {
  id: 'privacy',
  commands: (services) => ({ 'daymark.privateMode': () => begin(timeOf(services)) }),
  start: (services) => timeOf(services),
};

const timeOf = perWindow(({ clock, context, tracking }: Services): PrivateTime => {
  return new PrivateTime({
    clock,
    mark: new PrivateMark(context.storageUri?.fsPath),
    tracking,
    show: (until) => show(until, clock.utcOffset(until)),
  });
});

async function begin(time: PrivateTime): Promise<void> {
  const choices = [15, 30, 60, 120, 240].map((minutes) => ({
    label: formatDuration(minutes * minuteMs, l10n.t),
    ms: minutes < 60 ? minutes * minuteMs : (minutes / 60) * hourMs,
  }));
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t('Private mode'),
    placeHolder: l10n.t('How long should this window record nothing?'),
  });
  if (chosen) time.begin(chosen.ms);
}

/** @param offset minutes east of UTC then */
function show(until: number, offset: number): Disposable {
  const item = window.createStatusBarItem('daymark.private', StatusBarAlignment.Right, 89);
  item.name = l10n.t('Daymark: private mode');
  item.text = `$(eye-closed) ${l10n.t('Private until {0}', clockTime(until, offset))}`;
  item.tooltip = l10n.t('Nothing is recorded in this window. Click to end it.');
  item.command = 'daymark.resume';
  item.show();
  return item;
}
