import { formatDuration } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import type { DayTotals } from '../../core/facts/dailyTotals.ts';
import { countDays, hourMs, minuteMs, type Day } from '../../core/time/days.ts';
import type { BestHours, CauseSummary } from '../focus/patterns.ts';

/** The topics of tips. Each is a rule over recorded data, and can be dismissed permanently. */
export const tipIds = ['bestHours', 'breaks', 'switching', 'goal', 'unnamedTime'] as const;
export type TipId = (typeof tipIds)[number];

/** The records of the finished days in question. */
export interface TipFacts {
  readonly today: Day;
  /** Tips that are never shown again. */
  readonly dismissed: ReadonlySet<TipId>;
  /** The finished days, oldest first. */
  readonly days: readonly DayTotals[];
  /** The longest time without a break (ms), by day. */
  readonly longestWork: ReadonlyMap<Day, number>;
  readonly best: BestHours | undefined;
  readonly interruptions: readonly CauseSummary[];
  /** There is any goal. */
  readonly hasGoal: boolean;
}

/** A tip, and the figures that it rests on. */
export interface DailyTip {
  readonly id: TipId;
  readonly text: string;
  readonly evidence: string;
}

/** Less than this on a day (ms) says nothing about the day. */
const workedMs = 2 * hourMs;
/** The minimum number of such days for a tip. */
const daysEnough = 10;
const breaks = { worked: 3 * hourMs, breakMinutes: 5, days: 5 } as const;
const switching = { count: 10, medianMs: 10 * minuteMs } as const;
/** A goal that was met on this share of the days is one that can be kept. */
const goal = { share: 0.75, stepMs: 15 * minuteMs } as const;
const unnamed = { share: 0.15, leastMs: 5 * hourMs } as const;

/**
 * Chooses the tip of a day: each day begins with another rule, so that none hides the others. It is the same all day, as it rests on finished
 * days only.
 * @returns undefined if no rule has enough to go by
 */
export function tipOf(facts: TipFacts, t: Translate): DailyTip | undefined {
  const first = countDays('1970-01-01', facts.today) % tipIds.length;
  const inOrder = [...tipIds.slice(first), ...tipIds.slice(0, first)].filter((id) => !facts.dismissed.has(id));
  for (const id of inOrder) {
    const tip = rules[id](facts, t);
    if (tip) return { id, ...tip };
  }
  return undefined;
}

type TipText = Omit<DailyTip, 'id'>;

const rules: Readonly<Record<TipId, (facts: TipFacts, t: Translate) => TipText | undefined>> = {
  bestHours: ({ best }, t) =>
    best && {
      text: t(
        'Your longest stretches are between {0}:00 and {1}:00. Put the hardest task of the day there.',
        best.fromHour,
        best.toHour,
      ),
      evidence: t(
        'Of the time in these hours, {0}% was in stretches of 25 minutes or more; over all hours it was {1}%. Seen on {2} days.',
        percent(best.share),
        percent(best.overall),
        best.days,
      ),
    },

  breaks: ({ days, longestWork }, t) => {
    const worked = days.filter(({ totalMs }) => totalMs >= workedMs);
    const long = worked.filter(({ day }) => (longestWork.get(day) ?? 0) > breaks.worked);
    if (worked.length < daysEnough || long.length < breaks.days) return undefined;
    return {
      text: t('Daymark can remind you of a break: search for "Daymark breaks" in the settings.'),
      evidence: t(
        'On {0} of {1} days you worked for more than 3 hours without a break of {2} minutes.',
        long.length,
        worked.length,
        breaks.breakMinutes,
      ),
    };
  },

  switching: ({ interruptions }, t) => {
    const found = interruptions.find(({ cause }) => cause === 'projectSwitch');
    if (!found || found.count < switching.count || found.medianMs < switching.medianMs) return undefined;
    return {
      text: t('Gather what other projects need from you, and do it in one go.'),
      evidence: t(
        'You switched to another project {0} times on {1} days. It usually took {2} until you were back.',
        found.count,
        found.days,
        formatDuration(found.medianMs, t),
      ),
    };
  },

  goal: ({ days, hasGoal }, t) => {
    const worked = days.filter(({ totalMs }) => totalMs >= workedMs).map(({ totalMs }) => totalMs);
    if (hasGoal || worked.length < daysEnough) return undefined;
    const sorted = worked.toSorted((a, b) => b - a);
    const reached = sorted[Math.ceil(sorted.length * goal.share) - 1] ?? 0;
    const target = Math.floor(reached / goal.stepMs) * goal.stepMs;
    return {
      text: t(
        'A goal works best if you can keep it, such as {0} on a workday. Set one above.',
        formatDuration(target, t),
      ),
      evidence: t(
        'You reached at least that much on {0} of {1} days.',
        worked.filter((ms) => ms >= target).length,
        worked.length,
      ),
    };
  },

  unnamedTime: ({ days }, t) => {
    const totalMs = days.reduce((sum, day) => sum + day.totalMs, 0);
    const otherMs = days.reduce((sum, { by }) => sum + (by.kind.get('other') ?? 0), 0);
    if (otherMs < unnamed.leastMs || otherMs < totalMs * unnamed.share) return undefined;
    return {
      text: t('Tell Daymark once what your time without a kind is: run "Daymark: Change Time Rules…".'),
      evidence: t(
        '{0} of {1} in the last 4 weeks have no kind of activity.',
        formatDuration(otherMs, t),
        formatDuration(totalMs, t),
      ),
    };
  },
};

function percent(share: number): number {
  return Math.round(share * 100);
}
