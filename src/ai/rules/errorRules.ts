import { minuteMs } from '../../core/time/days.ts';
import type { DigestFact } from '../../core/insights/digest.ts';
import { durationInWords } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareBottleneck, RuleFinding, Rule } from './finding.ts';

/**
 * The minimum count, days, and multiple of other recurring errors for one error; in several projects, or with this much total fixing time
 * (min). An error that quotes no name may be any slip: it must take long to fix, or be most of all errors.
 */
const same = {
  count: 5,
  days: 3,
  timesTypical: 1.7,
  projects: 2,
  fixMinutes: 60,
  longFix: 8,
  mostShare: 0.35,
} as const;
/** An error with at least this median and total fixing time (min) is relevant, however often others come. */
const costly = { medianMinutes: 3, totalMinutes: 60 } as const;
/** Errors of one code that are this share of all errors. */
const alike = { count: 12, days: 4, share: 0.5, projects: 2 } as const;
/**
 * A file keeps breaking: at least this many errors, on this many days with real broken time. It must be broken for long (min) on half of
 * the working days; or for a while on many, with a share of all broken time that exceeds its share of the work.
 */
const broken = {
  errors: 4,
  days: 4,
  long: { minutes: 120, dayShare: 0.5 },
  more: { minutes: 90, dayShare: 0.4, share: 0.25, lift: 1.5 },
} as const;
/** For errors at a certain time of day: the minimum count, and standard deviations above chance. */
const timed = { errors: 8, deviations: 3.5 } as const;
/** From here on the cost is high: four hours are nearly half an hour of each working day. */
const much = { count: 8, days: 5, brokenMinutes: 240 } as const;

/** Finds errors that recur, and files that keep breaking. */
export const errorRules: Rule<BareBottleneck> = (digest, t) => {
  const files = factsOf(digest, 'file').filter(isBroken);
  const errors = factsOf(digest, 'error').filter(isRecurring);
  return [
    ...files.map((fact) => brokenFile(fact, t)),
    // An error that only ever comes in one file is that file's.
    ...errors.filter((fact) => valueOf(fact, 'files') > 1 || files.length === 0).map((fact) => recurring(fact, t)),
  ];
};

function isRecurring(fact: DigestFact): boolean {
  const value = (key: string) => valueOf(fact, key);
  if (fact.labels['alike'] === 'code') {
    return (
      value('count') >= alike.count &&
      value('days') >= alike.days &&
      value('share') >= alike.share &&
      value('projects') >= alike.projects
    );
  }
  const isCostly = value('medianFixMinutes') >= costly.medianMinutes && value('totalFixMinutes') >= costly.totalMinutes;
  const costs = value('projects') >= same.projects || value('totalFixMinutes') >= same.fixMinutes;
  return (
    value('count') >= same.count &&
    value('days') >= same.days &&
    (isCostly || (costs && isTelling(fact) && isMoreThanOthers(fact)))
  );
}

/** An error that quotes no name may be any slip while typing, unless it takes long to fix or makes up most of the errors. */
function isTelling(fact: DigestFact): boolean {
  const value = (key: string) => valueOf(fact, key);
  return (
    fact.labels['quotes'] === 'a name' || value('medianFixMinutes') >= same.longFix || value('share') >= same.mostShare
  );
}

function isMoreThanOthers(fact: DigestFact): boolean {
  return valueOf(fact, 'count') >= same.timesTypical * valueOf(fact, 'typicalCount');
}

function comesBack(fact: DigestFact, of: { readonly quoted: string; readonly time: string }, t: Translate): string {
  const [projects, files] = [valueOf(fact, 'projects'), valueOf(fact, 'files')];
  const { quoted, time } = of;
  if (projects > 1)
    return t('The same error comes back in {0} projects: {1}; fixing it took {2} in all', projects, quoted, time);
  if (files > 1)
    return t('The same error comes back in {0} files: {1}; fixing it took {2} in all', files, quoted, time);
  return t('The same error comes back in one file: {0}; fixing it took {1} in all', quoted, time);
}

function recurring(fact: DigestFact, t: Translate): RuleFinding<BareBottleneck> {
  const value = (key: string) => valueOf(fact, key);
  const name = [fact.labels['reporter'], fact.labels['code']].filter((part) => part !== undefined).join(' ');
  const quoted = fact.names.message === undefined ? name : `${name} "${fact.names.message}"`.trim();
  const time = durationInWords(value('totalFixMinutes') * minuteMs, t);
  const description = comesBack(fact, { quoted, time }, t);
  const frequency = t('{0} times on {1} days', value('count'), value('days'));
  const isMuch = value('count') >= much.count && value('days') >= much.days - 1 && value('projects') >= same.projects;
  const isHigh = isMuch && isTelling(fact) && isMoreThanOthers(fact);
  const item = { type: 'recurring-error', description, frequency, impact: isHigh ? 'high' : 'medium' } as const;
  const cost = 30 + Math.min(40, 2 * value('count')) + 15 * (value('projects') - 1) + value('totalFixMinutes') / 5;
  return { item, facts: [fact], cost };
}

function isBroken(fact: DigestFact): boolean {
  const value = (key: string) => valueOf(fact, key);
  const { long, more } = broken;
  const isFor = ({ minutes, dayShare }: { minutes: number; dayShare: number }) =>
    value('brokenMinutes') >= minutes && value('brokenDays') >= dayShare * value('ofWorkdays');
  const isOften = value('errors') >= broken.errors && value('brokenDays') >= broken.days;
  const isMore = value('brokenShare') >= more.share && value('brokenShare') >= more.lift * value('timeShare');
  // If the errors keep to a time of day, a smaller share of the broken time is relevant.
  return isOften && (isFor(long) || (isFor(more) && (isMore || isTimed(fact))));
}

/** Compares with a binomial distribution in which errors come at any time with work. */
function isTimed(fact: DigestFact): boolean {
  const value = (key: string) => valueOf(fact, key);
  const [share, expected, errors] = [value('inHoursShare'), value('timeInHoursShare'), value('errors')];
  if (share === 0 || errors < timed.errors) return false;
  const deviation = Math.sqrt((expected * (1 - expected)) / errors);
  return (
    share - expected >= timed.deviations * deviation && value('brokenShare') >= broken.more.lift * value('timeShare')
  );
}

function brokenFile(fact: DigestFact, t: Translate): RuleFinding<BareBottleneck> {
  const value = (key: string) => valueOf(fact, key);
  const file = fact.names.file ?? '';
  const time = durationInWords(value('brokenMinutes') * minuteMs, t);
  const from = value('fromHour');
  const description = isTimed(fact)
    ? t(
        '{0} breaks again and again, mostly between {1}:00 and {2}:00, and was broken for {3} in all',
        file,
        from,
        value('toHour'),
        time,
      )
    : t('{0} breaks again and again, and was broken for {1} in all', file, time);
  const frequency = t('{0} errors on {1} of {2} days', value('errors'), value('days'), value('ofWorkdays'));
  const isMuch = value('brokenDays') >= much.days && value('brokenMinutes') >= much.brokenMinutes;
  const item = { type: 'broken-file', description, frequency, impact: isMuch ? 'high' : 'medium' } as const;
  return { item, facts: [fact], cost: 30 + 6 * value('days') + value('brokenMinutes') / 5 };
}
