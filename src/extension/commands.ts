import type { Disposable } from 'vscode';
import { commands, window } from 'vscode';
import { errorCode, errorMessage } from '../core/base/appError.ts';
import type { Command, Feature } from './feature.ts';
import type { LateFeatures } from './lateFeatures.ts';
import type { Services } from './services.ts';
import { unlinked } from './unlinked.ts';

/**
 * Registers every command that package.json declares. One that no feature of the start has runs when the late features have started, so
 * that none of them need be loaded to register it.
 */
export function registerCommands(features: readonly Feature[], late: LateFeatures, services: Services): Disposable[] {
  const early = new Map(features.flatMap((feature) => Object.entries(feature.commands?.(services) ?? {})));
  return declaredCommands(services).map((id) => {
    const run = early.get(id) ?? ((...args: unknown[]) => late.run(id, args));
    return commands.registerCommand(id, withErrorsShown(id, run, services));
  });
}

function declaredCommands({ context }: Services): string[] {
  const { contributes } = context.extension.packageJSON as {
    readonly contributes: { readonly commands: readonly { readonly command: string }[] };
  };
  return contributes.commands.map(({ command }) => command);
}

/** The one place where a command's error is caught: it is logged and shown. */
function withErrorsShown(id: string, run: Command, { log }: Services): Command {
  return async (...args) => {
    try {
      return await run(...args);
    } catch (error) {
      if (errorCode(error) === 'cancelled') return undefined;
      log.error(`${id}: ${errorCode(error)}`);
      void window.showErrorMessage(unlinked(errorMessage(error)));
      return undefined;
    }
  };
}
