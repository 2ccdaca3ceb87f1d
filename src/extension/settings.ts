import type { Disposable as VsDisposable } from 'vscode';
import { ConfigurationTarget, workspace } from 'vscode';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import type { ShownCurrency } from '../core/base/money.ts';
import type { ReadOptions } from '../core/operations/reading.ts';
import type { Goals, TimeRules } from '../core/rules/rules.ts';
import { minuteMs } from '../core/time/days.ts';
import { readSetting, settingRules, weekdays, type SettingKey, type SettingValue } from './settingRules.ts';

/** The settings as they are now, each checked; a wrong one reads as its default, of a list only the entries that are wrong. */
export class Settings implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listener: VsDisposable;
  readonly onDidChange: Event<void> = this.#changed.event;
  #config = workspace.getConfiguration('daymark');
  /** Checked values, until a setting changes: each look into VS Code's configuration takes it some microseconds. */
  readonly #known = new Map<SettingKey, unknown>();
  #timeRules: TimeRules | undefined;
  #goals: Goals | undefined;

  constructor() {
    this.#listener = workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('daymark')) return;
      this.#config = workspace.getConfiguration('daymark');
      this.#known.clear();
      this.#timeRules = undefined;
      this.#goals = undefined;
      this.#changed.fire();
    });
  }

  /** The value of a setting, or its default when it has a wrong type or range. */
  get<K extends SettingKey>(key: K): SettingValue<K> {
    if (!this.#known.has(key)) this.#known.set(key, readSetting(key, this.#config.get(key)));
    return this.#known.get(key) as SettingValue<K>;
  }

  /** The value of a setting as it is written, wrong or not. */
  written(key: SettingKey): unknown {
    return this.#config.get(key);
  }

  /** Returns true if a setting may have this value. */
  accepts(key: SettingKey, value: unknown): boolean {
    return settingRules[key].check(value);
  }

  /** Writes a setting for the user, in all windows. */
  async set<K extends SettingKey>(key: K, value: SettingValue<K>): Promise<void> {
    await this.#config.update(key, value, ConfigurationTarget.Global);
  }

  /** The same object until a setting changes. */
  get timeRules(): TimeRules {
    return (this.#timeRules ??= this.#readTimeRules());
  }

  /** The same object until a setting changes. */
  get goals(): Goals {
    return (this.#goals ??= this.#readGoals());
  }

  /** The clients of projects; undefined if no rate names one. */
  get clients(): ReadOptions['clients'] {
    const rates = Object.entries(this.get('reports.rates'));
    if (!rates.some(([, { client }]) => client !== undefined)) return undefined;
    return Object.fromEntries(rates.map(([project, { client = '' }]) => [project, client]));
  }

  /** The currency of costs; undefined for US dollars. */
  get currency(): ShownCurrency | undefined {
    const { code, perUsd } = this.get('agents.currency');
    return code === undefined || perUsd === undefined ? undefined : { code, perUsd };
  }

  /** Place of the secret for names; undefined if the environment decides. */
  get secretPlace(): 'secretStorage' | 'folder' | undefined {
    const place = this.get('vault.key');
    return place === 'auto' ? undefined : place;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }

  #readTimeRules(): TimeRules {
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

  #readGoals(): Goals {
    return {
      hoursPerDay: this.get('goal.hoursPerDay'),
      workdays: this.get('goal.workdays').map((name) => weekdays.indexOf(name)),
    };
  }
}
