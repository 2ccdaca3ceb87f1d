import { compareText } from '../core/base/compareText.ts';
import * as z from 'zod';
import { unitTexts } from '../core/views/unitTexts.ts';
import { internalQuery, query } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { pricesAsOf } from '../core/prices/modelPrices.ts';
import { addDays, dayOf, rangeAround, type Day, type TimeRange } from '../core/time/days.ts';
import { presentDay } from '../core/time/presentDay.ts';
import type { Interval } from '../core/time/intervals.ts';
import { clocksOf, type PlacedStretch } from './clocks.ts';
import { usagePart, type AgentSession } from './sessionRecords.ts';
import { countFailures } from './failures.ts';
import { planShares, type PlanShare } from './plans.ts';
import { sessionsIn } from './storedSessions.ts';
import { addTotals, noUsage, type UsageTotals } from './summary.ts';
import { allSessionsIn } from './telemetry/reportedSessions.ts';
import { toolNames, type AgentTool } from './tools.ts';

/** Data from other rooms that the query needs. */
export interface AgentBasis {
  /** The human's time by the folders of projects: disjoint, in order. */
  readonly humanTime: (read: Reading, from: Day, to: Day) => readonly PlacedStretch[];
  readonly projectNames: (roots: Iterable<string>) => (root: string) => string;
}

/** Overlaps are worked out for ranges of up to this many days: they need every stretch of the human's time. */
const clockDays = 31;
/** Rows of a list; the dearest first. */
const mostRows = 50;
const ms = z.number().describe(unitTexts.duration);
/** `AgentClocks`, as operations tell them. */
export const agentTimeView = z.object({
  agentMs: ms.describe('At least one agent worked, ms.'),
  agentSumMs: ms.describe('All agents, each by itself, ms.'),
  supervisedMs: ms.describe('An agent and the human worked in the same project, ms.'),
  delegatedMs: ms.describe('An agent worked without the human in its project, ms.'),
  waitingMs: ms.describe('The human waited for an agent to finish, ms. A part of delegatedMs.'),
  agentWaitedMs: ms.describe('An agent had finished, and the human was at work until they answered it, ms.'),
});
export const agentTotals = usagePart.pick({
  calls: true,
  tokens: true,
  costUsd: true,
  unpricedCalls: true,
  unpricedTokens: true,
});
/** `countFailures`, as operations tell it. */
export const failureView = z.object({
  tool: z.number().describe('Calls of tools that failed.'),
  model: z.number().describe('Requests to models that failed.'),
});
const planUsd = z
  .number()
  .optional()
  .describe(
    "The part of the user's flat plans (daymark.agents.plansUsd) for these days, US dollars, by use in proportion to list prices; absent where no plan bears it.",
  );
const row = agentTotals.extend({ planUsd, name: z.string() });

const usageView = z.object({
  from: z.string(),
  to: z.string(),
  sessions: z.number(),
  failures: failureView,
  totals: agentTotals.extend({ planUsd }),
  tools: z.array(row).describe('The dearest first; with those that have a plan and were not used.'),
  models: z.array(row),
  projects: z.array(row),
  branches: z.array(row),
  /** Days with usage, oldest first. */
  days: z.array(agentTotals.extend({ planUsd, day: z.string() })),
  time: agentTimeView
    .nullable()
    .describe(
      `How agent time and human time overlap; null for more than ${clockDays} days. Agent time is no human time.`,
    ),
  pricesAsOf: z.string(),
});
type UsageView = z.output<typeof usageView>;

/** Makes the query for what AI tools did; the catalog hands in what other rooms know. */
export function agentUsageQuery(basis: AgentBasis) {
  return query('agents.usage', {
    title: 'AI tool usage',
    description:
      'Tokens, cost at list prices, the share of flat plans, and sessions of AI coding tools by tool, model, project, branch, and day, and how the time of agents overlaps with the time of the user. Empty unless the user turned on daymark.agents.record.',
    access: 'read',
    transports: ['chat', 'http', 'mcp', 'cli'],
    tool: {
      reference: 'daymarkAgentUsage',
      icon: '$(robot)',
      userDescription: 'What AI coding tools did and what it cost',
    },
    params: z.object({
      days: z.number().int().min(1).max(366).default(7).describe('How many days, ending today.'),
    }),
    result: usageView,
    run: (read, { days }) => usageOf(read, days, basis),
  });
}

/** A digest of what is recorded of each session, so that reading the logs writes only changes. */
export const storedSessions = internalQuery('agents.stored', (read: Reading, _params: object) => {
  return Object.fromEntries(sessionsIn(read, {}).map(({ id, session }) => [id, markOf(session)]));
});

/** Returns when agents had finished and waited for the next prompt, in ms since the epoch. */
export function promptsWaited(read: Reading, range: TimeRange): number[] {
  return sessionsIn(read, range).flatMap(({ session: { waits = [] } }) => waits.map(([start]) => start));
}

/** A text that changes when a session does. */
export function markOf(session: AgentSession): string {
  const { end, turns, toolCalls, work, waits, failures, usage, project, key, category, categoryBy } = session;
  const { edited, byPrompt } = session;
  const { calls, tokens, costUsd } = totalOf(usage);
  return JSON.stringify([
    end,
    turns,
    toolCalls,
    work.length,
    waits?.length,
    failures?.length,
    edited && Object.values(edited),
    byPrompt?.length,
    calls,
    tokens,
    costUsd.toFixed(6),
    project === undefined,
    key,
    category,
    categoryBy,
  ]);
}

function usageOf(read: Reading, days: number, basis: AgentBasis): UsageView {
  const { dayStartsAt } = read.rules;
  const to = presentDay(read);
  const from = addDays(to, 1 - days);
  const range = rangeAround(from, to);
  const sums = { tools: new Sums(), models: new Sums(), projects: new Sums(), branches: new Sums(), days: new Sums() };
  const worked: PlacedStretch[] = [];
  const waited: Interval[] = [];
  const failed: NonNullable<AgentSession['failures']> = [];
  let sessions = 0;
  for (const { session } of allSessionsIn(read, range)) {
    const { tool, project, offset, usage, work, waits = [], failures = [] } = session;
    const isIn = (at: number): boolean => {
      const day = dayOf(at, offset, dayStartsAt);
      return day >= from && day <= to;
    };
    const parts = usage.filter(({ at }) => isIn(at));
    if (parts.length > 0) sessions++;
    for (const part of parts) {
      sums.tools.add(tool, part, tool);
      sums.models.add(part.model, part, tool);
      sums.projects.add(project ?? '', part, tool);
      sums.branches.add(part.branch ?? '', part, tool);
      sums.days.add(dayOf(part.at, offset, dayStartsAt), part, tool);
    }
    failed.push(...failures.filter(([at]) => isIn(at)));
    for (const [start, end] of work) if (isIn(start)) worked.push({ start, end, project });
    for (const [start, end] of waits) if (isIn(start)) waited.push({ start, end });
  }
  const nameOf = basis.projectNames(sums.projects.names());
  const plans = sums.tools.plans({ from, to }, read.plansUsd);
  return {
    from,
    to,
    sessions,
    failures: countFailures(failed),
    totals: {
      ...sums.tools.total(),
      ...(plans.length > 0 && { planUsd: plans.reduce((sum, one) => sum + one.planUsd, 0) }),
    },
    tools: sums.tools.rows(plans),
    models: sums.models.rows(plans),
    projects: sums.projects.rows(plans, (root) => (root === '' ? '' : nameOf(root))),
    branches: sums.branches.rows(plans),
    days: sums.days.byName().map(([day, each]) => ({ day, ...each, ...sums.days.share(day, plans) })),
    time: days > clockDays ? null : clocksOf(worked, basis.humanTime(read, from, to), waited),
    pricesAsOf,
  };
}

/** Sums by name, and what each tool's part of them costs at list prices. */
class Sums {
  readonly #sums = new Map<string, UsageTotals>();
  readonly #listUsd = new Map<string, Map<AgentTool, number>>();

  add(name: string, part: UsageTotals, tool: AgentTool): void {
    this.#sums.set(name, addTotals(this.#sums.get(name) ?? noUsage, part));
    const listUsd = this.#listUsd.get(name) ?? new Map<AgentTool, number>();
    this.#listUsd.set(name, listUsd.set(tool, (listUsd.get(tool) ?? 0) + part.costUsd));
  }

  /** Returns the cost of the plans for these days, by tool. A plan that wasn't used gets a sum of its own. */
  plans(days: { readonly from: Day; readonly to: Day }, monthlyUsd: Reading['plansUsd'] = {}): PlanShare[] {
    const byTool = this.byName().map(([tool, totals]) => ({ name: toolNames[tool as AgentTool], totals }));
    const plans = planShares({ ...days, byTool }, monthlyUsd);
    for (const { tool } of plans) this.add(tool, noUsage, tool);
    return plans;
  }

  /** The part of the plans that falls on a name; empty if none does. */
  share(name: string, plans: readonly PlanShare[]): { readonly planUsd?: number } {
    const own = plans.flatMap(({ tool, planUsd: price, listUsd }) => {
      const used = this.#listUsd.get(name)?.get(tool) ?? 0;
      // A plan that wasn't used has no model or project to share its cost with, so it is shown with its tool only.
      if (listUsd === 0) return name === tool ? [price] : [];
      return used > 0 ? [(price * used) / listUsd] : [];
    });
    return own.length > 0 ? { planUsd: own.reduce((sum, one) => sum + one, 0) } : {};
  }

  names(): string[] {
    return [...this.#sums.keys()].filter((name) => name !== '');
  }

  total(): UsageTotals {
    return totalOf([...this.#sums.values()]);
  }

  byName(): [string, UsageTotals][] {
    return [...this.#sums].toSorted(([a], [b]) => compareText(a, b));
  }

  /** The dearest first. */
  rows(plans: readonly PlanShare[], nameOf = (name: string): string => name): z.output<typeof row>[] {
    return this.byName()
      .toSorted(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls)
      .slice(0, mostRows)
      .map(([name, each]) => ({ name: nameOf(name), ...each, ...this.share(name, plans) }));
  }
}

export function totalOf(parts: readonly UsageTotals[]): UsageTotals {
  const { calls, tokens, costUsd, unpricedCalls, unpricedTokens } = parts.reduce(addTotals, noUsage);
  return { calls, tokens, costUsd, unpricedCalls, unpricedTokens };
}
