import type { Feature } from '../../feature.ts';

/** Other extensions' access to Daymark. The API itself is in `src/extension/plugins`. */
export const plugins: Feature = {
  id: 'plugins',
  commands: (services) => ({
    'daymark.manageExtensionAccess': async () => (await import('./manageAccess.ts')).manageAccess(services),
  }),
};
