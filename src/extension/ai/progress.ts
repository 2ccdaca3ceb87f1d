import { l10n, ProgressLocation, window } from 'vscode';
import type { AppError } from '../../core/base/appError.ts';
import type { Services } from '../services.ts';
import { isModelChosen } from './modelChoice.ts';
import { unlinked } from '../unlinked.ts';

/** Runs something that may ask a model: with progress that can be cancelled, when a model is chosen. */
export function withCancel<T>(
  services: Services,
  title: string,
  run: (signal: AbortSignal) => Promise<T>,
): Thenable<T> {
  if (!isModelChosen(services)) return run(new AbortController().signal);
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return run(controller.signal);
  });
}

/** Says that the built-in rules did it, and why, unless the user chose them. */
export function reportFallback({ code, message }: AppError): void {
  if (code === 'ai-declined' || code === 'ai-cancelled') return;
  void window.showWarningMessage(unlinked(l10n.t('{0} The built-in rules were used instead.', message)));
}
