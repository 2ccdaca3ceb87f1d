import { keptTextChoices, type KeptTextChoice } from '../core/facts/keptTexts.ts';
import { agentTools, type AgentTool } from '../agents/tools.ts';
import type { ToolCall } from '../ai/mcp/toolCall.ts';
import type { PriceOverrides } from '../core/prices/modelPrices.ts';
import { isBoolean, listOf, matching, number, oneOf, recordOf, shape, text, whole } from '../core/base/checks.ts';
import type { Check } from '../core/base/checks.ts';
import type { ShownCurrency } from '../core/base/money.ts';
import { secureAddress } from '../core/base/secureAddress.ts';
import { isProjectRule, unusableProject, type ProjectRule } from '../core/rules/projectRules.ts';
import { defaultGoals, defaultTimeRules } from '../core/rules/rules.ts';
import { isUserRule, unusableRule, type UserRule } from '../core/rules/userRules.ts';
import { minuteMs } from '../core/time/days.ts';
import { isTimeZone } from '../core/time/zone.ts';
import type { ProjectRate } from '../planning/reports/billing.ts';
import { mostPatterns } from '../tracking/exclusions.ts';
import { longestPattern } from '../tracking/patternReadings.ts';

/** Lengths in minutes, and the number of sessions before a long break. */
interface Pomodoro {
  readonly minutes: number;
  readonly breakMinutes: number;
  readonly longBreakMinutes: number;
  readonly every: number;
}

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Keys go over the wire only encrypted, or to this machine. */
const secureUrl: Check<string> = (value): value is string =>
  typeof value === 'string' && secureAddress(value) !== undefined;
/** US dollars for a million tokens. */
const price = shape(
  { input: number(0), output: number(0) },
  { cacheRead: number(0), cacheWrite: number(0), cacheWrite1h: number(0) },
);
const isAnything: Check<unknown> = (_value): _value is unknown => true;
const toolCall = shape(
  { server: text(1, 50), command: text(1, 1000), tool: text(1, 100) },
  { args: listOf(text(0, 1000), 50), arguments: recordOf(isAnything) },
);
const projectRate = shape({ rate: number(0, 1_000_000) }, { client: text(1, 200), round: whole(1, 240) });
const ownCurrency = shape({ code: matching(/^[A-Z]{3}$/), perUsd: number(0.000_001, 1_000_000) });
/** Empty for US dollars, which prices are in; a currency without a rate says nothing. */
const currency: Check<Partial<ShownCurrency>> = (value): value is Partial<ShownCurrency> =>
  ownCurrency(value) || (shape({})(value) && Object.keys(value).length === 0);
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Empty for the one that is found. */
const timeZone: Check<string> = (value): value is string =>
  typeof value === 'string' && (value === '' || isTimeZone(value));
const patterns = listOf(text(1, longestPattern), mostPatterns);
const mostRules = 200;

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
  rules: {
    check: listOf(isUserRule, mostRules),
    fallback: [] as UserRule[],
    repair: usable(isUserRule, unusableRule),
  },
  projects: {
    check: listOf(isProjectRule, mostRules),
    fallback: [] as ProjectRule[],
    repair: usable(isProjectRule, unusableProject),
  },
  // Any value: someone who excludes something doesn't mean to exclude nothing. `Exclusions` interprets it.
  'privacy.exclude': { check: patterns, fallback: [] as string[], repair: (value: unknown) => value as string[] },
  'privacy.hideFileNames': { check: patterns, fallback: [] as string[], repair: (value: unknown) => value as string[] },
  dayStartsAt: { check: time, fallback: '00:00' },
  timeZone: { check: timeZone, fallback: '' },
  'goal.hoursPerDay': { check: number(0.5, 16), fallback: defaultGoals.hoursPerDay },
  'goal.workdays': {
    check: listOf(oneOf(weekdays), 7),
    fallback: defaultGoals.workdays.map((day) => weekdays[day] ?? 'monday'),
  },
  pomodoro: {
    check: shape<Pomodoro>({
      minutes: whole(1, 240),
      breakMinutes: whole(1, 120),
      longBreakMinutes: whole(1, 120),
      every: whole(1, 12),
    }),
    fallback: { minutes: 25, breakMinutes: 5, longBreakMinutes: 15, every: 4 },
  },
  'timer.remindAfterMinutes': { check: whole(0, 1440), fallback: 0 },
  'timer.remindOtherProject': { check: isBoolean, fallback: false },
  'breaks.everyMinutes': { check: whole(0, 240), fallback: 0 },
  'breaks.minutes': { check: whole(1, 60), fallback: 5 },
  'breaks.eyes': { check: isBoolean, fallback: false },
  'typing.count': { check: isBoolean, fallback: false },
  'focus.holdNotices': { check: isBoolean, fallback: true },
  'focus.hideBadges': { check: isBoolean, fallback: true },
  'focus.atBlocks': { check: oneOf(['off', 'statusBar', 'notify', 'start']), fallback: 'off' as const },
  'focus.activityBar': { check: oneOf(['keep', 'dim', 'hide']), fallback: 'keep' as const },
  'vault.key': { check: oneOf(['auto', 'secretStorage', 'folder']), fallback: 'auto' as const },
  'retention.detailMonths': { check: whole(1, 600), fallback: 13 },
  'retention.siteDays': { check: whole(1, 36_500), fallback: 90 },
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
  'ai.mcpTools': { check: listOf(toolCall, 8), fallback: [] as ToolCall[] },
  'ai.prices': { check: recordOf(price), fallback: {} as PriceOverrides },
  'ai.claude.model': { check: text(1, 200), fallback: 'claude-sonnet-5-5' },
  'ai.claude.baseUrl': { check: secureUrl, fallback: 'https://api.anthropic.com' },
  'ai.vscode.model': { check: text(0, 200), fallback: '' },
  'agents.tools': { check: listOf(oneOf(agentTools), agentTools.length), fallback: [] as AgentTool[] },
  'agents.monthlyBudgetUsd': { check: number(0, 1_000_000), fallback: 0 },
  'agents.currency': { check: currency, fallback: {} as Partial<ShownCurrency> },
  'agents.plansUsd': { check: recordOf(number(0, 10_000)), fallback: {} as Record<string, number> },
  'agents.record': { check: isBoolean, fallback: false },
  'agents.keepTexts': { check: oneOf(keptTextChoices), fallback: 'off' as KeptTextChoice },
  'agents.keepTextsDays': { check: whole(1, 365), fallback: 30 },
  'agents.notifyWhenWaiting': { check: isBoolean, fallback: false },
  'agents.proposeDecisions': { check: isBoolean, fallback: false },
  'agents.folders': { check: listOf(text(1, 4_096), 50), fallback: [] as string[] },
  'agents.runsAtOnce': { check: whole(1, 8), fallback: 2 },
  'agents.runCommand': { check: listOf(text(1, 4_096), 50), fallback: [] as string[] },
  'agents.runModels': { check: recordOf(matching(/^[\w.:/@-]{1,100}$/)), fallback: {} as Record<string, string> },
  'agents.runLimits': {
    check: shape({ minutes: whole(1, 1440) }, { usd: number(0.01, 1000), turns: whole(1, 1000) }),
    fallback: { minutes: 30, usd: 2, turns: 50 },
  },
  'agents.verify': { check: listOf(text(1, 2_000), 10), fallback: [] as string[] },
  'github.live': { check: isBoolean, fallback: false },
  'github.sync': { check: oneOf(['every6Hours', 'daily', 'manual']), fallback: 'every6Hours' as const },
  'hub.activityWatch': { check: isBoolean, fallback: false },
  'hub.enabled': { check: isBoolean, fallback: false },
  'mcp.enabled': { check: isBoolean, fallback: false },
  'terminal.command': { check: isBoolean, fallback: false },
  'reports.currency': { check: matching(/^([A-Z]{3})?$/), fallback: '' },
  'reports.rates': { check: recordOf(projectRate), fallback: {} as Record<string, ProjectRate> },
  'plan.for': { check: oneOf(['today', 'tomorrow']), fallback: 'tomorrow' as const },
} as const;

/** One entry that is wrong takes no other with it. */
function usable<T>(isUsable: Check<T>, unusable: T): (value: unknown) => T[] {
  return (value) =>
    Array.isArray(value) ? value.slice(0, mostRules).map((item: unknown) => (isUsable(item) ? item : unusable)) : [];
}

export type SettingKey = keyof typeof settingRules;
export type SettingValue<K extends SettingKey> = (typeof settingRules)[K]['check'] extends Check<infer T> ? T : never;

/**
 * Returns the effective value of a setting: the value, or the default if it has a wrong type or range. In a list, only invalid entries are
 * dropped.
 */
export function readSetting<K extends SettingKey>(key: K, value: unknown): SettingValue<K> {
  const rule = settingRules[key];
  if (rule.check(value)) return value as SettingValue<K>;
  const isGiven = value !== undefined && value !== null;
  return (isGiven && 'repair' in rule ? rule.repair(value) : rule.fallback) as SettingValue<K>;
}
