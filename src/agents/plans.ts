import { addDays } from '../core/time/days.ts';
import type { UsageReport, UsageRow } from './report.ts';
import { agentTools, toolNames, type AgentTool } from './tools.ts';

/** Cost of a flat plan for some days, beside what its calls would cost at list prices, in US dollars. */
export interface PlanShare {
  readonly tool: AgentTool;
  readonly planUsd: number;
  readonly listUsd: number;
}

/** The part of flat plans that falls on one model, folder, or day, beside what its calls would cost at list prices, in US dollars. */
export interface PlanPart {
  /** As in the report. */
  readonly name: string;
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

/**
 * Divides the plans of tools among what the tools were used for, in proportion to list prices: who used half of a plan bears half of it. A tool
 * without priced calls divides nothing.
 * @param by which rows of the report
 * @returns the largest part first; days, the newest first
 */
export function planParts(
  report: Pick<UsageReport, 'from' | 'to' | 'byTool' | 'ofTools'>,
  plans: Readonly<Record<string, number>>,
  by: 'byModel' | 'byProject' | 'byDay',
): PlanPart[] {
  const parts = new Map<string, PlanPart>();
  for (const { tool, planUsd, listUsd } of planShares(report, plans)) {
    const rows: readonly UsageRow[] = listUsd > 0 ? (report.ofTools[tool]?.[by] ?? []) : [];
    for (const { name, totals } of rows) {
      const before = parts.get(name) ?? { name, planUsd: 0, listUsd: 0 };
      const share = (planUsd * totals.costUsd) / listUsd;
      parts.set(name, { name, planUsd: before.planUsd + share, listUsd: before.listUsd + totals.costUsd });
    }
  }
  const isDay = by === 'byDay';
  return [...parts.values()].toSorted((a, b) => (isDay ? (a.name < b.name ? 1 : -1) : b.planUsd - a.planUsd));
}
