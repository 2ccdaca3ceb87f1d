import type { Disposable } from 'vscode';
import { errorMessage } from '../core/base/appError.ts';
import type { Services } from './services.ts';

/** What a command does. */
export type Command = (...args: unknown[]) => unknown;

/** One folder under features/ is one of these. */
export interface Feature {
  readonly id: string;
  /** Command id to what it does; the ids stand in package.json too. */
  readonly commands?: (services: Services) => Record<string, Command>;
  readonly start?: (services: Services) => Disposable;
}

/** Starts each feature; one that throws is logged and skipped, the rest start. */
export function startFeatures(features: readonly Feature[], services: Services): Disposable[] {
  return features.flatMap((feature) => {
    try {
      return feature.start ? [feature.start(services)] : [];
    } catch (error) {
      services.failedFeatures.push(feature.id);
      services.log.error(`feature ${feature.id} did not start: ${errorMessage(error)}`);
      return [];
    }
  });
}
