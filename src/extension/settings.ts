import type { Disposable as VsDisposable } from 'vscode';
import { ConfigurationTarget, workspace } from 'vscode';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { Goals, TimeRules } from '../core/rules/rules.ts';
import { minuteMs } from '../core/time/days.ts';
import type { SettingProblem } from './settingProblems.ts';
import {
  readSetting,
  settingProblems,
  settingRules,
  weekdays,
  type SettingKey,
  type SettingValue,
} from './settingRules.ts';

/** The settings as they are now, each checked; a wrong one reads as its default, of a list only the entries that are wrong. */
export class Settings implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listener: VsDisposable;
  readonly onDidChange: Event<void> = this.#changed.event;
  #config = workspace.getConfiguration('daymark');

  constructor() {
    this.#listener = workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('daymark')) return;
      this.#config = workspace.getConfiguration('daymark');
      this.#changed.fire();
    });
  }

  /** The value of a setting, or its default when it has a wrong type or range. */
  get<K extends SettingKey>(key: K): SettingValue<K> {
    return readSetting(key, this.#config.get(key));
  }

  /** Settings whose value is of a wrong type or out of range, and entries of lists that are not taken as they are written. */
  problems(): SettingProblem[] {
    return (Object.keys(settingRules) as SettingKey[]).flatMap((key) => settingProblems(key, this.#config.get(key)));
  }

  /** Whether a setting may have this value. */
  accepts(key: SettingKey, value: unknown): boolean {
    return settingRules[key].check(value);
  }

  /** Writes a setting for the user, in all windows. */
  async set<K extends SettingKey>(key: K, value: SettingValue<K>): Promise<void> {
    await this.#config.update(key, value, ConfigurationTarget.Global);
  }

  get timeRules(): TimeRules {
    const [hours = 0, minutes = 0] = this.get('dayStartsAt').split(':').map(Number);
    const userRules = this.get('rules');
    const projects = this.get('projects');
    return {
      idleLimitMs: this.get('tracking.idleLimitMinutes') * minuteMs,
      thinkingLimitMs: this.get('tracking.thinkingLimitMinutes') * minuteMs,
      readingLimitMs: this.get('tracking.readingLimitMinutes') * minuteMs,
      dayStartsAt: hours * 60 + minutes,
      ...(userRules.length > 0 && { userRules }),
      ...(projects.length > 0 && { projects }),
    };
  }

  get goals(): Goals {
    return {
      hoursPerDay: this.get('goal.hoursPerDay'),
      workdays: this.get('goal.workdays').map((name) => weekdays.indexOf(name)),
    };
  }

  /** Where the secret of the names is kept; undefined where the environment decides. */
  get secretPlace(): 'secretStorage' | 'folder' | undefined {
    const place = this.get('vault.key');
    return place === 'auto' ? undefined : place;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
