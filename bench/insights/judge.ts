import { analysisByRules } from '../../src/ai/analysis.ts';
import { digestDays, readDigest } from '../../src/analytics/digest/digest.ts';
import type { Analysis, BottleneckType } from '../../src/core/insights/insights.ts';
import { defaultGoals, defaultTimeRules } from '../../src/core/rules/rules.ts';
import { translator } from '../../src/core/base/translate.ts';
import { FakeClock } from '../../test/fakes/fakeClock.ts';
import { MemoryReader } from '../../test/fakes/memoryReader.ts';
import type { SeededHistory } from './seededHistory.ts';

/** The bottlenecks that name a cause. Any other cause is compared with the types themselves. */
const names: Readonly<Record<string, readonly BottleneckType[]>> = {
  'flaky-test': ['flaky-run'],
  'broken-after-lunch': ['broken-file'],
  'waiting-reviews': ['review-wait', 'stuck-branch'],
  'context-switching': ['context-switching'],
  'slow-build': ['slow-run'],
  'repeated-error': ['recurring-error'],
};

/** Number of bottlenecks that count, since people don't read further. */
const top = 3;

export interface Verdict {
  readonly name: string;
  readonly cause: string;
  /** For histories of people with other habits. */
  readonly habit?: string;
  readonly found: boolean;
  /** Bottlenecks of high impact that were not planted. */
  readonly falseAlarms: number;
  readonly named: readonly string[];
}

/** The built-in rules' findings in a history, compared with what was planted. */
export function judge(history: Omit<SeededHistory, 'cause'> & { cause: string; habit?: string }): Verdict {
  const { name, cause, habit, now, offset, facts } = history;
  const analysis = analyze({ now, offset, facts });
  const wanted: readonly string[] = names[cause] ?? [cause];
  const told = analysis.bottlenecks.slice(0, top);
  const found = cause !== 'clean' && told.some(({ type }) => wanted.includes(type));
  const wrong = analysis.bottlenecks.filter(({ type, impact }) => impact === 'high' && !wanted.includes(type));
  return {
    name,
    cause,
    ...(habit !== undefined && { habit }),
    found,
    falseAlarms: wrong.length,
    named: analysis.bottlenecks.map(({ type, impact, description }) => `${type} (${impact}): ${description}`),
  };
}

/** The analysis of a history by the built-in rules, over the days that the extension looks at. */
export function analyze({ now, offset, facts }: Pick<SeededHistory, 'now' | 'offset' | 'facts'>): Analysis {
  const t = translator();
  const context = { now, offset, rules: defaultTimeRules, goals: defaultGoals, t };
  const digest = readDigest(new MemoryReader(facts), digestDays, context);
  return analysisByRules({ digest, clock: new FakeClock(now, offset), t });
}
