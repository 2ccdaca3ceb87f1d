import { AppError } from '../core/base/appError.ts';
import type { Translate } from '../core/base/translate.ts';

/** Waits for a change of a record. @throws AppError `gone` where the record doesn't exist any more */
export async function unlessGone<T>(change: Promise<T>, gone: AppError): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof AppError && error.code === 'not-found' ? gone : error;
  }
}

/** The error for a task that was deleted meanwhile. */
export function taskGone({ t }: { readonly t: Translate }): AppError {
  return new AppError('not-found', t('That task no longer exists. It may have been deleted in another window.'));
}
