import { l10n, ProgressLocation, window } from 'vscode';
import { AppError } from '../../../core/base/appError.ts';
import { inWords } from './readPlace.ts';

/** Runs something that reads a calendar, with progress that can be canceled. */
export function withCancel<T>(run: (signal: AbortSignal) => Promise<T>): Thenable<T> {
  const options = { location: ProgressLocation.Notification, title: l10n.t('Reading calendar…'), cancellable: true };
  return window.withProgress(options, (_, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort(new AppError('cancelled', l10n.t('Canceled.'))));
    return inWords(() => run(abort.signal));
  });
}
