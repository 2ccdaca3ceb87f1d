import type { ExtensionContext } from 'vscode';
import { registerCommands } from './commands.ts';
import { startFeatures } from './feature.ts';
import { features } from './features/index.ts';
import { registerHandlers } from './handlers.ts';
import { createServices } from './services.ts';

/** Called by VS Code once it has started. */
export function activate(context: ExtensionContext): void {
  const services = createServices(context);
  registerHandlers(features, services);
  context.subscriptions.push(services, ...registerCommands(features, services), ...startFeatures(features, services));
}
