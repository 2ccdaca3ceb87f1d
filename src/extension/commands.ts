import type { Disposable } from 'vscode';
import { commands, window } from 'vscode';
import { errorCode, errorMessage } from '../core/base/appError.ts';
import type { Feature } from './feature.ts';
import type { Services } from './services.ts';

/** Registers every command of every feature. This is the one place where a command's error is caught: it is logged and shown. */
export function registerCommands(features: readonly Feature[], services: Services): Disposable[] {
  return features.flatMap((feature) =>
    Object.entries(feature.commands?.(services) ?? {}).map(([id, run]) =>
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          if (errorCode(error) === 'cancelled') return undefined;
          services.log.error(`${id}: ${errorCode(error)}`);
          void window.showErrorMessage(errorMessage(error));
          return undefined;
        }
      }),
    ),
  );
}
