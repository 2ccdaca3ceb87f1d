import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../core/base/appError.ts';
import type { Clock } from '../../core/base/clock.ts';
import type { ReadOptions } from '../../core/operations/reading.ts';
import { Emitter, type Disposable, type Event } from '../../core/base/event.ts';
import type { StoreApi, StoreMethod, WorkerInput, WorkerReply, WorkerRequest } from './protocol.ts';

/** The worker ends when it got no request for this long, so that it costs nothing while the dashboard is closed. */
const idleMs = 60_000;

type PendingCall = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** The worker that holds SQLite, started when first asked and again after it ended. */
export class WorkerClient implements Disposable {
  readonly #script: string;
  readonly #input: () => Promise<WorkerInput>;
  readonly #clock: Clock;
  readonly #pending = new Map<number, PendingCall>();
  readonly #started = new Emitter<void>();
  /** Fires with the worker's first answer after each start. */
  readonly onDidStart: Event<void> = this.#started.event;
  #worker: Worker | undefined;
  #isStarting = false;
  #idle: Disposable | undefined;
  #nextId = 1;

  /**
   * @param script absolute path of the bundled worker, or of `start.cjs` beside it, which loads it precompiled
   * @param input called for the worker's input; requests wait for it
   */
  constructor(script: string, input: () => Promise<WorkerInput>, clock: Clock) {
    this.#script = script;
    this.#input = input;
    this.#clock = clock;
  }

  get running(): boolean {
    return this.#worker !== undefined;
  }

  /** Runs a query. Rejects with an `AppError`: the worker's error, or `worker-stopped` if it died. */
  ask(request: Omit<WorkerRequest, 'id'> & { readonly options: ReadOptions }): Promise<unknown> {
    return this.#post(request);
  }

  /** Asks the store itself. Rejects like `ask`. */
  store<M extends StoreMethod>(method: M, params: Parameters<StoreApi[M]>[0]): Promise<ReturnType<StoreApi[M]>> {
    return this.#post({ operation: `store.${method}`, params }) as Promise<ReturnType<StoreApi[M]>>;
  }

  async #post(request: Omit<WorkerRequest, 'id'>): Promise<unknown> {
    const input = await this.#input();
    const id = this.#nextId++;
    const worker = (this.#worker ??= this.#start(input));
    this.#idle?.dispose();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, ...request } satisfies WorkerRequest);
    });
  }

  /** Ends the worker; the next request starts it again. */
  dispose(): void {
    this.#idle?.dispose();
    const worker = this.#worker;
    this.#forget('The data worker was stopped.');
    void worker?.terminate();
  }

  #start(input: WorkerInput): Worker {
    this.#isStarting = true;
    const worker = new Worker(this.#script, { workerData: input, name: 'daymark' });
    worker.on('message', (reply: WorkerReply) => this.#settle(reply));
    worker.on('error', (error) => worker === this.#worker && this.#forget(`The data worker failed: ${error.message}`));
    worker.on('exit', () => worker === this.#worker && this.#forget('The data worker ended unexpectedly. Try again.'));
    // A window that closes must not wait for the worker.
    worker.unref();
    return worker;
  }

  #settle(reply: WorkerReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('error' in reply) pending?.reject(new AppError(reply.error.code as ErrorCode, reply.error.message));
    else pending?.resolve(reply.result);
    if (this.#isStarting) {
      this.#isStarting = false;
      this.#started.fire();
    }
    if (this.#pending.size > 0) return;
    this.#idle?.dispose();
    this.#idle = this.#clock.after(idleMs, () => this.dispose());
  }

  #forget(reason: string): void {
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(new AppError('worker-stopped', reason));
    this.#pending.clear();
  }
}
