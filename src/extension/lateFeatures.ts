import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError, errorCode } from '../core/base/appError.ts';
import type { Disposable } from '../core/base/event.ts';
import { failedFeatures, startFeatures, type Command } from './feature.ts';
import type { Services } from './services.ts';

/**
 * Loads and starts the features that VS Code doesn't have to wait for, right after activation. Each gets its own turn of the event loop, so
 * that no other extension waits for all of them.
 */
export class LateFeatures implements Disposable {
  readonly #services: Services;
  readonly #commands = new Map<string, Command>();
  readonly #held: Disposable[] = [];
  readonly #started: Promise<void>;
  #isDisposed = false;

  constructor(services: Services) {
    this.#services = services;
    this.#started = this.#start();
    this.#started.catch((error: unknown) => {
      failedFeatures(services).push('afterStart');
      services.log.error(`the features after the start could not be loaded: ${errorCode(error)}`);
    });
  }

  /** Runs a command of one of them once all have started. Rejects when they could not be loaded, and with what the command throws. */
  async run(id: string, args: readonly unknown[]): Promise<unknown> {
    await this.#started;
    const command = this.#commands.get(id);
    if (!command) throw new AppError('internal', `${id} is declared, but no feature has it.`);
    return command(...args);
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const one of this.#held) one.dispose();
  }

  async #start(): Promise<void> {
    await nextTurn();
    const { featuresAfterStart } = await import('./features/afterStart.ts');
    for (const feature of featuresAfterStart) {
      await nextTurn();
      if (this.#isDisposed) return;
      for (const [id, command] of Object.entries(feature.commands?.(this.#services) ?? {}))
        this.#commands.set(id, command);
      this.#held.push(...startFeatures([feature], this.#services));
    }
  }
}
