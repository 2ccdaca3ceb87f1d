import type { Context } from '../../analytics/context.ts';
import { readDay } from '../../analytics/history/dayView.ts';
import type { History } from '../../analytics/history/history.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { ReadOptions, WorkerApi } from './protocol.ts';

type HistoryMethod = 'prepareDays' | 'activityRange' | 'history' | 'patterns' | 'top' | 'topDays' | 'day';

type Reading = (options: ReadOptions) => { readonly reader: ActivityReader; readonly context: Context };

/** What the dashboard asks of past days. */
export function historyMethods(history: History, reading: Reading): Pick<WorkerApi, HistoryMethod> {
  return {
    prepareDays: ({ days, ...options }) => {
      const { reader, context } = reading(options);
      return history.prepare(days, reader, context);
    },
    activityRange: ({ days, by, ...options }) => {
      const { reader, context } = reading(options);
      return history.range({ days, by }, reader, context);
    },
    history: (options) => {
      const { reader, context } = reading(options);
      return history.overview(reader, context);
    },
    patterns: ({ days, ...options }) => {
      const { reader, context } = reading(options);
      return history.patterns(days, reader, context);
    },
    top: ({ days, ...options }) => {
      const { reader, context } = reading(options);
      return history.top(days, reader, context);
    },
    topDays: ({ days, of, id, ...options }) => {
      const { reader, context } = reading(options);
      return history.topDays({ days, of, id }, reader, context);
    },
    day: ({ day, ...options }) => {
      const { reader, context } = reading(options);
      return readDay(reader, day, context);
    },
  };
}
