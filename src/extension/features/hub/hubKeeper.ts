import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';
import type { HeldLock } from '../../../storage/disk/folderLock.ts';

/** How often a window checks whether it can take over the hub, in ms. A window that dies is replaced within 5 s. */
const lookEveryMs = 2000;
/** The interval of the lock's heartbeat, in ms. */
const beatMs = 10_000;
/** How long to wait after the hub failed, in ms. */
const retryMs = 30_000;

/** A hub that was started. */
export interface StartedHub {
  /** Resolves when it has ended, with the reason unless that was requested. */
  readonly ended: Promise<string | undefined>;
  /** Asks it to end. Resolves when its port is free. */
  close(): Promise<void>;
}

export interface HubKeeperParts {
  readonly lock: { tryAcquire(): HeldLock | undefined };
  readonly clock: Clock;
  readonly start: () => Promise<StartedHub>;
  /** Called with the reason if the hub can't run. */
  readonly failed: (reason: string) => void;
}

/** Runs the hub in this window while it holds the lock, and takes over when the window that held it is gone. */
export class HubKeeper implements Disposable {
  readonly #parts: HubKeeperParts;
  #held: HeldLock | undefined;
  #hub: Promise<StartedHub> | undefined;
  #next: Disposable | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: HubKeeperParts) {
    this.#parts = parts;
    this.#look();
  }

  dispose(): void {
    void this.close();
  }

  /** Ends the hub, and gives the lock back when the port is free. */
  close(): Promise<void> {
    return (this.#closing ??= this.#end());
  }

  async #end(): Promise<void> {
    this.#next?.dispose();
    await this.#endHub();
    this.#release();
  }

  async #endHub(): Promise<void> {
    const hub = await this.#hub?.catch(() => undefined);
    await hub?.close();
  }

  #after(ms: number): void {
    this.#next?.dispose();
    if (!this.#closing) this.#next = this.#parts.clock.after(ms, () => this.#look());
  }

  #look(): void {
    try {
      if (this.#held) return this.#beat(this.#held);
      this.#held = this.#parts.lock.tryAcquire();
      if (!this.#held) return this.#after(lookEveryMs);
    } catch (error) {
      return this.#retry((error as NodeJS.ErrnoException).code ?? 'error');
    }
    this.#after(beatMs);
    this.#start().catch((error: unknown) => this.#retry(error instanceof Error ? error.message : 'error'));
  }

  #beat(held: HeldLock): void {
    if (held.isHeld()) {
      held.beat();
      return this.#after(beatMs);
    }
    // This process stalled for so long that another window took over.
    this.#held = undefined;
    void this.#endHub();
    this.#after(lookEveryMs);
  }

  async #start(): Promise<void> {
    this.#hub = this.#parts.start();
    const { ended } = await this.#hub;
    const reason = await ended;
    this.#hub = undefined;
    if (reason !== undefined) this.#retry(reason);
  }

  #retry(reason: string): void {
    this.#hub = undefined;
    this.#parts.failed(reason);
    this.#release();
    this.#after(retryMs);
  }

  #release(): void {
    try {
      this.#held?.release();
    } catch {
      // The process ends soon, or the lock without a sign of life is put out after a minute.
    }
    this.#held = undefined;
  }
}
