import { formatDuration } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import { clockTime } from '../../core/time/clockTime.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { FocusPhase } from './foldSessions.ts';

/** The names of the collections about focus sessions, for code that must not load their schemas. */
export const focusCollections = { sessions: 'focusSessions', stops: 'focusStops' } as const;

/** Longer titles are cut in the status bar. */
const titleAtMost = 30;

/** The status bar text about focus. */
export interface FocusLine {
  /** Begins with a VS Code icon. */
  readonly text: string;
  /** The same for a screen reader. */
  readonly label: string;
  readonly tooltip: string;
}

/**
 * Returns the status bar text; undefined without a session or break.
 * @param offset minutes east of UTC, for times of day
 */
export function focusLine(
  state: FocusPhase,
  { now, offset }: { now: number; offset: number },
  t: Translate,
): FocusLine | undefined {
  if (state.phase === 'none') return undefined;
  const inMinutes = (minutes: number): string => formatDuration(Math.max(0, minutes) * minuteMs, t);
  const { phase, session, until, round } = state;
  const left = inMinutes(Math.ceil((until - now) / minuteMs));
  const number = round ? ` · ${((round.number - 1) % round.every) + 1}/${round.every}` : '';
  const action = t('Select to stop, or to start another.');
  if (phase === 'ready')
    return {
      text: `$(target) ${t('Break over')}`,
      label: t('The break is over.'),
      tooltip: `${t('The break is over.')}\n${t('Select to start the next Pomodoro.')}`,
    };
  if (phase === 'break')
    return {
      text: `$(coffee) ${left}${number}`,
      label: t('Break: {0} left', left),
      tooltip: `${t('Break until {0}.', clockTime(until, offset))}\n${action}`,
    };
  // A title must not add icons.
  const title = session.title.replaceAll('$(', '$ (');
  const short = title.length > titleAtMost ? `${title.slice(0, titleAtMost - 1)}…` : title;
  // An open-ended session shows how long it has lasted.
  const isOpen = session.minutes === undefined;
  const time = isOpen ? inMinutes(Math.floor((now - session.start) / minuteMs)) : left;
  return {
    text: `$(target) ${time}${number}${short === '' ? '' : ` · ${short}`}`,
    label: isOpen ? t('Focus session for {0}', time) : t('Focus session: {0} left', time),
    tooltip: `${isOpen ? t('Focus session since {0}.', clockTime(session.start, offset)) : t('Focus session until {0}.', clockTime(until, offset))}\n${action}`,
  };
}
