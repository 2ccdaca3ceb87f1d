import type { Bottleneck, Insight, ToolSuggestion } from '../../core/insights/insights.ts';
import type { Digest, DigestFact, DigestTopic } from '../../core/insights/digest.ts';
import type { Translate } from '../../core/base/translate.ts';

/** A rule's finding: the item, its evidence, and its cost, which determines the order. */
export interface RuleFinding<T> {
  readonly item: T;
  readonly facts: readonly DigestFact[];
  readonly cost: number;
}

type BareFinding<T> = Omit<T, 'evidence' | 'flagged' | 'since'>;
export type BareBottleneck = BareFinding<Bottleneck>;
export type BareInsight = BareFinding<Insight>;
export type BareTool = BareFinding<ToolSuggestion>;

/** One rule of the built-in analyzer. */
export type Rule<T> = (digest: Digest, t: Translate) => RuleFinding<T>[];

/** Returns the facts of one topic, most relevant first. */
export function factsOf({ facts }: Digest, topic: DigestTopic): DigestFact[] {
  return facts.filter((fact) => fact.topic === topic);
}

/** A value of a fact; 0 where it has none. */
export function valueOf({ values }: DigestFact, key: string): number {
  return values[key] ?? 0;
}
