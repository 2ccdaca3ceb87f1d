import type { Feature } from '../../feature.ts';

/** Work logged by hand: added, edited, and deleted from the dashboard. */
export const activityLog: Feature = {
  id: 'activityLog',
  commands: (services) => ({ 'daymark.logActivity': () => services.dashboard.show('log') }),
};
