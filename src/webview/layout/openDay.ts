import { minuteMs } from '../../core/time/days.ts';
import { useCallback } from 'preact/hooks';
import type { Dashboard } from '../../core/views/views.ts';
import { useApp, useKept } from '../state/app.ts';
import { useThrottled } from '../state/useThrottled.ts';
import { goTo } from './navigate.ts';

/** The day that the timeline shows, empty for today, whichever that is. */
export function useShownDay(): [string, (day: string) => void] {
  return useKept('day', '');
}

/** The day that is shown, given the one that was chosen. */
export function shownDayOf(chosen: string, { today }: Dashboard): string {
  return chosen === '' || chosen > today.day ? today.day : chosen;
}

/** Shows a day in the timeline, and brings that into view. */
export function useOpenDay({ today }: Dashboard): (day: string) => void {
  const { viewState } = useApp();
  return useCallback(
    (day: string) => {
      viewState.set('day', day === today.day ? undefined : day);
      goTo('timeline');
    },
    [viewState, today.day],
  );
}

/** While snapshots come every second, answers about many days are requested again at this interval, in ms. */
const historyEveryMs = minuteMs;

/** Returns what answers about past days depend on besides their parameters: any day may be corrected, which a new snapshot shows. */
export function useHistoryBasis({ at, today, demo }: Dashboard): string {
  return `${useThrottled(at, historyEveryMs)} ${today.day} ${demo}`;
}
