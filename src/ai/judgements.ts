import { createHash } from 'node:crypto';
import * as z from 'zod';
import { instant } from '../core/records/timeFields.ts';
import { judgementCollection } from '../core/facts/oldFacts.ts';
import { judgementSchema } from '../core/insights/insights.ts';
import type {
  Analysis,
  Bottleneck,
  Insight,
  ItemList,
  Judgement,
  ToolSuggestion,
  InsightVerdict,
} from '../core/insights/insights.ts';
import { collection } from '../core/records/collection.ts';

/** Judgements of items. Each starts when it was made. What `Judgement` calls `kind` may be a name, so it isn't a column in the clear. */
export const judgements = collection(
  judgementCollection,
  judgementSchema.omit({ kind: true }).extend({ about: z.string(), start: instant }),
);

/** An item of an analysis as judgements see it. */
export interface JudgedItem {
  readonly list: ItemList;
  /** Type of a bottleneck, category of an insight, name of a tool. */
  readonly kind: string;
  /** Ids of the facts it rests on. */
  readonly evidence: readonly string[];
  readonly impact?: Bottleneck['impact'];
}

/** An item of an analysis with its identity. */
export interface NamedItem extends JudgedItem {
  /** Stays the same while kind and text stay the same. */
  readonly id: string;
  /** Its main text. */
  readonly text: string;
  readonly item: Bottleneck | Insight | ToolSuggestion;
}

const weight = { high: 2, medium: 1, low: 0 } as const;

/** Returns the last verdict on an item: of the same kind, with a fact in common. Undefined if there is none. */
export function verdictOn(item: JudgedItem, judgements: readonly Judgement[]): InsightVerdict | undefined {
  return judgementOn(item, judgements)?.verdict;
}

/** Returns true if an item should be left out: you marked similar ones "Not useful", and its impact is no higher now. */
export function isMuted(item: JudgedItem, judgements: readonly Judgement[]): boolean {
  const judgement = judgementOn(item, judgements);
  if (judgement?.verdict !== 'not-useful') return false;
  return judgement.impact === undefined || item.impact === undefined || weight[item.impact] <= weight[judgement.impact];
}

/** @param judgements oldest first */
export function judgementOn(
  { list, kind, evidence }: JudgedItem,
  judgements: readonly Judgement[],
): Judgement | undefined {
  return judgements.findLast(
    (one) => one.list === list && one.kind === kind && one.evidence.some((id) => evidence.includes(id)),
  );
}

/** All items of an analysis, by name. */
export function itemsOf({ bottlenecks, insights, tools }: Pick<Analysis, ItemList>): NamedItem[] {
  const named = (list: ItemList, kind: string, { text, item }: Pick<NamedItem, 'text' | 'item'>): NamedItem => {
    const evidence = item.evidence.map(({ id }) => id);
    return { id: itemId(list, kind, text), list, kind, evidence, text, item, ...impactOf(item) };
  };
  return [
    ...bottlenecks.map((item) => named('bottlenecks', item.type, { text: item.description, item })),
    ...insights.map((item) => named('insights', item.category, { text: item.observation, item })),
    ...tools.map((item) => named('tools', item.tool, { text: item.tool, item })),
  ];
}

/** The items of an analysis without those that are to be left out. */
export function withoutMuted<A extends Pick<Analysis, ItemList>>(
  analysis: A,
  judgements: readonly Judgement[],
): A & { readonly muted: number } {
  const muted = new Set(itemsOf(analysis).flatMap((one) => (isMuted(one, judgements) ? [one.item] : [])));
  const keep = <T extends NamedItem['item']>(items: readonly T[]): T[] => items.filter((item) => !muted.has(item));
  const { bottlenecks, insights, tools } = analysis;
  return {
    ...analysis,
    bottlenecks: keep(bottlenecks),
    insights: keep(insights),
    tools: keep(tools),
    muted: muted.size,
  };
}

function impactOf(item: NamedItem['item']): Pick<JudgedItem, 'impact'> {
  return 'impact' in item ? { impact: item.impact } : {};
}

function itemId(list: ItemList, kind: string, text: string): string {
  const hash = createHash('sha256').update(JSON.stringify([kind, text]));
  return `${list}:${hash.digest('hex').slice(0, 12)}`;
}
