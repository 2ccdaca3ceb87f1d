import type { EventData, EventName } from '../../core/views/contract.ts';
import type { Method, Params, Result } from '../../catalog/view.ts';
import type { Disposable } from '../../core/base/event.ts';

/** A call that the host refused or never answered; `message` is for a person. */
export class CallError extends Error {
  override readonly name = 'CallError';
  /** The host's word for it, or `lost` when no answer came. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The view's end of the contract. */
export interface Rpc {
  /** Rejects with a `CallError`. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>;
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): Disposable;
}

export interface Wire {
  post(message: unknown): void;
  /** Hands over each message of the host. */
  receive(listener: (message: unknown) => void): void;
  /** Calls back after `ms`; disposing the result cancels it. */
  after(ms: number, callback: () => void): Disposable;
}

interface PendingCall {
  readonly settle: (message: HostMessage) => void;
}

/** The host's messages. The host is trusted, so their shape is not checked. */
interface HostMessage {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  readonly event?: EventName;
  readonly data?: unknown;
}

const patienceMs = 15_000;
const longPatienceMs = 120_000;
/** A model may be asked. */
const slow: ReadonlySet<Method> = new Set<Method>(['plan.generate', 'insights.analyze']);

/**
 * Pairs each call with its answer. One that stays unanswered for 15 s (two minutes where a model may be asked) is given up.
 * @param lostMessage the message for the user then
 */
export function connectRpc(wire: Wire, lostMessage: string): Rpc {
  const waiting = new Map<number, PendingCall>();
  const listeners = new Map<EventName, Set<(data: never) => void>>();
  let lastId = 0;
  wire.receive((message) => {
    if (!isIncoming(message)) return;
    if (message.id !== undefined) waiting.get(message.id)?.settle(message);
    if (message.event) for (const listener of listeners.get(message.event) ?? []) listener(message.data as never);
  });
  return {
    call: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++lastId;
        const timer = wire.after(slow.has(method) ? longPatienceMs : patienceMs, () => {
          waiting.delete(id);
          reject(new CallError('lost', lostMessage));
        });
        const settle = ({ result, error }: HostMessage) => {
          waiting.delete(id);
          timer.dispose();
          if (error) reject(new CallError(error.code, error.message));
          else resolve(result as Result<typeof method>);
        };
        waiting.set(id, { settle });
        wire.post({ id, method, params });
      }),
    on: (event, listener) => {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener));
      return { dispose: () => void set.delete(listener) };
    },
  };
}

function isIncoming(message: unknown): message is HostMessage {
  return typeof message === 'object' && message !== null && ('id' in message || 'event' in message);
}

/** Returns the message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
