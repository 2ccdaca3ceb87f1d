import { AppError } from '../core/base/appError.ts';

/** Waits for a change of a record. @throws AppError `gone` where the record doesn't exist any more */
export async function unlessGone<T>(change: Promise<T>, gone: AppError): Promise<T> {
  try {
    return await change;
  } catch (error) {
    throw error instanceof AppError && error.code === 'not-found' ? gone : error;
  }
}
