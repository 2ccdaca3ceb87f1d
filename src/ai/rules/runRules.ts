import { minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { durationInWords } from '../../core/base/format.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareBottleneck, RuleFinding, Rule } from './finding.ts';

/**
 * An outcome that changed this often without an edit in between, on this many days, doesn't depend on the code alone. Fewer changes
 * must be on a day each: an edit that wasn't seen may explain one of them, but hardly three.
 */
const flaky = { leastTurns: 4, leastDays: 2, fewTurns: 3, fewDays: 3, many: 6 } as const;
/** From this many minutes on, a run interrupts work; this much in total (min) is worth a remedy. */
const slow = { minutes: 5, longMinutes: 8, leastRuns: 3, leastTotal: 30, muchTotal: 60 } as const;
/** This many failures in a row are more than a bad moment; this many, on more than one day, much more. */
const failing = { least: 4, many: 8 } as const;

/** Builds and tests: flaky, slow, or red for long. */
export const runRules: Rule<BareBottleneck> = (digest, t) => {
  const say = (fact: DigestFact) => fact.names.run ?? '';
  return factsOf(digest, 'run').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    const length = durationInWords(value('medianMinutes') * minuteMs, t);
    const total = durationInWords(value('totalMinutes') * minuteMs, t);
    const isJudged = fact.values['failures'] !== undefined;
    const frequency = isJudged
      ? t('{0} runs, {1} failed', value('runs'), value('failures'))
      : t('{0} runs', value('runs'));
    const found: RuleFinding<BareBottleneck>[] = [];
    if (isFlaky(fact)) {
      const turns = value('turnsWithoutEdits');
      const description = t('"{0}" is flaky: its outcome changed {1} times with no edit in between', say(fact), turns);
      const impact = turns >= flaky.many ? 'high' : 'medium';
      found.push({ item: { type: 'flaky-run', description, frequency, impact }, facts: [fact], cost: 60 + 5 * turns });
    }
    if (isSlow(fact)) {
      const description = t('"{0}" takes {1} a run, {2} in all', say(fact), length, total);
      const isLong = value('medianMinutes') >= slow.longMinutes && value('totalMinutes') >= slow.muchTotal;
      // Other programs may run beside the work, so their length alone is not a high impact.
      const impact = isLong && isJudged ? 'high' : 'medium';
      const item = { type: 'slow-run', description, frequency, impact } as const;
      found.push({ item, facts: [fact], cost: 30 + value('totalMinutes') / 3 });
    }
    const row = value('failedInARow');
    if (row >= failing.least && !isFlaky(fact)) {
      const description = t('"{0}" has failed {1} times in a row', say(fact), row);
      const impact = row >= failing.many && value('failedRowDays') > 1 ? 'high' : 'medium';
      found.push({ item: { type: 'failing-run', description, frequency, impact }, facts: [fact], cost: 20 + 4 * row });
    }
    return found;
  });
};

function isFlaky(fact: DigestFact): boolean {
  const [turns, days] = [valueOf(fact, 'turnsWithoutEdits'), valueOf(fact, 'turnDays')];
  return (turns >= flaky.leastTurns && days >= flaky.leastDays) || (turns >= flaky.fewTurns && days >= flaky.fewDays);
}

function isSlow(fact: DigestFact): boolean {
  const isOften = valueOf(fact, 'timedRuns') >= slow.leastRuns && valueOf(fact, 'totalMinutes') >= slow.leastTotal;
  return isOften && valueOf(fact, 'medianMinutes') >= slow.minutes;
}
