import type { Digest } from '../../shared/digest.ts';
import type { Translate } from '../../shared/translate.ts';
import { errorRules } from './errorRules.ts';
import type { BareBottleneck, BareInsight, BareTool, Found } from './finding.ts';
import { focusRules } from './focusRules.ts';
import { insightRules } from './insightRules.ts';
import { runRules } from './runRules.ts';
import { toolsFor } from './toolRules.ts';
import { waitRules } from './waitRules.ts';

/** What an analyzer finds, before it is checked. */
export interface Findings {
  readonly bottlenecks: readonly Found<BareBottleneck>[];
  readonly insights: readonly Found<BareInsight>[];
  readonly tools: readonly Found<BareTool>[];
}

/** Of each kind at most so many are told. */
export const itemsAtMost = { bottlenecks: 5, insights: 5, tools: 3 } as const;

/** Below this many working days nothing is called a habit. */
const leastWorkdays = 3;

/**
 * The built-in analyzer: no key, no network, the same for the same digest. A bottleneck is named only where the measured numbers
 * pass the limits in the rules, what costs most first.
 */
export function analyzeByRules(digest: Digest, t: Translate): Findings {
  if (digest.workdays < leastWorkdays) return { bottlenecks: [], insights: [], tools: [] };
  const rules = [runRules, errorRules, focusRules, waitRules];
  const all = byCost(rules.flatMap((rule) => rule(digest, t)));
  const bottlenecks = all.sort((a, b) => order[a.item.impact] - order[b.item.impact]).slice(0, itemsAtMost.bottlenecks);
  return {
    bottlenecks,
    insights: byCost(insightRules(digest, t)).slice(0, itemsAtMost.insights),
    tools: toolsFor(bottlenecks, t).slice(0, itemsAtMost.tools),
  };
}

const order = { high: 0, medium: 1, low: 2 } as const;

/** What costs more first. */
function byCost<T>(found: readonly Found<T>[]): Found<T>[] {
  return found.toSorted((a, b) => b.cost - a.cost);
}
