import { Disposable, window } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import type { Disposable as Ending } from '../../../core/base/event.ts';
import type { Services } from '../../services.ts';

/** Something that runs by itself while it is on. */
interface RecurringWork {
  /** For the log. */
  readonly name: string;
  readonly everyMs: number;
  /** Cheap: asked at the start and with each focus. */
  readonly isOn: () => boolean;
  readonly isDue?: () => boolean;
  readonly run: () => Promise<unknown>;
}

/**
 * Runs something every so often while it is on, and when the window gets the focus; `look` looks at once. Where it is off, a focus costs one look, and nothing is
 * loaded.
 */
export function runWhileOn(
  { clock, log }: Services,
  { name, everyMs, isOn, isDue, run }: RecurringWork,
): Disposable & { look(): void } {
  let next: Ending | undefined;
  let isRunning = false;
  const look = (): void => {
    next?.dispose();
    next = undefined;
    if (!isOn()) return;
    next = clock.after(everyMs, look);
    if (isRunning || isDue?.() === false) return;
    isRunning = true;
    run()
      .catch((error: unknown) => log.warn(`${name} failed: ${errorCode(error)}`))
      .finally(() => (isRunning = false));
  };
  look();
  const focus = window.onDidChangeWindowState(({ focused }) => focused && look());
  return Object.assign(Disposable.from(focus, { dispose: () => next?.dispose() }), { look });
}
