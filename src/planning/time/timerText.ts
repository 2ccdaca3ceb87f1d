import { formatDuration } from '../../core/base/format.ts';
import type { Translate } from '../../core/base/translate.ts';
import { clockTime } from '../../core/time/clockTime.ts';
import { minuteMs } from '../../core/time/days.ts';
import type { TimerState } from './foldEntries.ts';

/** The names of the timer's collections, for code that must not load their schemas. */
export const timerCollections = { entries: 'timeEntries', stops: 'timerStops' } as const;

/** Longer titles are cut in the status bar. */
const titleAtMost = 30;

/** The status bar text of a timer. */
export interface TimerLine {
  /** Begins with a VS Code icon. */
  readonly text: string;
  /** The same for a screen reader. */
  readonly label: string;
  readonly tooltip: string;
}

/** Returns the line for the status bar; undefined while no timer runs or is paused. */
export function timerLine({ running, paused }: TimerState, now: number, t: Translate): TimerLine | undefined {
  const entry = running ?? paused;
  if (!entry) return undefined;
  const { start, end = Math.max(start, now), offset } = entry;
  const title = entry.title || t('Timer');
  const time = formatDuration(Math.floor((end - start) / minuteMs) * minuteMs, t);
  // A title must not add icons.
  const short = (title.length > titleAtMost ? `${title.slice(0, titleAtMost - 1)}…` : title).replaceAll('$(', '$ (');
  const action = t('Select to stop, pause, or switch.');
  if (!running)
    return {
      text: `$(debug-pause) ${short}`,
      label: t('Timer paused: {0}, {1}', title, time),
      tooltip: `${t('{0}: paused after {1}.', title, time)}\n${action}`,
    };
  return {
    text: `$(watch) ${time} · ${short}`,
    label: t('Timer: {0}, {1}', title, time),
    tooltip: `${t('{0}, since {1}.', title, clockTime(start, offset))}\n${action}`,
  };
}
