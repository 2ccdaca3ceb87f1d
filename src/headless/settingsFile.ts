import { listOf, number, oneOf, recordOf, shape, text, whole } from '../core/base/checks.ts';
import { jsonOf } from '../core/base/jsonOf.ts';
import type { Sealer } from '../core/facts/sealer.ts';
import type { ReadOptions } from '../core/operations/reading.ts';
import { isProjectRule } from '../core/rules/projectRules.ts';
import { defaultGoals, defaultTimeRules, type Goals, type TimeRules } from '../core/rules/rules.ts';
import { isUserRule } from '../core/rules/userRules.ts';
import { isTimeZone } from '../core/time/zone.ts';
import { layoutOf } from '../storage/disk/layout.ts';
import { nodeFiles } from '../storage/disk/nodeFiles.ts';

/** The settings that answers depend on, and the time zone of the user. */
export interface AnswerSettings extends Omit<ReadOptions, 'now' | 'offset'> {
  /** In the IANA database; absent for the process's zone. */
  readonly timeZone?: string;
}

/** People have few rules, so someone else wrote a longer file. */
const maxBytes = 1_000_000;
const most = 1000;

type NamedRules = Required<Pick<TimeRules, 'userRules' | 'projects' | 'remotes'>>;

const isNamed = shape<NamedRules, { clients: Record<string, string> }>(
  {
    userRules: listOf(isUserRule, most),
    projects: listOf(isProjectRule, most),
    remotes: recordOf(text(0, 1000)),
  },
  { clients: recordOf(text(0, 200)) },
);
const isZone = (value: unknown): value is string => typeof value === 'string' && isTimeZone(value);
const limit = number(0, 86_400_000);
const isFile = shape<
  { rules: TimeRules; goals: Goals; planFor: 'today' | 'tomorrow' },
  { timeZone: string; plansUsd: Record<string, number>; names: string }
>(
  {
    rules: shape<{ idleLimitMs: number; dayStartsAt: number }, { readingLimitMs: number; thinkingLimitMs: number }>(
      { idleLimitMs: limit, dayStartsAt: whole(0, 1439) },
      { readingLimitMs: limit, thinkingLimitMs: limit },
    ) as never,
    goals: shape<{ hoursPerDay: number; workdays: readonly number[] }>({
      hoursPerDay: number(0, 24),
      workdays: listOf(whole(0, 6), 7),
    }),
    planFor: oneOf(['today', 'tomorrow']),
  },
  { timeZone: isZone, plansUsd: recordOf(number(0, 10_000)), names: text(0, maxBytes) },
);

/** Without VS Code's settings file. */
export const defaultAnswerSettings: AnswerSettings = {
  rules: defaultTimeRules,
  goals: defaultGoals,
  planFor: 'tomorrow',
};

/**
 * Leaves the settings in the data folder for those who answer without VS Code. Rules name projects and folders, and clients have names:
 * they are sealed, and left out while nothing can be sealed.
 * @returns false when the file had them already
 */
export function writeSettingsFile(folder: string, settings: AnswerSettings, sealer: Sealer): boolean {
  const file = layoutOf(folder).settings;
  if (JSON.stringify(readSettingsFile(folder, sealer)) === JSON.stringify(inOrder(settings))) return false;
  const { rules, clients = {}, ...rest } = settings;
  const { userRules = [], projects = [], remotes = {}, ...limits } = rules;
  const canSeal = sealer.canSeal?.() ?? true;
  const hasNames = userRules.length + projects.length + Object.keys(clients).length > 0;
  const sealed =
    canSeal && hasNames ? sealer.seal(JSON.stringify({ userRules, projects, remotes, clients })) : undefined;
  const names = sealed && Buffer.from(sealed).toString('base64');
  const aside = `${file}.${process.pid}.tmp`;
  nodeFiles.makeFolder(folder);
  nodeFiles.remove(aside);
  nodeFiles.create(aside, Buffer.from(JSON.stringify({ ...rest, rules: limits, ...(names && { names }) })));
  nodeFiles.rename(aside, file);
  return true;
}

/**
 * Returns the settings that VS Code left in the data folder; undefined if there are none, or they can't be read. Omits rules and clients
 * whose names can't be opened.
 */
export function readSettingsFile(folder: string, sealer: Pick<Sealer, 'open'>): AnswerSettings | undefined {
  const bytes = nodeFiles.readBounded(layoutOf(folder).settings, maxBytes);
  const found: unknown = bytes instanceof Uint8Array ? jsonOf(Buffer.from(bytes).toString()) : undefined;
  if (!isFile(found)) return undefined;
  const { names: sealed, rules, goals, planFor, timeZone, plansUsd } = found;
  const opened = sealed === undefined ? undefined : sealer.open(Buffer.from(sealed, 'base64'));
  const names: unknown = opened === undefined ? undefined : jsonOf(opened);
  const { clients = {}, ...named } = isNamed(names) ? names : {};
  return inOrder({
    rules: { ...rules, ...named },
    goals,
    planFor,
    clients,
    ...(plansUsd && { plansUsd }),
    ...(timeZone !== undefined && { timeZone }),
  });
}

/** Without empty values and in a fixed order, so that equal settings have equal texts. */
function inOrder({ rules, goals, planFor, timeZone, clients = {}, plansUsd = {} }: AnswerSettings): AnswerSettings {
  const { userRules = [], projects = [], remotes = {} } = rules;
  return {
    rules: {
      idleLimitMs: rules.idleLimitMs,
      ...(rules.readingLimitMs !== undefined && { readingLimitMs: rules.readingLimitMs }),
      ...(rules.thinkingLimitMs !== undefined && { thinkingLimitMs: rules.thinkingLimitMs }),
      dayStartsAt: rules.dayStartsAt,
      ...(userRules.length > 0 && { userRules }),
      ...(projects.length > 0 && { projects }),
      ...(Object.keys(remotes).length > 0 && { remotes }),
    },
    goals: { hoursPerDay: goals.hoursPerDay, workdays: goals.workdays },
    planFor,
    ...(Object.keys(clients).length > 0 && { clients }),
    ...(Object.keys(plansUsd).length > 0 && { plansUsd }),
    ...(timeZone !== undefined && { timeZone }),
  };
}
