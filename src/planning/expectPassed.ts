import { AppError } from '../core/base/appError.ts';
import type { App } from '../core/operations/app.ts';
import { hasPassed } from '../core/time/passed.ts';

/** @throws AppError `invalid-input` for time that hasn't passed yet */
export function expectPassed({ clock, t }: Pick<App, 'clock' | 't'>, end: number): void {
  if (!hasPassed(end, clock.now())) throw new AppError('invalid-input', t('The end is in the future.'));
}
