import { agentTools } from '../../../src/agents/tools.ts';
import type { SettingKey } from '../../../src/extension/settingRules.ts';

const x = (count: number): string => 'x'.repeat(count);
/** A list of so many equal items. */
export const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const pomodoro = { minutes: 25, breakMinutes: 5, longBreakMinutes: 15, every: 4 };
const tool = { server: 's', command: 'c', tool: 't' };
const price = { input: 0, output: 0 };
const rate = { rate: 0 };
const limits = { minutes: 30 };
const times24: [right: unknown[], wrong: unknown[]] = [
  ['00:00', '09:59', '19:30', '23:59'],
  ['24:00', '9:00', '12:60', '12:5', '', ' 12:00', '12:000', 5],
];
/** The values at a number's bounds, and those beyond. @param whole by which it goes up */
const between = (least: number, most: number, step = 1): [right: unknown[], wrong: unknown[]] => [
  [least, most],
  [least - step, most + step, String(least), Number.NaN, ...(step === 1 ? [least + 0.5] : [])],
];
const isOn: [right: unknown[], wrong: unknown[]] = [
  [true, false],
  [0, 'true'],
];
const oneOf = (...values: readonly string[]): [right: unknown[], wrong: unknown[]] => [
  [...values],
  ['', 'other', true],
];
/** Each change of an object that is right, and each that is wrong. */
const changes = (base: object, right: readonly object[], wrong: readonly object[]): [unknown[], unknown[]] => [
  [base, ...right.map((change) => ({ ...base, ...change }))],
  ['', null, ...wrong.map((change) => ({ ...base, ...change }))],
];
const keyed = ([right, wrong]: readonly [unknown[], unknown[]]): [unknown[], unknown[]] => [
  [{}, ...right.map((one) => ({ name: one }))],
  [[], '', ...wrong.filter((one) => one !== undefined).map((one) => ({ name: one }))],
];
const listed = ([right, wrong]: readonly [unknown[], unknown[]], most: number): [unknown[], unknown[]] => [
  [[], ...right.map((one) => [one]), times(most, right[0])],
  ['', {}, ...wrong.map((one) => [one]), times(most + 1, right[0])],
];
const ofLength = (least: number, most: number): [unknown[], unknown[]] => [
  [x(least), x(most)],
  [x(most + 1), ...(least > 0 ? [''] : []), 7],
];

/** Values of each setting that are right, among them those at its bounds, and values that are wrong. */
export const values: Readonly<Record<SettingKey, readonly [right: readonly unknown[], wrong: readonly unknown[]]>> = {
  'statusBar.enabled': isOn,
  'tracking.idleLimitMinutes': between(0.5, 30, 0.1),
  'tracking.thinkingLimitMinutes': between(0, 30, 0.1),
  'tracking.readingLimitMinutes': between(0.5, 60, 0.1),
  'tracking.terminalCommands': oneOf('off', 'program', 'full'),
  rules: listed([[{ glob: '**', excluded: true }], [{}, { glob: 5 }]], 200),
  projects: listed([[{ folder: '/x', project: 'X' }], [{}, { project: 'X' }]], 200),
  'privacy.exclude': listed(ofLength(1, 500), 500),
  'privacy.hideFileNames': listed(ofLength(1, 500), 500),
  dayStartsAt: times24,
  timeZone: [
    ['', 'Europe/Berlin'],
    ['Mars/Base', 1],
  ],
  'goal.hoursPerDay': between(0.5, 16, 0.1),
  'goal.workdays': listed(
    [
      ['sunday', 'saturday'],
      ['Sunday', 0],
    ],
    7,
  ),
  pomodoro: changes(
    pomodoro,
    [
      { minutes: 1 },
      { minutes: 240 },
      { breakMinutes: 1 },
      { breakMinutes: 120 },
      { longBreakMinutes: 1 },
      { longBreakMinutes: 120 },
      { every: 1 },
      { every: 12 },
    ],
    [
      { minutes: 0 },
      { minutes: 241 },
      { breakMinutes: 0 },
      { breakMinutes: 121 },
      { longBreakMinutes: 0 },
      { longBreakMinutes: 121 },
      { every: 0 },
      { every: 13 },
      { every: 1.5 },
      { minutes: undefined },
    ],
  ),
  'timer.remindAfterMinutes': between(0, 1440),
  'timer.remindOtherProject': isOn,
  'breaks.everyMinutes': between(0, 240),
  'breaks.minutes': between(1, 60),
  'breaks.eyes': isOn,
  'typing.count': isOn,
  'focus.holdNotices': isOn,
  'focus.hideBadges': isOn,
  'focus.atBlocks': oneOf('off', 'statusBar', 'notify', 'start'),
  'focus.activityBar': oneOf('keep', 'dim', 'hide'),
  'vault.key': oneOf('auto', 'secretStorage', 'folder'),
  'retention.detailMonths': between(1, 600),
  'retention.siteDays': between(1, 36_500),
  'backup.daily': between(0, 60),
  'backup.weekly': between(0, 60),
  'plan.workingHours': ofLength(0, 100),
  'plan.focusTime': ofLength(0, 100),
  'plan.learningInterests': listed(ofLength(0, 100), 10),
  'ai.enabled': isOn,
  'ai.provider': oneOf('claude', 'vscode', 'rules'),
  'ai.names': oneOf('aliased', 'none', 'real'),
  'ai.schedule': oneOf('off', 'analysis', 'plan', 'both'),
  'ai.scheduleTime': times24,
  'ai.dailyLimitUsd': between(0, 1000, 0.1),
  'ai.dailyLimitCalls': between(0, 1000),
  'ai.mcpTools': listed(
    changes(
      tool,
      [
        { server: x(50) },
        { command: x(1000) },
        { tool: x(100) },
        { args: times(50, x(1000)) },
        { args: [''] },
        { arguments: { a: [1, { b: null }] } },
      ],
      [
        { server: '' },
        { server: x(51) },
        { command: '' },
        { command: x(1001) },
        { tool: '' },
        { tool: x(101) },
        { args: times(51, '') },
        { args: [x(1001)] },
        { arguments: [] },
      ],
    ),
    8,
  ),
  'ai.prices': keyed(
    changes(
      price,
      [{ cacheRead: 0, cacheWrite: 0, cacheWrite1h: 0 }, { input: 1e6 }],
      [
        { input: -1 },
        { output: -1 },
        { cacheRead: -1 },
        { cacheWrite: -1 },
        { cacheWrite1h: -1 },
        { input: undefined },
      ],
    ),
  ),
  'ai.claude.model': ofLength(1, 200),
  'ai.claude.baseUrl': [
    ['https://a.com', 'http://127.0.0.1:8080', 'http://localhost/x'],
    ['http://a.com', 'a.com', '', 5, 'https://user@a.com'],
  ],
  'ai.vscode.model': ofLength(0, 200),
  'agents.tools': listed([[...agentTools], ['vim', 0]], agentTools.length),
  'agents.monthlyBudgetUsd': between(0, 1_000_000, 0.1),
  'agents.currency': [
    [{}, { code: 'EUR', perUsd: 0.000_001 }, { code: 'EUR', perUsd: 1_000_000 }],
    [
      { code: 'EUR' },
      { code: 'eur', perUsd: 1 },
      { code: 'EURO', perUsd: 1 },
      { code: 'EUR', perUsd: 0 },
      { code: 'EUR', perUsd: 1_000_001 },
      { other: 1 },
      '',
    ],
  ],
  'agents.plansUsd': keyed(between(0, 10_000, 0.1)),
  'agents.record': isOn,
  'agents.keepTexts': [['off'], ['', true]],
  'agents.keepTextsDays': between(1, 365),
  'agents.notifyWhenWaiting': isOn,
  'agents.proposeDecisions': isOn,
  'agents.folders': listed(ofLength(1, 4096), 50),
  'agents.runsAtOnce': between(1, 8),
  'agents.runCommand': listed(ofLength(1, 4096), 50),
  'agents.runModels': keyed([
    ['a', 'claude-5:x/@.', x(100)],
    ['', x(101), 'a b', 5],
  ]),
  'agents.runLimits': changes(
    limits,
    [{ minutes: 1 }, { minutes: 1440 }, { usd: 0.01 }, { usd: 1000 }, { turns: 1 }, { turns: 1000 }],
    [
      { minutes: 0 },
      { minutes: 1441 },
      { usd: 0 },
      { usd: 1000.1 },
      { turns: 0 },
      { turns: 1001 },
      { minutes: undefined },
    ],
  ),
  'agents.verify': listed(ofLength(1, 2000), 10),
  'github.live': isOn,
  'github.sync': oneOf('every6Hours', 'daily', 'manual'),
  'hub.activityWatch': isOn,
  'hub.enabled': isOn,
  'mcp.enabled': isOn,
  'terminal.command': isOn,
  'reports.currency': [
    ['', 'EUR'],
    ['eur', 'EURO', 'EU', 5],
  ],
  'reports.rates': keyed(
    changes(
      rate,
      [{ rate: 1_000_000 }, { client: 'x' }, { client: x(200) }, { round: 1 }, { round: 240 }],
      [
        { rate: -1 },
        { rate: 1_000_001 },
        { client: '' },
        { client: x(201) },
        { round: 0 },
        { round: 241 },
        { round: 1.5 },
      ],
    ),
  ),
  'plan.for': oneOf('today', 'tomorrow'),
};

/** Defaults that mean that something is off, or that nothing is set: whoever sets nothing gets nothing new. */
export const defaults: Readonly<Partial<Record<SettingKey, unknown>>> = {
  'statusBar.enabled': true,
  'tracking.idleLimitMinutes': 2,
  'tracking.thinkingLimitMinutes': 4,
  'tracking.readingLimitMinutes': 5,
  'goal.hoursPerDay': 6,
  'goal.workdays': ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  pomodoro,
  'timer.remindAfterMinutes': 0,
  'timer.remindOtherProject': false,
  'breaks.everyMinutes': 0,
  'breaks.minutes': 5,
  'breaks.eyes': false,
  'typing.count': false,
  'focus.holdNotices': true,
  'focus.hideBadges': true,
  'retention.detailMonths': 13,
  'retention.siteDays': 90,
  'backup.daily': 7,
  'backup.weekly': 8,
  'ai.enabled': false,
  'ai.dailyLimitUsd': 0.5,
  'ai.dailyLimitCalls': 20,
  'agents.monthlyBudgetUsd': 0,
  'agents.record': false,
  'agents.keepTextsDays': 30,
  'agents.notifyWhenWaiting': false,
  'agents.proposeDecisions': false,
  'agents.runsAtOnce': 2,
  'agents.runLimits': { minutes: 30, usd: 2, turns: 50 },
  'github.live': false,
  'hub.activityWatch': false,
  'hub.enabled': false,
  'mcp.enabled': false,
  'terminal.command': false,
};
