import type { Feature } from '../../feature.ts';

/** Shows a week on one page, and saves it. */
export const summary: Feature = {
  id: 'summary',
  commands: (services) => ({
    'daymark.weeklySummary': async () => (await import('./summaryDesk.ts')).showWeek(services),
    'daymark.saveWeeklySummary': async (wanted: unknown) =>
      (await import('./summaryDesk.ts')).saveWeek(services, wanted),
  }),
};
