import type { Feature } from '../../feature.ts';

/** "Weekly Summary": a week on one page, to look at and to save. */
export const summary: Feature = {
  id: 'summary',
  commands: (services) => ({
    'daymark.weeklySummary': async () => (await import('./summaryDesk.ts')).showWeek(services),
    'daymark.saveWeeklySummary': async (wanted: unknown) =>
      (await import('./summaryDesk.ts')).saveWeek(services, wanted),
  }),
};
