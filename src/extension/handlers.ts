import type { Feature } from './feature.ts';
import type { Services } from './services.ts';

/** Gathers the features' answers to the view's calls. Each call has one feature that answers it; a test checks that all are answered. */
export function registerHandlers(features: readonly Feature[], services: Services): void {
  for (const feature of features) Object.assign(services.handlers, feature.handlers?.(services));
}
