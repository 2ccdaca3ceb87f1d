import { Disposable, StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { timerCollections, timerLine } from '../../../planning/time/timerText.ts';
import type { TimerState } from '../../../planning/time/foldEntries.ts';
import { setContextKey } from '../../contextKeys.ts';
import type { Feature } from '../../feature.ts';
import { LineItem } from '../../lineItem.ts';
import type { Services } from '../../services.ts';
import { TimerWatch } from './timerWatch.ts';

const commands = () => import('./timerCommands.ts');

/** The timer: its commands, its item in the status bar, and the question about time in which nothing was measured. */
export const timers: Feature = {
  id: 'timers',
  commands: (services) => ({
    'daymark.startTimer': async () => (await commands()).startTimer(services),
    'daymark.switchTimer': async () => (await commands()).switchTimer(services),
    'daymark.stopTimer': async () => (await commands()).stopTimer(services),
    'daymark.pauseTimer': async () => (await commands()).pauseTimer(services),
    'daymark.resumeTimer': async () => (await commands()).resumeTimer(services),
  }),
  start,
};

/** Number of looks for unmeasured time after a start or a sleep, since the user may need a moment to return. */
const looks = 3;

/** A reminder comes this long (ms) after a question about unmeasured time, whose answer may change how long the timer ran. */
const afterQuestionMs = 10 * minuteMs;

function start(services: Services): Disposable {
  const { clock, log, read, recorder, settings, today, t } = services;
  const item = new LineItem(makeItem);
  let offered = '';
  let looksLeft = looks;
  const watch = new TimerWatch({
    clock,
    read: async () => (today.isIdle('timer') ? {} : read('timers.state', {})),
    show: (state) => {
      item.show(timerLine(state, clock.now(), t));
      offered = showCommands(state, offered);
    },
    onSlept: () => (looksLeft = looks),
    onError: (error) => log.warn(`the timer could not be read: ${errorCode(error)}`),
  });
  const collections: readonly string[] = Object.values(timerCollections);
  let isRead = false;
  /** A question about the same timer is open, or was lately. */
  let askedAt = Number.NEGATIVE_INFINITY;
  const look = async (): Promise<void> => {
    if (!isRead) await watch.refresh();
    isRead = true;
    if (looksLeft === 0 || !watch.state.running || !window.state.focused) return;
    looksLeft--;
    services.quiet.show('gaps', async () => {
      askedAt = clock.monotonic();
      const { askAboutGaps } = await import('./askAboutGaps.ts');
      if (await askAboutGaps(services)) looksLeft = 0;
      else askedAt = Number.NEGATIVE_INFINITY;
    });
  };
  let remindedAt = Number.NEGATIVE_INFINITY;
  const remind = async (): Promise<void> => {
    const isOn = settings.get('timer.remindAfterMinutes') > 0 || settings.get('timer.remindOtherProject');
    const now = clock.monotonic();
    const isAsked = looksLeft > 0 || now - askedAt < afterQuestionMs;
    if (!isOn || isAsked || !watch.state.running || !window.state.focused || now - remindedAt < minuteMs) return;
    remindedAt = now;
    await (await import('./remindOfTimer.ts')).remindOfTimer(services);
  };
  return Disposable.from(
    item,
    watch,
    recorder.onDidRecord((fact) => fact.type === 'record' && collections.includes(fact.collection) && watch.refresh()),
    today.onDidChangeRecords(() => isRead && watch.refresh()),
    today.onDidChange(() => {
      look()
        .then(remind)
        .catch((error: unknown) => log.warn(`the timer was not looked at: ${errorCode(error)}`));
    }),
  );
}

/**
 * Offers in the palette what can be done with the timer now. Sends nothing if nothing differs.
 * @param before the previous result of this function
 */
function showCommands({ running, paused }: TimerState, before: string): string {
  const now = running ? 'running' : paused ? 'paused' : 'none';
  if (now === before) return now;
  setContextKey('daymark.timerRunning', now === 'running');
  setContextKey('daymark.timerPaused', now === 'paused');
  return now;
}

function makeItem(): StatusBarItem {
  const item = window.createStatusBarItem('daymark.timer', StatusBarAlignment.Right, 89);
  item.name = 'Daymark Timer';
  item.command = 'daymark.switchTimer';
  return item;
}
