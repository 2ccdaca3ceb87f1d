import type { Disposable as VsDisposable } from 'vscode';
import { ConfigurationTarget, workspace } from 'vscode';
import type { PriceOverrides } from '../ai/prices.ts';
import { isBoolean, listOf, matching, number, oneOf, recordOf, shape, text, whole } from '../core/base/checks.ts';
import type { Check } from '../core/base/checks.ts';
import { Emitter, type Disposable, type Event } from '../core/base/event.ts';
import { minuteMs } from '../core/time/days.ts';
import { isProjectRule, type ProjectRule } from '../core/rules/projectRules.ts';
import { isUserRule, type UserRule } from '../core/rules/userRules.ts';
import { defaultGoals, defaultTimeRules, type Goals, type TimeRules } from '../core/rules/rules.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Keys go over the wire only encrypted, or to this machine. */
const secureUrl = /^(?:https:\/\/[^\s/]|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?=[:/]|$))\S*$/;
/** US dollars for a million tokens. */
const price = shape({ input: number(0), output: number(0) });
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/);
const patterns = listOf(text(1, 500), 200);

/** Every setting of ours with the values it may have. Defaults stand in package.json too; a test compares the two. */
export const settingRules = {
  'statusBar.enabled': { check: isBoolean, fallback: true },
  'tracking.idleLimitMinutes': {
    check: number(0.5, 30),
    fallback: defaultTimeRules.idleLimitMs / minuteMs,
  },
  'tracking.thinkingLimitMinutes': {
    check: number(0, 30),
    fallback: (defaultTimeRules.thinkingLimitMs ?? 0) / minuteMs,
  },
  'tracking.readingLimitMinutes': {
    check: number(0.5, 60),
    fallback: (defaultTimeRules.readingLimitMs ?? defaultTimeRules.idleLimitMs) / minuteMs,
  },
  'tracking.terminalCommands': { check: oneOf(['off', 'program', 'full']), fallback: 'program' as const },
  rules: { check: listOf(isUserRule, 200), fallback: [] as UserRule[] },
  projects: { check: listOf(isProjectRule, 200), fallback: [] as ProjectRule[] },
  'privacy.exclude': { check: patterns, fallback: [] as string[] },
  'privacy.hideFileNames': { check: patterns, fallback: [] as string[] },
  dayStartsAt: { check: time, fallback: '00:00' },
  'goal.hoursPerDay': { check: number(0.5, 16), fallback: defaultGoals.hoursPerDay },
  'goal.workdays': {
    check: listOf(oneOf(weekdays), 7),
    fallback: defaultGoals.workdays.map((day) => weekdays[day] ?? 'monday'),
  },
  'vault.key': { check: oneOf(['auto', 'secretStorage', 'folder']), fallback: 'auto' as const },
  'retention.detailMonths': { check: whole(1, 600), fallback: 13 },
  'backup.daily': { check: whole(0, 60), fallback: 7 },
  'backup.weekly': { check: whole(0, 60), fallback: 8 },
  'plan.workingHours': { check: text(0, 100), fallback: '' },
  'plan.focusTime': { check: text(0, 100), fallback: '' },
  'plan.learningInterests': { check: listOf(text(0, 100), 10), fallback: [] as string[] },
  'ai.enabled': { check: isBoolean, fallback: false },
  'ai.provider': { check: oneOf(['claude', 'vscode', 'rules']), fallback: 'claude' as const },
  'ai.names': { check: oneOf(['aliased', 'none', 'real']), fallback: 'aliased' as const },
  'ai.schedule': { check: oneOf(['off', 'analysis', 'plan', 'both']), fallback: 'off' as const },
  'ai.scheduleTime': { check: time, fallback: '20:00' },
  'ai.dailyLimitUsd': { check: number(0, 1000), fallback: 0.5 },
  'ai.dailyLimitCalls': { check: whole(0, 1000), fallback: 20 },
  'ai.prices': { check: recordOf(price), fallback: {} as PriceOverrides },
  'ai.claude.model': { check: text(1, 200), fallback: 'claude-sonnet-5-5' },
  'ai.claude.baseUrl': { check: matching(secureUrl), fallback: 'https://api.anthropic.com' },
  'ai.vscode.model': { check: text(0, 200), fallback: '' },
  'github.sync': { check: oneOf(['every6Hours', 'daily', 'manual']), fallback: 'every6Hours' as const },
  'plan.for': { check: oneOf(['today', 'tomorrow']), fallback: 'tomorrow' as const },
} as const;

export type SettingKey = keyof typeof settingRules;
type SettingValue<K extends SettingKey> = (typeof settingRules)[K]['check'] extends Check<infer T> ? T : never;

/** The settings as they are now, each checked; a wrong one reads as its default and is told by `onDidFindProblem`. */
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
    const value: unknown = this.#config.get(key);
    return (this.accepts(key, value) ? value : settingRules[key].fallback) as SettingValue<K>;
  }

  /** Settings whose value is of a wrong type or out of range. */
  problems(): SettingKey[] {
    return (Object.keys(settingRules) as SettingKey[]).filter((key) => {
      const value: unknown = this.#config.get(key);
      return value !== undefined && !this.accepts(key, value);
    });
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
