import { minuteMs } from '../../../core/time/days.ts';
import { useEffect, useState } from 'preact/hooks';
import type { Params, Result } from '../../../catalog/view.ts';
import type { InsightsView } from '../../../core/insights/insights.ts';
import { useAction, useApp, useKept, type CallState } from '../../state/app.ts';

/** It is read again at most this often (ms) while snapshots come in. */
const againMs = minuteMs;

/** The analyses, and what can be done with them. */
export interface Insights {
  /** Undefined until the first answer. */
  readonly view: InsightsView | undefined;
  readonly loading: CallState;
  /** The day of the archive that is shown; undefined for the latest. */
  readonly day: string | undefined;
  choose(day: string | undefined): void;
  /** Reads again what an analysis would do. */
  reload(): Promise<unknown>;
  analyze(): Promise<void>;
  judge(judged: Params<'insights.judge'>): Promise<void>;
  addToPlan(day: string, item: string): Promise<Result<'insights.addToPlan'>>;
}

/** @param at when the shown snapshot was made, in ms since the epoch */
export function useInsights(at: number): Insights {
  const { rpc } = useApp();
  const [view, setView] = useState<InsightsView>();
  const [day, setDay] = useKept<string | undefined>('insights.day', undefined);
  const loading = useAction({ overlaps: true });
  const read = async () => setView(await rpc.call('insights.get', day === undefined ? {} : { day }));
  useEffect(() => void loading.run(read), [Math.floor(at / againMs), day]);
  return {
    view,
    loading,
    day,
    choose: setDay,
    reload: () => loading.run(read),
    analyze: async () => {
      setView(await rpc.call('insights.analyze', {}));
      setDay(undefined);
    },
    judge: async (judged) => setView(await rpc.call('insights.judge', judged)),
    addToPlan: async (of, item) => {
      const added = await rpc.call('insights.addToPlan', { day: of, item });
      await read();
      return added;
    },
  };
}
