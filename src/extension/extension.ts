import type { ExtensionContext } from 'vscode';
import { errorCode } from '../core/base/appError.ts';
import { handleUnexpected } from '../core/base/unexpected.ts';
import { registerCommands } from './commands.ts';
import { startFeatures } from './feature.ts';
import { features } from './features/index.ts';
import type { DaymarkExports } from './plugins/pluginTypes.ts';
import { LateFeatures } from './lateFeatures.ts';
import { createServices } from './services.ts';

/** Called by VS Code once it has started. Returns the API for other extensions, which costs nothing until one connects. */
export function activate(context: ExtensionContext): DaymarkExports {
  const services = createServices(context);
  const unexpected = handleUnexpected((error) => services.log.error(`a listener failed: ${errorCode(error)}`));
  const late = new LateFeatures(services);
  context.subscriptions.push(
    unexpected,
    services,
    ...registerCommands(features, late, services),
    ...startFeatures(features, services),
    late,
  );
  return {
    version: 1,
    connect: async (request) => (await import('./plugins/connect.ts')).connectPlugin(services, request),
  };
}
