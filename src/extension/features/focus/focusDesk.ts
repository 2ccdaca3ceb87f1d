import { StatusBarAlignment, window, type Disposable, type StatusBarItem } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { FocusPhase } from '../../../habits/focus/foldSessions.ts';
import { focusLine } from '../../../habits/focus/focusText.ts';
import { setContextKey } from '../../contextKeys.ts';
import { LineItem } from '../../lineItem.ts';
import type { Services } from '../../services.ts';
import { operate } from '../../operate.ts';
import { startPomodoro } from './focusCommands.ts';
import { focusChanges, wantedOf } from './focusChanges.ts';
import type { SettingChanges } from './settingChanges.ts';
import { slackStateKey } from './slackFocus.ts';

/** The session that this window started; it survives a reload. */
const ownKey = 'daymark.focusSession';
/** An end that is noticed later than this (ms), such as after a sleep, is not announced. */
const lateMs = 2 * minuteMs;
/** Time (ms) that the window that changed settings and the Slack status has to restore them before another one does. */
const graceMs = 5000;

/** Follows the focus session: its status bar item, what it holds back, and its temporary settings. */
export class FocusDesk implements Disposable {
  readonly #services: Services;
  readonly #changes: SettingChanges;
  #state: FocusPhase = { phase: 'none' };
  readonly #item = new LineItem(makeItem);
  /** Stopping is offered in the palette. */
  #isOffered = false;
  #timer: { dispose(): void } | undefined;
  #grace: { dispose(): void } | undefined;
  #reading: Promise<void> | undefined;
  #isStale = false;
  #isAfterStart: boolean;
  #isDisposed = false;
  /** Calls to Slack, one after another. */
  #slack: Promise<void> = Promise.resolve();
  #slackUntil: number | undefined;

  /** @param isAfterStart VS Code has just started this window, so the settings are known as they are */
  constructor(services: Services, isAfterStart: boolean) {
    this.#isAfterStart = isAfterStart;
    this.#services = services;
    this.#changes = focusChanges(services);
  }

  get state(): FocusPhase {
    return this.#state;
  }

  /** This window has recorded a session. */
  started(session: string): void {
    void this.#services.context.workspaceState.update(ownKey, session);
  }

  /** Reads the current session again; one reading at a time. */
  refresh(): Promise<void> {
    this.#isStale = true;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
    this.#grace?.dispose();
    this.#item.dispose();
  }

  async #read(): Promise<void> {
    const { read, log } = this.#services;
    while (this.#isStale && !this.#isDisposed) {
      this.#isStale = false;
      try {
        await this.#follow(await read('focus.now', {}));
      } catch (error) {
        log.warn(`the focus session could not be followed: ${errorCode(error)}`);
      }
    }
    if (!this.#isDisposed) this.#show();
  }

  async #follow(next: FocusPhase): Promise<void> {
    const { settings, quiet } = this.#services;
    const before = this.#state;
    this.#state = next;
    const isFocus = next.phase === 'focus';
    quiet.set({
      notices: isFocus && settings.get('focus.holdNotices'),
      badges: isFocus && settings.get('focus.hideBadges'),
    });
    this.#tell(before, next);
    if (next.phase === 'focus') {
      this.#grace?.dispose();
      if (this.#owns(next)) {
        this.#updateSlack(next.until);
        await this.#changes.apply(wantedOf(settings.get('focus.activityBar')), next.until);
      }
    } else if (this.#isAfterStart || this.#owns(before) || this.#owns(next)) {
      this.#updateSlack(undefined);
      await this.#changes.restore(true);
    } else if (this.#changes.until !== undefined || this.#isSlackChanged()) this.#restoreLater();
    this.#isAfterStart = false;
  }

  #isSlackChanged(): boolean {
    return this.#services.context.globalState.get(slackStateKey) === 'changed';
  }

  /**
   * Sets the Slack status, or restores it; only if Slack is connected. Nothing waits for that.
   * @param knows as in `restoreSlackStatus`
   */
  #updateSlack(until: number | undefined, knows = true): void {
    const { context, log } = this.#services;
    const state = context.globalState.get(slackStateKey);
    const isSet = state === 'changed' || this.#slackUntil !== undefined;
    if (state === undefined || (until === undefined ? !isSet : until === this.#slackUntil)) return;
    this.#slackUntil = until;
    this.#slack = this.#slack
      .then(() => import('./slackFocus.ts'))
      .then(({ restoreSlackStatus, setSlackStatus }) =>
        until === undefined ? restoreSlackStatus(this.#services, knows) : setSlackStatus(this.#services, until),
      )
      .catch((error: unknown) => log.warn(`the Slack status was not changed: ${errorCode(error)}`));
  }

  /** The window that changed the settings and the Slack status may be gone. */
  #restoreLater(): void {
    const { clock, log } = this.#services;
    this.#grace?.dispose();
    this.#grace = clock.after(graceMs, () => {
      if (this.#state.phase === 'focus') return;
      this.#updateSlack(undefined, false);
      this.#changes
        .restore(false)
        .catch((error: unknown) => log.warn(`settings could not be put back: ${errorCode(error)}`));
    });
  }

  #owns(state: FocusPhase): boolean {
    return state.phase !== 'none' && this.#services.context.workspaceState.get(ownKey) === state.session.id;
  }

  /** Announces the end of a session or break: only in the window that started it, and only if it just ended by itself. */
  #tell(before: FocusPhase, next: FocusPhase): void {
    const { clock, t } = this.#services;
    if (before.phase === 'none' || !this.#owns(before) || clock.now() - before.until > lateMs) return;
    const isOver = clock.now() >= before.until && next.phase !== before.phase;
    if (!isOver || before.phase === 'ready') return;
    if (before.phase === 'break') {
      if (next.phase === 'ready') void this.#offer(t('The break is over.'));
      return;
    }
    const { start } = before.session;
    const done = t('Focus session done: {0}.', formatDuration(before.until - start, t));
    if (next.phase !== 'break') return void window.showInformationMessage(done);
    const until = clockTime(next.until, clock.utcOffset(next.until));
    void this.#offer(`${done} ${t('Break until {0}.', until)}`);
  }

  async #offer(text: string): Promise<void> {
    const { t, log } = this.#services;
    const [next, stop] = [t('Start the Next Pomodoro'), t('Stop')];
    const chosen = await window.showInformationMessage(text, next, stop);
    try {
      if (chosen === next) await startPomodoro(this.#services);
      if (chosen === stop) await operate(this.#services, { transport: 'view', operation: 'focus.stop', params: {} });
    } catch (error) {
      log.warn(`the next focus session was not started: ${errorCode(error)}`);
    }
  }

  #show(): void {
    const { clock, t } = this.#services;
    this.#timer?.dispose();
    this.#timer = undefined;
    const now = clock.now();
    const line = focusLine(this.#state, { now, offset: clock.utcOffset(now) }, t);
    this.#item.show(line);
    const isOn = line !== undefined;
    if (isOn !== this.#isOffered) setContextKey('daymark.focusing', isOn);
    this.#isOffered = isOn;
    if (this.#state.phase === 'none') return;
    const left = this.#state.until - now;
    // The minutes that are left change where they are whole; at the end, the phase does.
    const wait = left > minuteMs ? left % minuteMs || minuteMs : Math.max(0, left);
    this.#timer = clock.after(wait + 50, () => {
      if (this.#state.phase !== 'none' && clock.now() >= this.#state.until) void this.refresh();
      else this.#show();
    });
  }
}

function makeItem(): StatusBarItem {
  const item = window.createStatusBarItem('daymark.focus', StatusBarAlignment.Right, 88.5);
  item.name = 'Daymark Focus';
  item.command = 'daymark.startFocus';
  return item;
}
