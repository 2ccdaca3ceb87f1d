import type { Feature } from '../../feature.ts';
import { startSchedule } from './schedule.ts';

/** Finds what slows a person down, once a day or on request. The implementation is loaded when needed. */
export const insights: Feature = {
  id: 'insights',
  commands: (services) => ({
    'daymark.analyzeNow': async () => (await import('./analyzing.ts')).analyzeAndShow(services),
  }),
  start: (services) => startSchedule(services),
};
