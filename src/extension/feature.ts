import type { Disposable } from 'vscode';
import { errorKind } from '../core/base/appError.ts';
import { perWindow } from './perWindow.ts';
import type { Services } from './services.ts';

/** The implementation of a command. */
export type Command = (...args: unknown[]) => unknown;

/** One folder under features/ is one of these. */
export interface Feature {
  readonly id: string;
  /** Command ids with their implementations; the ids are in package.json too. */
  readonly commands?: (services: Services) => Record<string, Command>;
  readonly start?: (services: Services) => Disposable;
}

/** Ids of the features that did not start, for the health check. */
export const failedFeatures = perWindow((): string[] => []);

/** Starts each feature; one that throws is logged and skipped, the rest start. */
export function startFeatures(features: readonly Feature[], services: Services): Disposable[] {
  return features.flatMap((feature) => {
    try {
      return feature.start ? [feature.start(services)] : [];
    } catch (error) {
      failedFeatures(services).push(feature.id);
      services.log.error(`feature ${feature.id} did not start: ${errorKind(error)}`);
      return [];
    }
  });
}
