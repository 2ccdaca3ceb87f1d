import { useCallback } from 'preact/hooks';
import type { Dashboard } from '../../shared/views.ts';
import { useApp, useKept } from '../state/app.ts';
import { goTo } from './navigate.ts';

/** The day that the timeline shows, empty for today, whichever that is. */
export function useShownDay(): [string, (day: string) => void] {
  return useKept('day', '');
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

/** What answers about past days rest on, besides their parameters: asked again when time of note was added, or changed. */
export function historyBasis({ days, demo }: Dashboard): string {
  const stepMs = 5 * 60_000;
  return JSON.stringify([demo, days.at(-1)?.day, days.map(({ totalMs }) => Math.round(totalMs / stepMs))]);
}
