import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ChatRequest,
  type ChatResponseStream,
  type ExtensionContext,
  type LanguageModelToolResult,
  type PreparedToolInvocation,
  window,
} from 'vscode';
import { AppError, errorCode, errorMessage } from '../core/base/appError.ts';
import { disposeAll, type Disposable } from '../core/base/event.ts';
import { handleUnexpected } from '../core/base/unexpected.ts';
import { type Command, failedFeatures, type Feature, startFeature } from './feature.ts';
import { features } from './features/index.ts';
import type { DaymarkApi, DaymarkRequest } from './plugins/pluginTypes.ts';
import { createServices, type Services } from './services.ts';
import { unlinked } from './unlinked.ts';

/** Makes everything, and starts the features one after the other. Throws what VS Code's API throws. */
export function openSession(context: ExtensionContext): WindowSession {
  return new WindowSession(createServices(context));
}

/**
 * Daymark in one window. Each feature starts in its own turn of the event loop, so that no other extension waits for all of them; those that
 * nothing is recorded without come first.
 */
export class WindowSession implements Disposable {
  readonly #services: Services;
  readonly #unexpected: Disposable;
  readonly #commands = new Map<string, Command>();
  readonly #held: Disposable[] = [];
  readonly #started: Promise<void>;
  #isDisposed = false;

  constructor(services: Services) {
    this.#services = services;
    this.#unexpected = handleUnexpected((error) => services.log.error(`a listener failed: ${errorCode(error)}`));
    this.#started = this.#start();
    this.#started.catch((error: unknown) => {
      failedFeatures(services).push('afterStart');
      services.log.error(`the features after the start could not be loaded: ${errorCode(error)}`);
    });
  }

  /** Runs a command once its feature has started. The one place where a command's error is caught: it is logged and shown. */
  async runCommand(id: string, args: readonly unknown[]): Promise<unknown> {
    try {
      if (!this.#commands.has(id)) await this.#started;
      const command = this.#commands.get(id);
      if (!command) throw new AppError('internal', `${id} is declared, but no feature has it.`);
      return await command(...args);
    } catch (error) {
      if (errorCode(error) === 'cancelled') return undefined;
      this.#services.log.error(`${id}: ${errorCode(error)}`);
      void window.showErrorMessage(unlinked(errorMessage(error)));
      return undefined;
    }
  }

  /** Answers a request to `@daymark`. Rejects with what its queries throw. */
  async answerChat(request: ChatRequest, stream: ChatResponseStream): Promise<void> {
    return (await import('./chat/chat.ts')).answerChat(this.#services, request, stream);
  }

  /** The question before an agent's tool runs, if it needs one. Rejects with `invalid-input`. */
  async prepareTool(operation: string, input: unknown): Promise<PreparedToolInvocation | undefined> {
    return (await import('./chat/tools.ts')).prepare(this.#services, operation, input);
  }

  /** Runs an agent's tool. Rejects with what the operation throws. */
  async invokeTool(operation: string, input: unknown): Promise<LanguageModelToolResult> {
    return (await import('./chat/tools.ts')).invoke(this.#services, operation, input);
  }

  /** Connects another extension. Rejects with `not-allowed` or `invalid-input`. */
  async connect(request: DaymarkRequest): Promise<DaymarkApi> {
    return (await import('./plugins/connect.ts')).connectPlugin(this.#services, request);
  }

  dispose(): void {
    this.#isDisposed = true;
    // The services first: they write what is in memory.
    disposeAll(this.#unexpected, ...this.#held, this.#services).dispose();
  }

  async #start(): Promise<void> {
    for (const feature of features) await this.#startInTurn(feature);
    const { featuresAfterStart } = await import('./features/afterStart.ts');
    for (const feature of featuresAfterStart) await this.#startInTurn(feature);
  }

  async #startInTurn(feature: Feature): Promise<void> {
    await nextTurn();
    if (this.#isDisposed) return;
    for (const [id, command] of Object.entries(feature.commands?.(this.#services) ?? {}))
      this.#commands.set(id, command);
    const running = startFeature(feature, this.#services);
    if (running) this.#held.push(running);
  }
}
