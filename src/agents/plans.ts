import { addDays } from '../core/time/days.ts';
import type { UsageReport } from './report.ts';
import { agentTools, toolNames, type AgentTool } from './tools.ts';

/** What a flat plan costs for some days, beside what its calls would cost at list prices, in US dollars. */
export interface PlanShare {
  readonly tool: AgentTool;
  readonly planUsd: number;
  readonly listUsd: number;
}

/** Returns the part of a monthly price that falls on some days, each of them a part of its own month. */
function priceOf(monthlyUsd: number, { from, to }: Pick<UsageReport, 'from' | 'to'>): number {
  let sum = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const [year, month] = day.split('-').map(Number);
    sum += monthlyUsd / new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  }
  return sum;
}

/**
 * Compares the user's flat plans with what their tools used.
 * @param plans US dollars a month by tool
 */
export function planShares(
  report: Pick<UsageReport, 'from' | 'to' | 'byTool'>,
  plans: Readonly<Record<string, number>>,
): PlanShare[] {
  return agentTools.flatMap((tool) => {
    const monthly = plans[tool];
    if (monthly === undefined) return [];
    const listUsd = report.byTool.find(({ name }) => name === toolNames[tool])?.totals.costUsd ?? 0;
    return [{ tool, planUsd: priceOf(monthly, report), listUsd }];
  });
}
