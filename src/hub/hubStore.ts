import type { Event } from '../core/base/event.ts';
import type { Fact } from '../core/facts/facts.ts';
import type { SignalPlace } from '../core/facts/signal.ts';

/** An operation, as far as the API needs to know it. */
export interface ApiOperation {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly access: 'read' | 'write' | 'destructive';
  /** JSON Schemas. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Everything that the hub needs from the data; provided by its caller. */
export interface HubStore {
  /** Writes facts. Resolves when they survive the death of the process; rejects with an `AppError` when the disk refuses. */
  record(facts: readonly Fact[]): Promise<void>;
  /** Judges a place by the user's exclusions: whether it may be recorded, with its names or without. */
  judge(where: SignalPlace): 'open' | 'nameless' | 'excluded';
  /** Fires when this or another window or program recorded something. Watches only while there are listeners. */
  readonly onDidChange: Event<void>;
  /**
   * Takes an OTLP request of logs or spans for what running agents do now, which is not recorded.
   * @throws what Node throws where that can't be kept
   */
  takeAgentStates(request: unknown): void;
  /** The operations that are offered over HTTP. */
  describe(): Promise<readonly ApiOperation[]>;
  /**
   * Runs an operation.
   * @param call `names`: whether the answer may hold names; otherwise they are replaced
   * Rejects with an `AppError`.
   */
  operate(call: { readonly operation: string; readonly params: unknown; readonly names: boolean }): Promise<unknown>;
}
