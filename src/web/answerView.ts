import type { Result } from '../catalog/view.ts';
import { AppError } from '../core/base/appError.ts';
import { queries } from '../catalog/queries.ts';
import type { SyncedHistory } from './history.ts';

export interface OpenedHistory {
  readonly history: SyncedHistory;
  /** Time zone of the page. */
  readonly timeZone?: string;
}

/**
 * Answers what the view asks, from a history that can only be read.
 * @throws AppError of the query; `not-allowed` for everything that needs VS Code
 */
export async function answerView(opened: OpenedHistory, operation: string, params: unknown): Promise<unknown> {
  if (operation === 'dashboard.get') return dashboardOf(opened);
  const fixed: unknown = Object.hasOwn(outside, operation) ? outside[operation as keyof typeof outside] : undefined;
  if (fixed) return fixed;
  if (!Object.hasOwn(queries, operation))
    throw new AppError('not-allowed', 'Your history is read-only here. Do this in VS Code.');
  return opened.history.query(operation, params);
}

/** The snapshot of the dashboard. */
export async function dashboardOf({ history, timeZone }: OpenedHistory): Promise<Result<'dashboard.get'>> {
  const text = history.failure
    ? 'Part of your history couldn’t be opened, so the latest days may be missing. Sync in VS Code, then reload this page.'
    : `This is your synced history, to be read only. ${rulesText(history, timeZone)} To change something, use VS Code.`;
  const severity = history.failure ? 'warning' : 'info';
  return {
    ...(await history.dashboard()),
    tracking: 'on',
    readOnly: true,
    notices: [{ id: 'history', severity, text }],
    dayStartsAt: history.rules.dayStartsAt,
    ...(timeZone !== undefined && { timeZone }),
  };
}

/** The rules by which totals are worked out here; VS Code's may be others. */
function rulesText({ rules }: SyncedHistory, timeZone: string | undefined): string {
  const [hour, minute] = [Math.floor(rules.dayStartsAt / 60), rules.dayStartsAt % 60];
  const start = rules.dayStartsAt === 0 ? 'midnight' : `${hour}:${String(minute).padStart(2, '0')}`;
  const zone = timeZone === undefined ? '' : ` (${timeZone})`;
  return `Settings aren’t synced: days begin at ${start}${zone}, pauses of up to ${rules.idleLimitMs / 60_000} minutes count, and all other rules are the default ones, so totals can differ from those in VS Code.`;
}

/** The answers about things that exist in VS Code only. */
const outside = {
  'agents.live': { agents: [] } satisfies Result<'agents.live'>,
  'insights.get': {
    analysis: null,
    latest: null,
    history: [],
    next: null,
    ai: { enabled: false, provider: 'rules', hasKey: false, callsToday: 0, callsLimit: 0, usdToday: 0, usdLimit: 0 },
  } satisfies Result<'insights.get'>,
};
