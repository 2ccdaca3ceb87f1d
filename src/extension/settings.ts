import * as vscode from 'vscode';
import * as z from 'zod';
import { Emitter, type Disposable, type Event } from '../shared/event.ts';
import { minuteMs } from '../shared/days.ts';
import { userRuleSchema, type UserRule } from '../shared/userRules.ts';
import { defaultGoals, defaultTimeRules, type Goals, type TimeRules } from '../shared/rules.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Keys go over the wire only encrypted, or to this machine. */
const secureUrl = /^(?:https:\/\/[^\s/]|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?=[:/]|$))\S*$/;
/** US dollars for a million tokens. */
const price = z.object({ input: z.number().min(0), output: z.number().min(0) });

/** Every setting of ours with the values it may have. Defaults stand in package.json too; a test compares the two. */
export const settingSchemas = {
  'statusBar.enabled': { schema: z.boolean(), fallback: true },
  'tracking.idleLimitMinutes': {
    schema: z.number().min(0.5).max(30),
    fallback: defaultTimeRules.idleLimitMs / minuteMs,
  },
  'tracking.readingLimitMinutes': {
    schema: z.number().min(0.5).max(60),
    fallback: (defaultTimeRules.readingLimitMs ?? defaultTimeRules.idleLimitMs) / minuteMs,
  },
  'tracking.terminalCommands': { schema: z.enum(['off', 'program', 'full']), fallback: 'program' as const },
  rules: { schema: z.array(userRuleSchema).max(200), fallback: [] as UserRule[] },
  'privacy.exclude': { schema: z.array(z.string().min(1).max(500)).max(200), fallback: [] as string[] },
  'privacy.hideFileNames': { schema: z.array(z.string().min(1).max(500)).max(200), fallback: [] as string[] },
  dayStartsAt: { schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), fallback: '00:00' },
  'goal.hoursPerDay': { schema: z.number().min(0.5).max(16), fallback: defaultGoals.hoursPerDay },
  'goal.workdays': {
    schema: z.array(z.enum(weekdays)).max(7),
    fallback: defaultGoals.workdays.map((day) => weekdays[day] ?? 'monday'),
  },
  'vault.key': { schema: z.enum(['auto', 'secretStorage', 'folder']), fallback: 'auto' as const },
  'retention.detailMonths': { schema: z.number().int().min(1).max(600), fallback: 13 },
  'backup.daily': { schema: z.number().int().min(0).max(60), fallback: 7 },
  'backup.weekly': { schema: z.number().int().min(0).max(60), fallback: 8 },
  'plan.workingHours': { schema: z.string().max(100), fallback: '' },
  'plan.focusTime': { schema: z.string().max(100), fallback: '' },
  'plan.learningInterests': { schema: z.array(z.string().max(100)).max(10), fallback: [] as string[] },
  'ai.enabled': { schema: z.boolean(), fallback: false },
  'ai.provider': { schema: z.enum(['claude', 'vscode', 'rules']), fallback: 'claude' as const },
  'ai.names': { schema: z.enum(['aliased', 'none', 'real']), fallback: 'aliased' as const },
  'ai.schedule': { schema: z.enum(['off', 'analysis', 'plan', 'both']), fallback: 'off' as const },
  'ai.scheduleTime': { schema: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/), fallback: '20:00' },
  'ai.dailyLimitUsd': { schema: z.number().min(0).max(1000), fallback: 0.5 },
  'ai.dailyLimitCalls': { schema: z.number().int().min(0).max(1000), fallback: 20 },
  'ai.prices': { schema: z.record(z.string(), price), fallback: {} as Record<string, z.infer<typeof price>> },
  'ai.claude.model': { schema: z.string().min(1).max(200), fallback: 'claude-sonnet-5-5' },
  'ai.claude.baseUrl': { schema: z.string().regex(secureUrl), fallback: 'https://api.anthropic.com' },
  'ai.vscode.model': { schema: z.string().max(200), fallback: '' },
  'github.sync': { schema: z.enum(['every6Hours', 'daily', 'manual']), fallback: 'every6Hours' as const },
  'plan.for': { schema: z.enum(['today', 'tomorrow']), fallback: 'tomorrow' as const },
} as const;

export type SettingKey = keyof typeof settingSchemas;
type SettingValue<K extends SettingKey> = z.infer<(typeof settingSchemas)[K]['schema']>;

/** The settings as they are now, each checked; a wrong one reads as its default and is told by `onDidFindProblem`. */
export class Settings implements Disposable {
  readonly #changed = new Emitter<void>();
  readonly #listener: vscode.Disposable;
  readonly onDidChange: Event<void> = this.#changed.event;
  #config = vscode.workspace.getConfiguration('daymark');

  constructor() {
    this.#listener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('daymark')) return;
      this.#config = vscode.workspace.getConfiguration('daymark');
      this.#changed.fire();
    });
  }

  /** The value of a setting, or its default when it has a wrong type or range. */
  get<K extends SettingKey>(key: K): SettingValue<K> {
    const { schema, fallback } = settingSchemas[key];
    const parsed = schema.safeParse(this.#config.get(key) ?? fallback);
    return (parsed.success ? parsed.data : fallback) as SettingValue<K>;
  }

  /** Settings whose value is of a wrong type or out of range. */
  problems(): SettingKey[] {
    return (Object.keys(settingSchemas) as SettingKey[]).filter((key) => {
      const value = this.#config.get(key);
      return value !== undefined && !settingSchemas[key].schema.safeParse(value).success;
    });
  }

  /** Whether a setting may have this value. */
  accepts(key: SettingKey, value: unknown): boolean {
    return settingSchemas[key].schema.safeParse(value).success;
  }

  /** Writes a setting for the user, in all windows. */
  async set<K extends SettingKey>(key: K, value: SettingValue<K>): Promise<void> {
    await this.#config.update(key, value, vscode.ConfigurationTarget.Global);
  }

  get timeRules(): TimeRules {
    const [hours = 0, minutes = 0] = this.get('dayStartsAt').split(':').map(Number);
    const userRules = this.get('rules');
    return {
      idleLimitMs: this.get('tracking.idleLimitMinutes') * minuteMs,
      readingLimitMs: this.get('tracking.readingLimitMinutes') * minuteMs,
      dayStartsAt: hours * 60 + minutes,
      ...(userRules.length > 0 && { userRules }),
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
