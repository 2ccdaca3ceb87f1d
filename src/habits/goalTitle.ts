import { isTimeMeasure } from '../core/views/goalNames.ts';
import { formatDuration } from '../core/base/format.ts';
import type { Translate } from '../core/base/translate.ts';
import { minuteMs } from '../core/time/days.ts';
import { hasSubject, type Goal } from './goals.ts';

/**
 * Describes a goal in one line, such as "At least 4 h of TypeScript a day".
 * @param subject the label of what the goal is about; absent for all time and for counts
 */
export function goalTitle(goal: Goal, subject: string | undefined, t: Translate): string {
  const amount = isTimeMeasure(goal.measure) ? formatDuration(goal.target * minuteMs, t) : String(goal.target);
  const say = goal.direction === 'atLeast' ? atLeast : atMost;
  return say(goal, [amount, subject ?? ''], t);
}

type Words = readonly [amount: string, subject: string];

// Whole sentences, so that a translator can order the words.
function atLeast({ measure, period }: Goal, [amount, subject]: Words, t: Translate): string {
  const titles = {
    day: {
      time: () => t('At least {0} a day', amount),
      subject: () => t('At least {0} of {1} a day', amount, subject),
      tasks: () => t('Tasks done a day: at least {0}', amount),
      commits: () => t('Commits a day: at least {0}', amount),
      commitDays: () => t('Days with a commit a day: at least {0}', amount),
      focusSessions: () => t('Focus sessions a day: at least {0}', amount),
    },
    week: {
      time: () => t('At least {0} a week', amount),
      subject: () => t('At least {0} of {1} a week', amount, subject),
      tasks: () => t('Tasks done a week: at least {0}', amount),
      commits: () => t('Commits a week: at least {0}', amount),
      commitDays: () => t('Days with a commit a week: at least {0}', amount),
      focusSessions: () => t('Focus sessions a week: at least {0}', amount),
    },
    month: {
      time: () => t('At least {0} a month', amount),
      subject: () => t('At least {0} of {1} a month', amount, subject),
      tasks: () => t('Tasks done a month: at least {0}', amount),
      commits: () => t('Commits a month: at least {0}', amount),
      commitDays: () => t('Days with a commit a month: at least {0}', amount),
      focusSessions: () => t('Focus sessions a month: at least {0}', amount),
    },
  };
  return titles[period][formOf(measure)]();
}

function atMost({ measure, period }: Goal, [amount, subject]: Words, t: Translate): string {
  const titles = {
    day: {
      time: () => t('At most {0} a day', amount),
      subject: () => t('At most {0} of {1} a day', amount, subject),
      tasks: () => t('Tasks done a day: at most {0}', amount),
      commits: () => t('Commits a day: at most {0}', amount),
      commitDays: () => t('Days with a commit a day: at most {0}', amount),
      focusSessions: () => t('Focus sessions a day: at most {0}', amount),
    },
    week: {
      time: () => t('At most {0} a week', amount),
      subject: () => t('At most {0} of {1} a week', amount, subject),
      tasks: () => t('Tasks done a week: at most {0}', amount),
      commits: () => t('Commits a week: at most {0}', amount),
      commitDays: () => t('Days with a commit a week: at most {0}', amount),
      focusSessions: () => t('Focus sessions a week: at most {0}', amount),
    },
    month: {
      time: () => t('At most {0} a month', amount),
      subject: () => t('At most {0} of {1} a month', amount, subject),
      tasks: () => t('Tasks done a month: at most {0}', amount),
      commits: () => t('Commits a month: at most {0}', amount),
      commitDays: () => t('Days with a commit a month: at most {0}', amount),
      focusSessions: () => t('Focus sessions a month: at most {0}', amount),
    },
  };
  return titles[period][formOf(measure)]();
}

function formOf(measure: Goal['measure']): 'time' | 'subject' | 'tasks' | 'commits' | 'commitDays' | 'focusSessions' {
  return measure === 'project' || hasSubject(measure) ? 'subject' : measure;
}
