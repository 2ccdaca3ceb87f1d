import { compareText } from '../core/base/compareText.ts';
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
  /** The day, or a name: of a tool, a model, or a working folder. Empty if it is not known. */
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

/** Part of a tool's logs that was used, over all time. */
export interface ToolReading extends ToolSummary {
  readonly files: number;
  readonly own?: OwnTotal;
}

/** The usage of one tool in three divisions. */
export type ToolRows = Pick<UsageReport, 'byModel' | 'byProject' | 'byDay'>;

/** Activity of AI tools in a range of days. A plain object, so that it can be passed to another thread. */
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
  /** The same of each tool by itself, which the shares of flat plans need. */
  readonly ofTools: Readonly<Partial<Record<AgentTool, ToolRows>>>;
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
  const tools = new Totals(prices);
  const groups = new Groups(prices);
  const all = new Totals(prices);
  const ofTools: Partial<Record<AgentTool, ToolRows>> = {};
  const readings = index.ledgers.map((ledger): ToolReading => {
    const entries = ledger.entries();
    const own = new Groups(prices);
    for (const entry of entries) {
      const day = dayOf(entry.at);
      if (day < from || day > to) continue;
      all.add('', entry);
      tools.add(toolNames[ledger.tool], entry);
      groups.add(day, entry);
      own.add(day, entry);
    }
    ofTools[ledger.tool] = own.rows();
    const total = ownTotals(entries, ledger.lineages(), prices);
    return { ...summarizeTool(ledger, prices), files: index.filesOf(ledger.tool), ...(total && { own: total }) };
  });
  return {
    from,
    to,
    totals: all.rows()[0]?.totals ?? noUsage,
    byTool: tools.rows(),
    ...groups.rows(),
    ofTools,
    readings,
    pricesAsOf,
  };
}

/** Sums by model, working folder, and day. */
class Groups {
  readonly #model: Totals;
  readonly #project: Totals;
  readonly #day: Totals;

  constructor(prices: PriceOverrides) {
    this.#model = new Totals(prices);
    this.#project = new Totals(prices);
    this.#day = new Totals(prices);
  }

  add(day: Day, entry: UsageEntry): void {
    this.#model.add(entry.model, entry);
    this.#project.add(entry.project, entry);
    this.#day.add(day, entry);
  }

  rows(): ToolRows {
    return {
      byModel: this.#model.rows(),
      byProject: this.#project.rows(),
      byDay: this.#day.rows().toSorted((a, b) => (a.name < b.name ? 1 : -1)),
    };
  }
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
      (a, b) => b.totals.costUsd - a.totals.costUsd || b.totals.calls - a.totals.calls || compareText(a.name, b.name),
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
