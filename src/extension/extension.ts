import type { ExtensionContext } from 'vscode';
import { errorCode } from '../core/base/appError.ts';
import { handleUnexpected } from '../core/base/unexpected.ts';
import { registerCommands } from './commands.ts';
import { startFeatures } from './feature.ts';
import { features } from './features/index.ts';
import { LateFeatures } from './lateFeatures.ts';
import { createServices } from './services.ts';

/** Called by VS Code once it has started. */
export function activate(context: ExtensionContext): void {
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
}
