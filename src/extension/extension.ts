import type { ExtensionContext } from 'vscode';
import { errorCode } from '../core/base/appError.ts';
import { handleUnexpected } from '../core/base/unexpected.ts';
import { registerCommands } from './commands.ts';
import { startFeatures } from './feature.ts';
import { features } from './features/index.ts';
import { createServices } from './services.ts';

/** Called by VS Code once it has started. */
export function activate(context: ExtensionContext): void {
  const services = createServices(context);
  const unexpected = handleUnexpected((error) => services.log.error(`a listener failed: ${errorCode(error)}`));
  context.subscriptions.push(
    unexpected,
    services,
    ...registerCommands(features, services),
    ...startFeatures(features, services),
  );
}
