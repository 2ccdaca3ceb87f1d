import type { Handlers } from '../../../src/catalog/view.ts';
import { daysAgo } from './sampleHistory.ts';
import { sampleNow } from './sampleDashboard.ts';

const minute = 60_000;
const quiet = { projectSwitches: 0, away: 0, meetings: 0, sites: 0, failedRuns: 0, agentPrompts: 0 };

type FocusMethod =
  | 'focus.state'
  | 'focus.days'
  | 'focus.stop'
  | 'focus.patterns'
  | 'breaks.get'
  | 'milestones.get'
  | 'tips.today'
  | 'tips.dismiss';

/** Focus sessions, breaks, and milestones of a made-up day. Nothing is there on the first day. */
export function focusHandlers(isFirstDay: () => boolean): Pick<Handlers, FocusMethod> {
  const start = sampleNow - 90 * minute;
  const done = { id: 'f1', title: 'Login', start, end: start + 25 * minute, ms: 25 * minute, isPomodoro: true };
  const stopped = {
    ...done,
    id: 'f2',
    title: '',
    start: start + 30 * minute,
    end: start + 42 * minute,
    ms: 12 * minute,
  };
  const sessions = [
    {
      ...done,
      measuredMs: 24 * minute,
      isCompleted: true,
      interruptions: { ...quiet, projectSwitches: 2, failedRuns: 1 },
    },
    { ...stopped, measuredMs: 12 * minute, isCompleted: false, interruptions: quiet },
  ];
  let isRunning = false;
  let isDismissed = false;
  return {
    'focus.state': async () =>
      isRunning ? { phase: 'focus', session: done, until: sampleNow + 20 * minute } : { phase: 'none' },
    'focus.stop': async () => {
      isRunning = false;
      return { id: 'f1' };
    },
    'focus.days': async ({ from }) => ({
      days: [{ day: from, sessions: isFirstDay() ? [] : sessions, completed: isFirstDay() ? 0 : 1 }],
    }),
    'focus.patterns': async () => ({
      from: daysAgo(28),
      to: daysAgo(1),
      ...(!isFirstDay() && {
        best: { fromHour: 9, toHour: 11, share: 0.62, overall: 0.38, days: 14, measuredMs: 21 * 60 * minute },
      }),
      interruptions: isFirstDay()
        ? []
        : [
            { cause: 'projectSwitch', count: 23, days: 12, medianMs: 18 * minute },
            {
              cause: 'site',
              count: 9,
              days: 6,
              medianMs: 14 * minute,
              sites: [
                { site: 'news.ycombinator.com', count: 5 },
                { site: 'reddit.com', count: 3 },
              ],
            },
          ],
    }),
    'breaks.get': async ({ from }) => ({
      days: [{ day: from, count: 3, medianMs: 20 * minute, longestWorkMs: isFirstDay() ? 0 : 110 * minute }],
    }),
    'tips.today': async () =>
      isFirstDay() || isDismissed
        ? {}
        : {
            tip: {
              id: 'bestHours',
              text: 'Your longest stretches are between 9:00 and 11:00. Put the hardest task of the day there.',
              evidence:
                'Of the time in these hours, 72% was in stretches of 25 minutes or more; over all hours it was 51%. Seen on 14 days.',
            },
          },
    'tips.dismiss': async () => {
      isDismissed = true;
      window.fakeHost.changed('dismissedTips');
      return {};
    },
    'milestones.get': async () => ({
      milestones: [
        {
          id: 'first-day',
          title: 'First day',
          what: 'A day with measured time.',
          ...(!isFirstDay() && { day: daysAgo(60) }),
        },
        {
          id: 'vacation',
          title: 'Real vacation',
          what: 'Five planned days off in a row without work.',
          ...(!isFirstDay() && { day: daysAgo(10) }),
        },
        { id: 'languages-8', title: 'Polyglot', what: 'An hour in each of eight languages.' },
      ],
    }),
  };
}
