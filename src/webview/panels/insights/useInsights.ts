import { useEffect, useState } from 'preact/hooks';
import type { Params, Result } from '../../../catalog/view.ts';
import type { InsightsView } from '../../../core/insights/insights.ts';
import { useAction, useApp, useKept, type CallState } from '../../state/app.ts';
import { type SnapshotTimes, useChangeBasis } from '../../state/useChangeBasis.ts';

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

/** @param times of the shown snapshot */
export function useInsights(times: SnapshotTimes): Insights {
  const { rpc } = useApp();
  const [view, setView] = useState<InsightsView>();
  const [day, setDay] = useKept<string | undefined>('insights.day', undefined);
  const loading = useAction({ overlaps: true });
  const read = async () => setView(await rpc.call('insights.get', day === undefined ? {} : { day }));
  const basis = useChangeBasis(times);
  useEffect(() => void loading.run(read), [basis, day]);
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
