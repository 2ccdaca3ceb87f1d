import type { ActivityKind } from '../../core/facts/activity.ts';
import type { Basis } from '../segment.ts';
import type { WhyEntry } from './explain.ts';
import type { WhyGap } from './gaps.ts';
import type { WhyWork } from './works.ts';

/** Continuous work in one place, of any kind: what a person would call one stretch. */
export interface WhyStretch extends Omit<WhyWork, 'type' | 'kind' | 'rule'> {
  readonly type: 'stretch';
  /** In order of appearance, without duplicates. */
  readonly kinds: readonly ActivityKind[];
  readonly rules: readonly WhyWork['rule'][];
}

/** Joins consecutive work in one file of a project. Corrected and logged entries and the work of tools stay separate. */
export function stretchesOf(entries: readonly WhyEntry[]): (WhyStretch | WhyGap)[] {
  const stretches: (WhyStretch | WhyGap)[] = [];
  for (const entry of entries) {
    const last = stretches.at(-1);
    if (entry.type === 'gap') stretches.push(entry);
    else if (last?.type === 'stretch' && continues(last, entry)) stretches[stretches.length - 1] = joined(last, entry);
    else stretches.push(stretchOf(entry));
  }
  return stretches;
}

function stretchOf({ kind, rule, ...work }: WhyWork): WhyStretch {
  return { ...work, type: 'stretch', kinds: [kind], rules: [rule] };
}

function continues(last: WhyStretch, next: WhyWork): boolean {
  const isPlace = last.project === next.project && last.file === next.file && last.scheme === next.scheme;
  const isSame =
    isPlace && last.source === next.source && last.mapping === next.mapping && last.connection === next.connection;
  return isSame && last.end === next.start && isJoined(next.rule) && last.rules.every(isJoined);
}

function isJoined(rule: WhyWork['rule']): boolean {
  return rule !== 'logged' && rule !== 'machine' && rule !== 'tool' && !rule.startsWith('correction ');
}

function joined(last: WhyStretch, next: WhyWork): WhyStretch {
  const { kind, rule, end, byBasis, facts, signals, leisureBy } = next;
  return {
    ...last,
    ...(leisureBy && { leisureBy }),
    end,
    kinds: [...new Set([...last.kinds, kind])],
    rules: [...new Set([...last.rules, rule])],
    byBasis: sumOf(last.byBasis, byBasis),
    facts: last.facts + facts,
    signals: last.signals + signals,
  };
}

function sumOf(a: WhyWork['byBasis'], b: WhyWork['byBasis']): WhyWork['byBasis'] {
  const sum: Partial<Record<Basis, number>> = { ...a };
  for (const [basis, ms] of Object.entries(b) as [Basis, number][]) sum[basis] = (sum[basis] ?? 0) + ms;
  return sum;
}
