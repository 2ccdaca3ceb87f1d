import { l10n } from 'vscode';
import { errorCode } from '../../../../core/base/appError.ts';
import { growingPause } from '../../../../core/base/growingPause.ts';
import { pause } from '../../../../core/base/pause.ts';
import { hourMs, minuteMs } from '../../../../core/time/days.ts';
import { BackendError } from '../../../../integrations/backend/backendClient.ts';
import { streamEvents } from '../../../../integrations/backend/eventStream.ts';
import { oneWindow } from '../../../oneWindow.ts';
import type { Services } from '../../../services.ts';
import { connectionOf, openBackend } from '../access.ts';
import { Inbox } from './inbox.ts';

/** Interval at which a window that doesn't follow checks whether it has to, in ms. */
const lookEveryMs = 15_000;
/** Pauses after failures, in ms. */
const pauses = { firstMs: 1000, longestMs: 5 * minuteMs };
/** After a refusal, in ms: a viewer may become a member. */
const refusedPauseMs = hourMs;
const mostOrganizations = 10;

/** Follows the events of the backend in one window of all, and hands them to GitHub's sync. */
export class Follower {
  readonly #services: Services;
  readonly #signal: AbortSignal;
  readonly #inbox: Inbox;
  #origin: string | undefined;

  /** @param signal ends it */
  constructor(services: Services, signal: AbortSignal) {
    this.#services = services;
    this.#signal = signal;
    this.#inbox = new Inbox(services, signal);
  }

  /** Follows until the signal ends it. */
  async run(): Promise<void> {
    const { clock, log } = this.#services;
    while (!this.#signal.aborted) {
      const ended = await oneWindow(this.#services, 'live')
        .ifFree(({ lost }) => this.#follow(AbortSignal.any([this.#signal, lost])))
        // Such as on a full disk. That passes.
        .catch((error: unknown) => log.warn(`live updates: ${errorCode(error)}`));
      // Without the lock meanwhile: in a browser, another window may be signed in where this one isn't.
      if (ended === 'unconnected') await this.#connected(this.#signal);
      else await pause(clock, lookEveryMs, this.#signal);
    }
  }

  /**
   * Connects again and again until the signal ends it.
   * @returns `unconnected` where no backend is connected in this window
   */
  async #follow(signal: AbortSignal): Promise<'unconnected' | undefined> {
    const { log, notices } = this.#services;
    let failures = 0;
    while (!signal.aborted) {
      const started = this.#services.clock.monotonic();
      const problem = await this.#connect(signal);
      if (signal.aborted) return undefined;
      if (problem === undefined) notices.clear('live');
      else log.debug(`live updates: ${problem}`);
      if (problem === 'signed-out') {
        notices.hold({
          id: 'live',
          severity: 'warning',
          text: l10n.t('Live updates from GitHub have stopped: the backend no longer accepts this sign-in.'),
          action: { label: l10n.t('Connect to Backend'), command: 'daymark.connectBackend' },
        });
        await this.#changed(signal);
      }
      if (problem === 'not-allowed') return 'unconnected';
      // One that lasted isn't a failure: it ends with its token.
      failures = this.#services.clock.monotonic() - started > minuteMs ? 0 : failures + 1;
      const pauseMs = problem === 'refused' ? refusedPauseMs : growingPause(failures, pauses);
      await pause(this.#services.clock, pauseMs, signal);
    }
    return undefined;
  }

  /** Follows until a stream ends. @returns why it could not; undefined if it did */
  async #connect(signal: AbortSignal): Promise<string | undefined> {
    const ended = new AbortController();
    const either = AbortSignal.any([signal, ended.signal]);
    const listener = this.#services.context.secrets.onDidChange(() => void this.#endIfOther(ended));
    try {
      const { origin, client, token } = await openBackend(this.#services);
      this.#origin = origin;
      const organizations = (await client.organizations(token)).slice(0, mostOrganizations);
      const streams = organizations.map(async (organization) => {
        const after = this.#inbox.positionOf(organization);
        for await (const item of streamEvents({ origin, token, organization, after, signal: either }))
          this.#inbox.take(organization, item);
      });
      if (streams.length > 0) await Promise.race(streams);
      return undefined;
    } catch (error) {
      if (either.aborted) return undefined;
      return error instanceof BackendError ? error.problem : errorCode(error);
    } finally {
      ended.abort();
      listener.dispose();
    }
  }

  /** A stream ends with the connection that it belongs to. */
  async #endIfOther(ended: AbortController): Promise<void> {
    const connection = await connectionOf(this.#services);
    if (this.#origin !== undefined && connection?.origin !== this.#origin) ended.abort();
  }

  /** Waits until a backend is connected, unless one has been connected since the last look. */
  async #connected(signal: AbortSignal): Promise<void> {
    const changed = this.#changed(signal);
    if (!(await connectionOf(this.#services))) await changed;
  }

  /** Waits until the connection with a backend changes. */
  #changed(signal: AbortSignal): Promise<void> {
    const { context } = this.#services;
    return new Promise((resolve) => {
      const done = (): void => {
        listener.dispose();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const listener = context.secrets.onDidChange(done);
      signal.addEventListener('abort', done);
    });
  }
}
