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

/** Starts a feature; one that throws is logged and skipped. @returns what ends it, if it runs */
export function startFeature({ id, start }: Feature, services: Services): Disposable | undefined {
  try {
    return start?.(services);
  } catch (error) {
    failedFeatures(services).push(id);
    services.log.error(`feature ${id} did not start: ${errorKind(error)}`);
    return undefined;
  }
}
