import { durationInWords } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { hourMs, minuteMs } from '../../core/time/days.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareBottleneck, RuleFinding, Rule } from './finding.ts';

/** The median wait of reviews in working hours: most of a working day, and two whole days. */
const reviews = { least: 2, hours: 6, manyHours: 16 } as const;
/** Reviews that took longer than one of the person's working days: a median hides them among as many quick ones. */
const longReviews = { least: 3, share: 1 / 3 } as const;
/** Logged waiting of this many hours in total, on this many days; and the hours from which the cost is high. */
const logged = { days: 3, hours: 5, manyHours: 15 } as const;
/** Branches without work for this many working days before someone continued. */
const branches = { least: 3, share: 0.2, few: 2, fewShare: 0.4, days: 2, many: 4, manyDays: 3 } as const;
/** The share of a plan that is done, and on how many days, below which it is a finding. */
const plan = { days: 4, doneShare: 0.45, badShare: 0.25 } as const;
/** A ratio of actual to planned time beyond these. */
const estimates = { over: 1.6, under: 0.6, days: 4 } as const;

/** Finds what waits: reviews, branches, planned tasks; and inaccurate estimates. */
export const waitRules: Rule<BareBottleneck> = (digest, t) => [
  ...reviewWaits(digest, t),
  ...branchWaits(digest, t),
  ...overfullPlans(digest, t),
  ...wrongEstimates(digest, t),
];

const reviewWaits: Rule<BareBottleneck> = (digest, t) => {
  const facts = factsOf(digest, 'review');
  const waited = facts.flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const hours = valueOf(fact, 'medianWorkingHours');
    if (valueOf(fact, 'reviews') < reviews.least || hours < reviews.hours) return longReviewWaits(fact, t);
    const description = t(
      'Your pull requests usually wait {0} of working time for a review',
      durationInWords(hours * hourMs, t),
    );
    const frequency = t('{0} reviews', valueOf(fact, 'reviews'));
    const impact = hours >= reviews.manyHours ? 'high' : 'medium';
    return [{ item: { type: 'review-wait', description, frequency, impact }, facts: [fact], cost: 50 + hours }];
  });
  const logs = facts.filter(({ labels }) => labels['about'] === 'logged').flatMap((fact) => loggedWaits(fact, t));
  const carried = factsOf(digest, 'plan').filter(({ labels }) => labels['about'] === 'review');
  const fromPlan = carried.map((fact): RuleFinding<BareBottleneck> => {
    const description = t('A review keeps waiting in your plans: "{0}"', fact.names.task ?? '');
    const frequency = t('planned on {0} days', valueOf(fact, 'days'));
    const item = { type: 'review-wait', description, frequency, impact: 'medium' } as const;
    return { item, facts: [fact], cost: 30 + 4 * valueOf(fact, 'days') };
  });
  return [...waited, ...logs, ...fromPlan];
};

function longReviewWaits(fact: DigestFact, t: Translate): RuleFinding<BareBottleneck>[] {
  const [long, all] = [valueOf(fact, 'reviewsOverDay'), valueOf(fact, 'reviews')];
  if (long < longReviews.least || long < longReviews.share * all) return [];
  const description = t('Many of your pull requests wait longer than a working day for a review');
  const frequency = t('{0} of {1} reviews', long, all);
  const item = { type: 'review-wait', description, frequency, impact: 'medium' } as const;
  return [{ item, facts: [fact], cost: 50 + valueOf(fact, 'medianWorkingHours') }];
}

function loggedWaits(fact: DigestFact, t: Translate): RuleFinding<BareBottleneck>[] {
  const [hours, days] = [valueOf(fact, 'totalHours'), valueOf(fact, 'days')];
  if (days < logged.days || hours < logged.hours) return [];
  const isReview = fact.labels['of'] === 'review';
  const time = durationInWords(hours * hourMs, t);
  const description = isReview ? t('You waited {0} for reviews', time) : t('You logged {0} of waiting', time);
  const frequency = t('on {0} days', days);
  const impact = hours >= logged.manyHours ? 'high' : 'medium';
  const item = { type: isReview ? 'review-wait' : 'other', description, frequency, impact } as const;
  return [{ item, facts: [fact], cost: 40 + hours }];
}

const branchWaits: Rule<BareBottleneck> = (digest, t) =>
  factsOf(digest, 'branch').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    if (fact.labels['about'] !== 'waiting') return [];
    const isSome = (least: number, share: number) =>
      value('branches') >= least && value('branches') >= share * value('ofBranches');
    const isCommon = isSome(branches.least, branches.share) || isSome(branches.few, branches.fewShare);
    if (!isCommon || value('medianWaitDays') < branches.days) return [];
    const frequency = t('{0} of {1} branches', value('branches'), value('ofBranches'));
    const days = value('medianWaitDays');
    // Reviewing on a branch that waited is the sign that it waited for a review.
    const isReview = value('reviewed') >= 1;
    const description = isReview
      ? t('Branches wait for review: they usually lie idle for {0} working days', days)
      : t(
          'Branches usually lie idle for {0} working days before work on them continues, such as while waiting for a review',
          days,
        );
    const impact = value('branches') >= branches.many && days >= branches.manyDays ? 'high' : 'medium';
    const item = { type: isReview ? 'review-wait' : 'stuck-branch', description, frequency, impact } as const;
    return [{ item, facts: [fact], cost: 35 + 8 * value('branches') + 5 * days }];
  });

const overfullPlans: Rule<BareBottleneck> = (digest, t) =>
  factsOf(digest, 'plan').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    if (fact.id !== 'plan' || value('days') < plan.days || value('doneShare') > plan.doneShare) return [];
    const description = t(
      'Plans contain more than fits into a day: {0} of {1} tasks were done',
      value('done'),
      value('tasks'),
    );
    const frequency = t('on {0} days', value('days'));
    const impact = value('doneShare') <= plan.badShare ? 'high' : 'medium';
    return [{ item: { type: 'plan-overload', description, frequency, impact }, facts: [fact], cost: 40 }];
  });

const wrongEstimates: Rule<BareBottleneck> = (digest, t) =>
  factsOf(digest, 'estimate').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const ratio = valueOf(fact, 'ratio');
    if (valueOf(fact, 'days') < estimates.days || (ratio < estimates.over && ratio > estimates.under)) return [];
    const took = durationInWords(Math.round(ratio * 60) * minuteMs, t);
    const description = t('What you plan as an hour takes {0}', took);
    const frequency = t('{0} tasks on {1} days', valueOf(fact, 'tasks'), valueOf(fact, 'days'));
    return [{ item: { type: 'estimates', description, frequency, impact: 'medium' }, facts: [fact], cost: 25 }];
  });
