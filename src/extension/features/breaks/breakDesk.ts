import { debug, StatusBarAlignment, window, workspace, type Disposable, type StatusBarItem } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { formatDuration } from '../../../core/base/format.ts';
import { minuteMs } from '../../../core/time/days.ts';
import { decideBreak, lookAwayAt, type BreakDecision } from '../../../habits/breaks/breakRules.ts';
import { operate } from '../../operate.ts';
import type { Services } from '../../services.ts';

/** Facts are read at most this often (ms); minutes are all that counts. */
const everyMs = 30_000;
/** Key of the time at which a window last reminded the user to look away. */
const eyesKey = 'daymark.lookedAway';
const eyesForMs = 20_000;

/** Reminds of breaks in the focused window. Runs only while work is recorded, and has no timer except for a pause in typing. */
export class BreakDesk {
  readonly #services: Services;
  readonly #typing: Disposable;
  #item: StatusBarItem | undefined;
  #waiting: { dispose(): void } | undefined;
  #lastTyped = 0;
  #lastLook = Number.NEGATIVE_INFINITY;
  #isAsking = false;

  constructor(services: Services) {
    this.#services = services;
    this.#typing = workspace.onDidChangeTextDocument(() => (this.#lastTyped = services.clock.now()));
  }

  dispose(): undefined {
    this.#typing.dispose();
    this.#waiting?.dispose();
    this.#item?.dispose();
  }

  /** Looks whether it is time, at most once in half a minute. */
  async look(isDue = false): Promise<void> {
    const { clock, read, settings } = this.#services;
    if (!window.state.focused) return this.#show(undefined);
    if (this.#isAsking || (!isDue && clock.monotonic() - this.#lastLook < everyMs)) return;
    this.#lastLook = clock.monotonic();
    const breakMs = settings.get('breaks.minutes') * minuteMs;
    const facts = await read('breaks.facts', { breakMs });
    const now = clock.now();
    if (settings.get('breaks.eyes') && !facts.isBusy) this.#lookAway(lookAwayAt(facts.since, now), now);
    const minutes = settings.get('breaks.everyMinutes');
    if (minutes === 0) return this.#show(undefined);
    const isBusy = facts.isBusy || debug.activeDebugSession !== undefined;
    const state = { ...facts, now, isBusy, everyMs: minutes * minuteMs, lastTyped: this.#lastTyped };
    await this.#act(decideBreak(state), now - (facts.since ?? now));
  }

  async #act(decision: BreakDecision, workedMs: number): Promise<void> {
    const { clock, log } = this.#services;
    this.#waiting?.dispose();
    if (decision.kind === 'quiet') return this.#show(undefined);
    this.#show(workedMs);
    if (decision.kind === 'remind') return this.#remind(workedMs);
    this.#waiting = clock.after(decision.lookAt - clock.now(), () => {
      this.look(true).catch((error: unknown) => log.warn(`breaks were not looked at: ${errorCode(error)}`));
    });
  }

  /** Asks once. After the message is closed, it doesn't ask again before the next break. */
  async #remind(workedMs: number): Promise<void> {
    const { t } = this.#services;
    this.#isAsking = true;
    try {
      const text = t('You have worked for {0} without a break.', formatDuration(workedMs, t));
      const soon = t('Remind Me in 5 Minutes');
      const chosen = await window.showInformationMessage(text, soon, t('Not Now'));
      const answer = chosen === soon ? 'snooze' : 'notNow';
      await operate(this.#services, { transport: 'view', operation: 'breaks.answer', params: { answer } });
    } finally {
      this.#isAsking = false;
      this.#show(undefined);
    }
  }

  #lookAway(at: number | undefined, now: number): void {
    const { context, t } = this.#services;
    const remindedAt = context.globalState.get<number>(eyesKey) ?? 0;
    // A time in the future was noted before the clock was set back.
    if (at === undefined || now - at > 2 * minuteMs || (remindedAt >= at && remindedAt <= now)) return;
    void context.globalState.update(eyesKey, at);
    window.setStatusBarMessage(`$(eye) ${t('Look at something far away for 20 seconds.')}`, eyesForMs);
  }

  #show(workedMs: number | undefined): void {
    if (workedMs === undefined) return this.#item?.hide();
    const { t } = this.#services;
    const worked = t('{0} without a break', formatDuration(workedMs, t));
    this.#item ??= window.createStatusBarItem('daymark.break', StatusBarAlignment.Right, 88.4);
    this.#item.name = 'Daymark Break';
    this.#item.text = `$(coffee) ${t('Break?')}`;
    this.#item.tooltip = worked;
    this.#item.accessibilityInformation = { label: worked };
    this.#item.show();
  }
}
