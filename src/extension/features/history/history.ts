import type { RangeDays } from '../../../core/views/history.ts';
import type { Feature } from '../../feature.ts';
import type { Services } from '../../services.ts';

/** What the dashboard shows of past days: ranges, habits, the calendar, one day in detail. */
export const history: Feature = {
  id: 'history',
  handlers: (services) => {
    const { read, readOptions } = services;
    return {
      'activity.range': async (params) => {
        await prepare(services, params.days);
        return read('activityRange', { ...readOptions(), ...params });
      },
      'history.get': async () => {
        await prepare(services, 'calendar');
        return read('history', readOptions());
      },
      'patterns.get': async (params) => {
        await prepare(services, params.days);
        return read('patterns', { ...readOptions(), ...params });
      },
      'top.get': async (params) => {
        await prepare(services, params.days);
        return read('top', { ...readOptions(), ...params });
      },
      'top.days': async (params) => {
        await prepare(services, params.days);
        return read('topDays', { ...readOptions(), ...params });
      },
      'day.get': ({ day }) => read('day', { ...readOptions(), day }),
    };
  },
};

/** Sums up days step by step, so that what else is asked of the worker meanwhile does not wait for years to be read. */
async function prepare({ read, readOptions }: Services, days: RangeDays | 'calendar'): Promise<void> {
  const step = () => read('prepareDays', { ...readOptions(), days });
  let before = Number.POSITIVE_INFINITY;
  // Where days are forgotten meanwhile there is no end to it: then the question itself reads what is missing.
  for (let left = await step(); left > 0 && left < before; left = await step()) before = left;
}
