import { l10n } from 'vscode';
import { failedFeatures, type Feature } from '../../feature.ts';
import { markdownPage } from '../../markdownPage.ts';
import type { Services } from '../../services.ts';
import { problemsOf } from '../../settingProblems.ts';

const page = markdownPage('daymark-health', 'Daymark Health.md');

/** "Run Health Check": for each signal and for the storage, whether it works and when it was last seen. */
export const health: Feature = {
  id: 'health',
  commands: (services) => ({ 'daymark.health': async () => page(services).show(await report(services)) }),
};

async function report(services: Services): Promise<string> {
  const { store, settings, journal, tracking, worker, clock, context } = services;
  const workerRan = worker.running;
  const stored = await store('health', {}).catch((error: Error) => error);
  const access = await services.vault;
  const version = String((context.extension.packageJSON as { version: unknown }).version);
  const input = {
    stored,
    journal: journal.state(),
    sensors: tracking.sensorHealth(),
    state: tracking.state,
    vault: {
      ...access.vault.state(),
      place: access.secret && access.place,
      damagedSecrets: access.damagedSecrets,
    },
    workerRan,
    failedFeatures: failedFeatures(services),
    settings: problemsOf(settings),
    privacy: tracking.privacyProblems(),
    version,
  };
  const { healthReport } = await import('./healthReport.ts');
  return healthReport(input, { now: clock.now(), t: l10n.t });
}
