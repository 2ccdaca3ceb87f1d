import type { Bottleneck, Insight, ToolSuggestion } from '../../core/insights/insights.ts';
import type { Digest, DigestFact, DigestTopic } from '../../core/insights/digest.ts';
import type { Translate } from '../../core/base/translate.ts';

/** What a rule finds: the item, the facts it rests on, and how much it costs, by which the items are ordered. */
export interface Found<T> {
  readonly item: T;
  readonly facts: readonly DigestFact[];
  readonly cost: number;
}

type Bare<T> = Omit<T, 'evidence' | 'flagged' | 'since'>;
export type BareBottleneck = Bare<Bottleneck>;
export type BareInsight = Bare<Insight>;
export type BareTool = Bare<ToolSuggestion>;

/** One rule of the built-in analyzer. */
export type Rule<T> = (digest: Digest, t: Translate) => Found<T>[];

/** The facts of one topic, most telling first. */
export function factsOf({ facts }: Digest, topic: DigestTopic): DigestFact[] {
  return facts.filter((fact) => fact.topic === topic);
}

/** A value of a fact; 0 where it has none. */
export function valueOf({ values }: DigestFact, key: string): number {
  return values[key] ?? 0;
}
