import type { Feature } from '../../feature.ts';

/** Connects to a backend that the user runs, and shares days with it, each time after a preview. Calls nothing by itself. */
export const backend: Feature = {
  id: 'backend',
  commands: (services) => ({
    'daymark.connectBackend': async () => (await import('./connectBackend.ts')).connectBackend(services),
    'daymark.disconnectBackend': async () => (await import('./connectBackend.ts')).disconnectBackend(services),
    'daymark.shareWithBackend': async () => (await import('./shareDays.ts')).shareDays(services),
    'daymark.takeBackShared': async () => (await import('./shareDays.ts')).takeBack(services),
  }),
};
