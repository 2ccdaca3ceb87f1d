import { minuteMs } from '../../core/time/days.ts';
import { durationInWords } from '../../core/base/format.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareInsight, RuleFinding, Rule } from './finding.ts';

/** Weeks that differ from the usual one by this share are worth a word. */
const unusual = { more: 1.25, less: 0.75 } as const;
/** A rest of the work under this hour, or from this hour on, in such a share, is late. */
const late = { from: 21, until: 6 } as const;

/** Finds general patterns: where the time goes, when it is best, how this week compares. */
export const insightRules: Rule<BareInsight> = (digest, t) => [
  ...bestHour(digest, t),
  ...focusInsight(digest, t),
  ...weekInsight(digest, t),
  ...planInsight(digest, t),
  ...lateInsight(digest, t),
];

const bestHour: Rule<BareInsight> = (digest, t) => {
  const [best] = factsOf(digest, 'hour').sort((a, b) => valueOf(b, 'share') - valueOf(a, 'share'));
  if (!best || digest.workdays < 3) return [];
  const share = Math.round(100 * valueOf(best, 'share'));
  const hour = `${String(valueOf(best, 'fromHour')).padStart(2, '0')}:00`;
  const item: BareInsight = {
    category: 'time',
    observation: t('Your busiest hour starts at {0}: {1} % of your work', hour, share),
    recommendation: t('Keep that hour free of meetings, and put the hardest task of the plan there.'),
  };
  return [{ item, facts: [best], cost: 20 }];
};

const focusInsight: Rule<BareInsight> = (digest, t) =>
  factsOf(digest, 'focus').flatMap((fact): RuleFinding<BareInsight>[] => {
    if (valueOf(fact, 'days') < 3) return [];
    const share = Math.round(100 * valueOf(fact, 'focusShare'));
    const longest = durationInWords(valueOf(fact, 'longestMinutes') * minuteMs, t);
    const observation = t('{0} % of your work is in long unbroken stretches; the longest took {1}', share, longest);
    const recommendation =
      share >= 50
        ? t('This works. Note what made the longest stretch possible, and plan another one.')
        : t('Plan one stretch a day with notifications off, and start it before you open mail or chat.');
    return [{ item: { category: 'focus', observation, recommendation }, facts: [fact], cost: 30 }];
  });

const weekInsight: Rule<BareInsight> = (digest, t) =>
  factsOf(digest, 'week').flatMap((fact): RuleFinding<BareInsight>[] => {
    const share = valueOf(fact, 'ofUsualShare');
    if (share < unusual.more && share > unusual.less) return [];
    const observation = t('The past week had {0} % of the work of a usual week', Math.round(100 * share));
    const recommendation =
      share >= unusual.more
        ? t("Plan less for the next few days: more hours don't raise the score.")
        : t('If that was not intended, check in the timeline what took the time.');
    return [{ item: { category: 'balance', observation, recommendation }, facts: [fact], cost: 25 }];
  });

const planInsight: Rule<BareInsight> = (digest, t) =>
  factsOf(digest, 'plan').flatMap((fact): RuleFinding<BareInsight>[] => {
    if (fact.id !== 'plan' || valueOf(fact, 'days') < 3) return [];
    const share = Math.round(100 * valueOf(fact, 'doneShare'));
    const observation = t(
      'You did {0} of {1} planned tasks ({2} %)',
      valueOf(fact, 'done'),
      valueOf(fact, 'tasks'),
      share,
    );
    const recommendation =
      share >= 75
        ? t('Your plans are the right size. Keep it up.')
        : t('Plan fewer tasks, and break up the one that was carried over most often.');
    return [{ item: { category: 'planning', observation, recommendation }, facts: [fact], cost: 22 }];
  });

const lateInsight: Rule<BareInsight> = (digest, t) =>
  factsOf(digest, 'hour')
    .filter((fact) => valueOf(fact, 'fromHour') >= late.from || valueOf(fact, 'fromHour') < late.until)
    .slice(0, 1)
    .map((fact): RuleFinding<BareInsight> => {
      const hour = `${String(valueOf(fact, 'fromHour')).padStart(2, '0')}:00`;
      const share = Math.round(100 * valueOf(fact, 'share'));
      const observation = t('{0} % of your work is in the hour from {1}', share, hour);
      const recommendation = t('Late work costs the next morning. See whether you can finish earlier.');
      return { item: { category: 'balance', observation, recommendation }, facts: [fact], cost: 24 };
    });
