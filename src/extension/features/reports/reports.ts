import type { Feature } from '../../feature.ts';
import type { ReportDesk } from './reportDesk.ts';

/** Reports of what time was for: shown in an editor tab, and saved. */
export const reports: Feature = {
  id: 'reports',
  commands: (services) => {
    let desk: Promise<ReportDesk> | undefined;
    const open = (): Promise<ReportDesk> =>
      (desk ??= import('./reportDesk.ts').then((module) => new module.ReportDesk(services)));
    return {
      'daymark.createReport': async () => (await open()).create(),
      'daymark.saveReport': async (format: unknown) => (await open()).save(format),
    };
  },
};
