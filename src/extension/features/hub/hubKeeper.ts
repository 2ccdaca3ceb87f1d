import type { Clock } from '../../../core/base/clock.ts';
import type { Disposable } from '../../../core/base/event.ts';
import { pause } from '../../../core/base/pause.ts';
import type { Exclusive } from '../../../storage/disk/exclusive.ts';

/** Interval at which a window checks whether it can take over the hub, in ms. A window that dies is replaced within 5 s. */
const lookEveryMs = 2000;
/** Wait after the hub failed, in ms. */
const retryMs = 30_000;

/** A hub that was started. */
export interface StartedHub {
  /** Resolves when it has ended, with the reason unless that was requested. */
  readonly ended: Promise<string | undefined>;
  /** Asks it to end. Resolves when its port is free. */
  close(): Promise<void>;
}

export interface HubKeeperParts {
  readonly exclusive: Exclusive;
  readonly clock: Clock;
  readonly start: () => Promise<StartedHub>;
  /** Called with the reason if the hub can't run. */
  readonly failed: (reason: string) => void;
}

/** Runs the hub in this window while no other does, and takes over when the window that ran it is gone. */
export class HubKeeper implements Disposable {
  readonly #parts: HubKeeperParts;
  readonly #end = new AbortController();
  readonly #done: Promise<void>;

  constructor(parts: HubKeeperParts) {
    this.#parts = parts;
    this.#done = this.#run(this.#end.signal);
  }

  dispose(): void {
    void this.close();
  }

  /** Ends the hub, and lets other windows run it when the port is free. */
  close(): Promise<void> {
    this.#end.abort();
    return this.#done;
  }

  async #run(end: AbortSignal): Promise<void> {
    while (!end.aborted) {
      const reason = await this.#keep(end);
      if (reason !== undefined) this.#parts.failed(reason);
      await pause(this.#parts.clock, reason === undefined ? lookEveryMs : retryMs, end);
    }
  }

  /** @returns why it can't run; undefined where another window runs it, or it was to end */
  async #keep(end: AbortSignal): Promise<string | undefined> {
    const { exclusive, start } = this.#parts;
    try {
      return await exclusive.ifFree(async ({ lost }) => {
        const hub = await start();
        const closing = AbortSignal.any([end, lost]);
        const closed = new Promise<undefined>((resolve) => {
          const close = (): void => resolve(hub.close().then(() => undefined));
          if (closing.aborted) close();
          else closing.addEventListener('abort', close);
        });
        return Promise.race([hub.ended, closed]);
      });
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : 'error');
    }
  }
}
