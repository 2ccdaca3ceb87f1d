import type { Digest } from '../../core/insights/digest.ts';
import type { Judgement } from '../../core/insights/insights.ts';
import type { Translate } from '../../core/base/translate.ts';
import { byPriority } from '../byPriority.ts';
import { isMuted, verdictOn } from '../judgements.ts';
import type { JudgedItem } from '../judgements.ts';
import { errorRules } from './errorRules.ts';
import type { BareBottleneck, BareInsight, BareTool, RuleFinding } from './finding.ts';
import { focusRules } from './focusRules.ts';
import { githubRules } from './githubRules.ts';
import { insightRules } from './insightRules.ts';
import { runRules } from './runRules.ts';
import { toolsFor } from './toolRules.ts';
import { waitRules } from './waitRules.ts';

/** An analyzer's findings, before they are checked. */
export interface Findings {
  readonly bottlenecks: readonly RuleFinding<BareBottleneck>[];
  readonly insights: readonly RuleFinding<BareInsight>[];
  readonly tools: readonly RuleFinding<BareTool>[];
  /** Omitted, since similar ones were marked not useful. */
  readonly muted: number;
}

/** The maximum number of each kind. */
export const itemsAtMost = { bottlenecks: 5, insights: 5, tools: 3 } as const;

/** Below this many working days nothing is called a habit. */
const leastWorkdays = 3;

/**
 * The built-in analyzer: no key, no network, the same for the same digest. A bottleneck is named only where the measured numbers pass the
 * limits in the rules, what costs most first.
 * @param judgements oldest first; similar items to those marked not useful are omitted, to those marked useful come first
 */
export function analyzeByRules(digest: Digest, t: Translate, judgements: readonly Judgement[] = []): Findings {
  if (digest.workdays < leastWorkdays) return { bottlenecks: [], insights: [], tools: [], muted: 0 };
  const rules = [runRules, errorRules, focusRules, waitRules, githubRules];
  const found = sortOut(byCost(rules.flatMap((rule) => rule(digest, t))), judgements, ({ type, impact }) => {
    return { list: 'bottlenecks', kind: type, impact };
  });
  const byImpact = found.kept.toSorted((a, b) => byPriority(a.item.impact, b.item.impact));
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

/** Omits what was marked not useful, and moves what was marked useful to the front. */
function sortOut<T>(
  found: readonly RuleFinding<T>[],
  judgements: readonly Judgement[],
  about: (item: T) => Omit<JudgedItem, 'evidence'>,
): { readonly kept: RuleFinding<T>[]; readonly muted: number } {
  const judged = (one: RuleFinding<T>): JudgedItem => ({ ...about(one.item), evidence: one.facts.map(({ id }) => id) });
  const kept = found.filter((one) => !isMuted(judged(one), judgements));
  const rank = (one: RuleFinding<T>) => Number(verdictOn(judged(one), judgements) !== 'useful');
  return { kept: kept.toSorted((a, b) => rank(a) - rank(b)), muted: found.length - kept.length };
}

/** Higher cost first. */
function byCost<T>(found: readonly RuleFinding<T>[]): RuleFinding<T>[] {
  return found.toSorted((a, b) => b.cost - a.cost);
}
