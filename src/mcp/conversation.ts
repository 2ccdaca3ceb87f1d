import { AppError, errorMessage } from '../core/base/appError.ts';
import type { Headless, HeadlessCall } from '../headless/openHeadless.ts';
import type { ModelGate } from '../headless/modelGate.ts';

/** Daymark's operations as a language model sees them. */
export class Conversation {
  readonly headless: Headless;
  readonly #gate: ModelGate;

  /** @param gate kept for the conversation, so that a name keeps its alias */
  constructor(headless: Headless, gate: ModelGate) {
    this.headless = headless;
    this.#gate = gate;
  }

  /** Returns the call with aliases and ids translated back. */
  call(operation: string, params: unknown): HeadlessCall {
    return { transport: 'mcp', operation, params: this.#gate.incoming(params) };
  }

  /** Runs an operation. Returns its result as a model may see it. @throws AppError */
  async ask(operation: string, params: unknown = {}): Promise<unknown> {
    return this.#gate.outgoing(await this.headless.operate(this.call(operation, params)));
  }

  /** A sentence for a person, in which a model may not read names. */
  sentence(text: string): string {
    return this.#gate.sentence(text);
  }

  /** Describes an error. Unexpected ones are not quoted, since they may contain names. */
  failure(error: unknown): string {
    if (!(error instanceof AppError))
      return 'Daymark failed on this call. Try again, or restart the server. (internal)';
    return `${this.#gate.sentence(errorMessage(error))} (${error.code})`;
  }

  /** A note for answers while names can't be opened here; undefined while all can. */
  async lockedNote(): Promise<string | undefined> {
    return (await this.headless.lockedNames()) > 0
      ? 'Names are locked here: only VS Code can open them. The numbers are right.'
      : undefined;
  }
}
