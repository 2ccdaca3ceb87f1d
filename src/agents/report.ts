import { pricesAsOf, type PriceOverrides } from '../core/prices/modelPrices.ts';
import type { Day } from '../core/time/days.ts';
import { costOf } from './cost.ts';
import type { LogIndex } from './logIndex.ts';
import { addUsage, noUsage, summarizeTool, type ToolSummary, type UsageTotals } from './summary.ts';
import { toolNames, type AgentTool } from './tools.ts';
import type { Lineage } from './unlogged.ts';
import type { UsageEntry } from './usage.ts';

/** The usage of one day, tool, model, or project. */
export interface UsageRow {
  /** The day, or a name: of a tool, a model, or a working folder. Empty where it is not known. */
  readonly name: string;
  readonly totals: UsageTotals;
}

/** A tool's own cost of sessions, and ours for the same sessions; in US dollars. */
export interface OwnTotal {
  readonly sessions: number;
  readonly theirUsd: number;
  /** The calls in the logs. */
  readonly loggedUsd: number;
  /** Counted from its total only. */
  readonly unloggedUsd: number;
}

/** How much of a tool's logs was used, over all time. */
export interface ToolReading extends ToolSummary {
  readonly files: number;
  readonly own?: OwnTotal;
}

/** What AI tools did in a range of days. A plain object, so that it can be passed to another thread. */
export interface UsageReport {
  readonly from: Day;
  /** The last day. */
  readonly to: Day;
  readonly totals: UsageTotals;
  readonly byTool: readonly UsageRow[];
  readonly byModel: readonly UsageRow[];
  /** By working folder. */
  readonly byProject: readonly UsageRow[];
  /** The newest day first; days without usage are left out. */
  readonly byDay: readonly UsageRow[];
  readonly readings: readonly ToolReading[];
  /** The day of the price table. */
  readonly pricesAsOf: Day;
}

/** The scope of a report. */
export interface ReportRange {
  readonly from: Day;
  readonly to: Day;
  readonly dayOf: (at: number) => Day;
  readonly prices: PriceOverrides;
}

/** Sums up the ledgers by day, tool, model, and working folder. */
export function reportUsage(index: LogIndex, { from, to, dayOf, prices }: ReportRange): UsageReport {
  const groups = {
    tool: new Totals(prices),
    model: new Totals(prices),
    project: new Totals(prices),
    day: new Totals(prices),
  };
  const all = new Totals(prices);
  const readings = index.ledgers.map((ledger): ToolReading => {
    const entries = ledger.entries();
    for (const entry of entries) {
      const day = dayOf(entry.at);
      if (day < from || day > to) continue;
      all.add('', entry);
      groups.tool.add(toolNames[ledger.tool], entry);
      groups.model.add(entry.model, entry);
      groups.project.add(entry.project, entry);
      groups.day.add(day, entry);
    }
    const own = ownTotals(entries, ledger.lineages(), prices);
    return { ...summarizeTool(ledger, prices), files: index.filesOf(ledger.tool), ...(own && { own }) };
  });
  return {
    from,
    to,
    totals: all.rows()[0]?.totals ?? noUsage,
    byTool: groups.tool.rows(),
    byModel: groups.model.rows(),
    byProject: groups.project.rows(),
    byDay: groups.day.rows().toSorted((a, b) => (a.name < b.name ? 1 : -1)),
    readings,
    pricesAsOf,
  };
}

/** Sums by name. */
class Totals {
  readonly #prices: PriceOverrides;
  readonly #sums = new Map<string, UsageTotals>();

  constructor(prices: PriceOverrides) {
    this.#prices = prices;
  }

  add(name: string, entry: UsageEntry): void {
    this.#sums.set(name, addUsage(this.#sums.get(name) ?? noUsage, entry, this.#prices));
  }

  /** The dearest first. */
  rows(): readonly UsageRow[] {
    return Array.from(this.#sums, ([name, totals]) => ({ name, totals })).sort(
      (a, b) => b.totals.costUsd - a.totals.costUsd || b.totals.calls - a.totals.calls || (a.name < b.name ? -1 : 1),
    );
  }
}

function ownTotals(
  entries: readonly UsageEntry[],
  lineages: readonly Lineage[],
  prices: PriceOverrides,
): OwnTotal | undefined {
  if (lineages.length === 0) return undefined;
  const sessions = new Set(lineages.flatMap((lineage) => [...lineage.sessions]));
  const ours = Map.groupBy(
    entries.filter(({ session }) => sessions.has(session)),
    ({ unlogged = false }) => unlogged,
  );
  const costOfAll = (some: readonly UsageEntry[] = []): number =>
    some.reduce((sum, entry) => sum + (costOf(entry, prices) ?? 0), 0);
  return {
    sessions: sessions.size,
    theirUsd: lineages.reduce((sum, { largest }) => sum + largest.usd, 0),
    loggedUsd: costOfAll(ours.get(false)),
    unloggedUsd: costOfAll(ours.get(true)),
  };
}

/** The logs of one tool in one folder. */
export interface FoundFolder {
  readonly tool: AgentTool;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
}
