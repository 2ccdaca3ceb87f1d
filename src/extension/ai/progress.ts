import { l10n, ProgressLocation, window } from 'vscode';
import { AppError } from '../../core/base/appError.ts';
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

/** Returns the answer to a question to a model; undefined where the user declined to send it, or canceled. */
export async function unlessDeclined<T>(answer: PromiseLike<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && isDeclined(error)) return undefined;
    throw error;
  }
}

/** Says that the built-in rules did it, and why, unless the user chose them. */
export function reportFallback(failure: AppError): void {
  if (isDeclined(failure)) return;
  void window.showWarningMessage(unlinked(l10n.t('{0} The built-in rules were used instead.', failure.message)));
}

function isDeclined({ code }: AppError): boolean {
  return code === 'ai-declined' || code === 'ai-cancelled';
}
