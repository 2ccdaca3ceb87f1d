import { minuteMs } from '../../core/time/days.ts';
import { durationInWords } from '../../core/base/format.ts';
import { factsOf, valueOf } from './finding.ts';
import type { BareBottleneck, RuleFinding, Rule } from './finding.ts';

/** Switches of project an hour, and of file, from which the rule fires, and from which it says "much"; each over at least `days` days. */
const projects = { some: 6, many: 10 } as const;
const files = { some: 120, many: 180 } as const;
const leastDays = 4;
/** As a multiple of the person's usual value. */
const timesUsual = 2.5;
/** In the worst two hours of the median day: the minimum number of project switches an hour. */
const worst = { some: 9, many: 15 } as const;
/** Typical stretches this short (min), with this many breaks an hour, and hardly any focus. */
const broken = { medianMinutes: 12, breaksPerHour: 2.5, focusShare: 0.3, badShare: 0.12 } as const;

/** Switching between projects and files, and work that is broken off all the time. */
export const focusRules: Rule<BareBottleneck> = (digest, t) => {
  const switching = factsOf(digest, 'switching').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    const [byProject, byFile] = [value('projectSwitchesPerHour'), value('fileSwitchesPerHour')];
    const usual = value('usualProjectSwitchesPerHour');
    const isUnusual = usual > 0 && byProject >= timesUsual * usual && byProject >= projects.some - 2;
    const peak = value('worstDays') >= leastDays ? value('worstProjectSwitchesPerHour') : 0;
    const isAllDay = byProject >= projects.some || isUnusual;
    if (value('days') < leastDays || (!isAllDay && peak < worst.some && byFile < files.some)) return [];
    const description = isAllDay
      ? t('You switch between projects {0} times an hour', byProject)
      : peak >= worst.some
        ? t(
            'You switch between projects {0} times an hour from about {1}:00 to {2}:00',
            peak,
            value('worstFromHour'),
            value('worstToHour'),
          )
        : t('You switch between files {0} times an hour', byFile);
    const frequency = t('{0} switches of project on {1} days', value('projectSwitches'), value('days'));
    const isMuch = byProject >= projects.many || peak >= worst.many || byFile >= files.many;
    const impact = isMuch ? 'high' : 'medium';
    const cost = 45 + 5 * Math.max(byProject, peak / 2) + byFile / 10;
    return [{ item: { type: 'context-switching', description, frequency, impact }, facts: [fact], cost }];
  });
  const interrupted = factsOf(digest, 'focus').flatMap((fact): RuleFinding<BareBottleneck>[] => {
    const value = (key: string) => valueOf(fact, key);
    const isShort = value('medianMinutes') <= broken.medianMinutes && value('focusShare') <= broken.focusShare;
    if (value('days') < leastDays || !isShort || value('breaksPerHour') < broken.breaksPerHour) return [];
    const median = durationInWords(value('medianMinutes') * minuteMs, t);
    const description = t('Work is usually interrupted after {0}, {1} times an hour', median, value('breaksPerHour'));
    const frequency = t('{0} stretches on {1} days', value('stretches'), value('days'));
    const impact = value('focusShare') <= broken.badShare ? 'high' : 'medium';
    return [
      {
        item: { type: 'interruptions', description, frequency, impact },
        facts: [fact],
        cost: 35 + 5 * value('breaksPerHour'),
      },
    ];
  });
  return [...switching, ...interrupted];
};
