import type { Digest, DigestFact } from '../../core/insights/digest.ts';
import { hourMs, minuteMs } from '../../core/time/days.ts';
import { durationInWords } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareBottleneck, RuleFinding, Rule } from './finding.ts';
import { counted } from '../../core/base/counted.ts';

/** A review that was requested fewer days ago is on its way. */
const reviewDays = 1;
/** CI runs of this many minutes interrupt work; this much total waiting (min) is worth a remedy. */
const ci = { minutes: 10, longMinutes: 20, total: 120, leastRuns: 4, redHours: 4, leastGreen: 2 } as const;

/** Finds what waits on GitHub, and what CI costs; each item cites facts with their links. */
export const githubRules: Rule<BareBottleneck> = (digest, t) => [
  ...waitingReviews(digest, t),
  ...redChecks(digest, t),
  ...leftBehind(digest, t),
  ...slowCi(digest, t),
];

function about(digest: Digest, ...what: string[]): DigestFact[] {
  return factsOf(digest, 'github').filter(({ labels }) => what.includes(labels['about'] ?? ''));
}

const count = (facts: readonly DigestFact[]): number => Math.max(0, ...facts.map((fact) => valueOf(fact, 'ofThem')));
const oldest = (facts: readonly DigestFact[]): number => Math.max(0, ...facts.map((fact) => valueOf(fact, 'days')));

const waitingReviews: Rule<BareBottleneck> = (digest, t) => {
  const facts = about(digest, 'review');
  const days = oldest(facts);
  if (days < reviewDays) return [];
  const all = count(facts);
  const description =
    all === 1
      ? counted(
          t,
          [
            'Someone is waiting for your review, untouched for {0} day',
            'Someone is waiting for your review, untouched for {0} days',
          ],
          [days],
        )
      : counted(
          t,
          [
            '{1} pull requests wait for your review, the oldest untouched for {0} day',
            '{1} pull requests wait for your review, the oldest untouched for {0} days',
          ],
          [days, all],
        );
  const impact = days >= 3 ? 'high' : 'medium';
  const item = { type: 'review-wait', description, frequency: t('now'), impact } as const;
  return [{ item, facts, cost: 45 + 5 * days }];
};

const redChecks: Rule<BareBottleneck> = (digest, t) => {
  const facts = about(digest, 'checks');
  if (facts.length === 0) return [];
  const all = count(facts);
  const description =
    all === 1
      ? t('The checks of one of your pull requests fail')
      : t('The checks of {0} of your pull requests fail', all);
  const impact = oldest(facts) >= 2 ? 'high' : 'medium';
  return [{ item: { type: 'failing-run', description, frequency: t('now'), impact }, facts, cost: 40 + 5 * all }];
};

/** Pull requests and branches are separate kinds, since they need different actions. */
function leftBehind(digest: Digest, t: Translate): RuleFinding<BareBottleneck>[] {
  const says = {
    stale: (all: number, days: number) =>
      t('{0} of your pull requests are untouched, the longest for {1} days', all, days),
    branch: (all: number, days: number) =>
      t('{0} of your branches never had a pull request and are untouched, the longest for {1} days', all, days),
  } as const;
  return (['stale', 'branch'] as const).flatMap((kind): RuleFinding<BareBottleneck>[] => {
    const facts = about(digest, kind);
    if (facts.length === 0) return [];
    const [all, days] = [count(facts), oldest(facts)];
    const impact = all >= 3 ? 'medium' : 'low';
    const item = { type: 'stuck-branch', description: says[kind](all, days), frequency: t('now'), impact } as const;
    return [{ item, facts, cost: 20 + 4 * all }];
  });
}

const slowCi: Rule<BareBottleneck> = (digest, t) =>
  about(digest, 'ci').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    const frequency = t('{0} runs, {1} failed', value('runs'), value('failures'));
    const found: RuleFinding<BareBottleneck>[] = [];
    const isSlow = value('medianMinutes') >= ci.minutes && value('waitMinutes') >= ci.total;
    if (isSlow && value('runs') >= ci.leastRuns) {
      const [run, all] = [value('medianMinutes'), value('waitMinutes')].map((min) =>
        durationInWords(min * minuteMs, t),
      );
      const description = t('CI takes {0} a run, and waiting for it took {1} in all', run ?? '', all ?? '');
      const impact = value('medianMinutes') >= ci.longMinutes ? 'high' : 'medium';
      const item = { type: 'slow-run', description, frequency, impact } as const;
      found.push({ item, facts: [fact], cost: 30 + value('waitMinutes') / 6 });
    }
    if (value('turnedGreen') >= ci.leastGreen && value('redToGreenHours') >= ci.redHours) {
      const red = durationInWords(value('redToGreenHours') * hourMs, t);
      const description = t('CI usually stays red for {0} before it is green again', red);
      const item = { type: 'failing-run', description, frequency, impact: 'medium' } as const;
      found.push({ item, facts: [fact], cost: 35 });
    }
    return found;
  });
