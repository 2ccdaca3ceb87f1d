import type { Feature } from '../../feature.ts';
import { startSchedule } from './schedule.ts';

/** What slows a person down, once a day or when asked. What does it is loaded when it is needed. */
export const insights: Feature = {
  id: 'insights',
  commands: (services) => ({
    'daymark.analyzeNow': async () => (await import('./analyzing.ts')).analyzeAndShow(services),
  }),
  handlers: (services) => ({
    'insights.get': async ({ day }) => (await import('./insightsShown.ts')).viewOf(services, day),
    'insights.analyze': async () => (await import('./analyzing.ts')).analyzeForView(services),
    'insights.judge': async (judged) => (await import('./insightActions.ts')).judge(services, judged),
    'insights.addToPlan': async (item) => (await import('./insightActions.ts')).addToPlan(services, item),
  }),
  start: (services) => startSchedule(services),
};
