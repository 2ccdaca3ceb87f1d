import type { Digest } from '../../core/insights/digest.ts';
import type { Judgement } from '../../core/insights/insights.ts';
import type { Translate } from '../../core/base/translate.ts';
import { isMuted, verdictOn } from '../judgements.ts';
import type { Judged } from '../judgements.ts';
import { errorRules } from './errorRules.ts';
import type { BareBottleneck, BareInsight, BareTool, Found } from './finding.ts';
import { focusRules } from './focusRules.ts';
import { githubRules } from './githubRules.ts';
import { insightRules } from './insightRules.ts';
import { runRules } from './runRules.ts';
import { toolsFor } from './toolRules.ts';
import { waitRules } from './waitRules.ts';

/** What an analyzer finds, before it is checked. */
export interface Findings {
  readonly bottlenecks: readonly Found<BareBottleneck>[];
  readonly insights: readonly Found<BareInsight>[];
  readonly tools: readonly Found<BareTool>[];
  /** Left out, since the like of them was found not useful. */
  readonly muted: number;
}

/** Of each kind at most so many are told. */
export const itemsAtMost = { bottlenecks: 5, insights: 5, tools: 3 } as const;

/** Below this many working days nothing is called a habit. */
const leastWorkdays = 3;

/**
 * The built-in analyzer: no key, no network, the same for the same digest. A bottleneck is named only where the measured numbers
 * pass the limits in the rules, what costs most first.
 * @param judgements oldest first; what was found not useful is left out, what was found useful comes before its like
 */
export function analyzeByRules(digest: Digest, t: Translate, judgements: readonly Judgement[] = []): Findings {
  if (digest.workdays < leastWorkdays) return { bottlenecks: [], insights: [], tools: [], muted: 0 };
  const rules = [runRules, errorRules, focusRules, waitRules, githubRules];
  const found = sortOut(byCost(rules.flatMap((rule) => rule(digest, t))), judgements, ({ type, impact }) => {
    return { list: 'bottlenecks', kind: type, impact };
  });
  const byImpact = found.kept.toSorted((a, b) => order[a.item.impact] - order[b.item.impact]);
  const bottlenecks = byImpact.slice(0, itemsAtMost.bottlenecks);
  const insights = sortOut(byCost(insightRules(digest, t)), judgements, ({ category }) => {
    return { list: 'insights', kind: category };
  });
  const tools = sortOut(toolsFor(bottlenecks, t), judgements, ({ tool }) => ({ list: 'tools', kind: tool }));
  return {
    bottlenecks,
    insights: insights.kept.slice(0, itemsAtMost.insights),
    tools: tools.kept.slice(0, itemsAtMost.tools),
    muted: found.muted + insights.muted + tools.muted,
  };
}

/** Leaves out what was found not useful, and puts first what was found useful. */
function sortOut<T>(
  found: readonly Found<T>[],
  judgements: readonly Judgement[],
  about: (item: T) => Omit<Judged, 'evidence'>,
): { readonly kept: Found<T>[]; readonly muted: number } {
  const judged = (one: Found<T>): Judged => ({ ...about(one.item), evidence: one.facts.map(({ id }) => id) });
  const kept = found.filter((one) => !isMuted(judged(one), judgements));
  const rank = (one: Found<T>) => (verdictOn(judged(one), judgements) === 'useful' ? 0 : 1);
  return { kept: kept.toSorted((a, b) => rank(a) - rank(b)), muted: found.length - kept.length };
}

const order = { high: 0, medium: 1, low: 2 } as const;

/** What costs more first. */
function byCost<T>(found: readonly Found<T>[]): Found<T>[] {
  return found.toSorted((a, b) => b.cost - a.cost);
}
