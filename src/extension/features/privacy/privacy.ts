import { Disposable, l10n, StatusBarAlignment, window } from 'vscode';
import { hourMs, minuteMs } from '../../../shared/days.ts';
import type { Disposable as Held } from '../../../shared/event.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** Private mode: nothing is recorded in this window for a while; the status bar says until when. */
export const privacy: Feature = {
  id: 'privacy',
  commands: (services) => ({
    'daymark.privateMode': () => begin(services),
  }),
  start: ({ tracking }) =>
    Disposable.from(
      tracking.onDidChange((state) => {
        if (state === 'on') end();
      }),
      { dispose: end },
    ),
};

let held: Held | undefined;

function end(): void {
  held?.dispose();
  held = undefined;
}

async function begin({ tracking, clock }: Services): Promise<void> {
  const choices = [15, 30, 60, 120, 240].map((minutes) => ({
    label: minutes < 60 ? l10n.t('{0} min', minutes) : l10n.t('{0} h', minutes / 60),
    ms: minutes < 60 ? minutes * minuteMs : (minutes / 60) * hourMs,
  }));
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t('Private mode'),
    placeHolder: l10n.t('For how long is nothing recorded in this window?'),
  });
  if (!chosen) return;
  end();
  tracking.pause();
  const item = window.createStatusBarItem('daymark.private', StatusBarAlignment.Right, 89);
  const until = new Date(clock.now() + chosen.ms).toTimeString().slice(0, 5);
  item.name = l10n.t('Daymark: private mode');
  item.text = `$(eye-closed) ${l10n.t('Private until {0}', until)}`;
  item.tooltip = l10n.t('Nothing is recorded in this window. Click to end it.');
  item.command = 'daymark.resume';
  item.show();
  const timer = clock.after(chosen.ms, () => {
    end();
    tracking.resume();
  });
  held = Disposable.from(item, timer);
}
