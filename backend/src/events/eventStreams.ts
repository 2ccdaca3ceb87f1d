import pg from 'pg';
import { eventChannel } from './addEvent.ts';
import { tooMany } from '../http/problem.ts';

const mostOfOneUser = 20;
/** Wait before listening again after the connection was lost, in ms. */
const reconnectMs = 500;

/** Somebody who follows events. */
export interface Follower {
  /** The id of the organization, or of the account, whose events they are. */
  readonly topic: string;
  readonly userId: string;
  /** Called when there may be events, and when the server stops. */
  readonly wake: () => void;
}

/**
 * Wakes those who follow events, whichever instance took them. PostgreSQL tells (`LISTEN`), on one connection that is open
 * only while somebody follows.
 */
export class EventStreams {
  readonly #databaseUrl: string;
  readonly #onError: (error: Error) => void;
  readonly #followers = new Set<Follower>();
  #listening: Promise<pg.Client> | undefined;
  #retry: NodeJS.Timeout | undefined;
  isStopping = false;

  constructor(databaseUrl: string, onError: (error: Error) => void) {
    this.#databaseUrl = databaseUrl;
    this.#onError = onError;
  }

  /**
   * Begins to wake a follower; what was committed before must be read after this resolved.
   * @returns ends it
   * @throws HttpProblem 429 for too many streams of one person
   */
  async follow(follower: Follower): Promise<() => void> {
    if ([...this.#followers].filter(({ userId }) => userId === follower.userId).length >= mostOfOneUser)
      throw tooMany(60, `You follow events ${mostOfOneUser} times already.`);
    this.#followers.add(follower);
    const leave = (): void => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.#hangUp();
    };
    try {
      await (this.#listening ??= this.#listen());
    } catch (error) {
      leave();
      throw error;
    }
    return leave;
  }

  /** Ends all streams. */
  stop(): void {
    this.isStopping = true;
    for (const { wake } of this.#followers) wake();
    this.#hangUp();
  }

  #hangUp(): void {
    clearTimeout(this.#retry);
    const listening = this.#listening;
    this.#listening = undefined;
    listening?.then((client) => client.end()).catch(() => undefined);
  }

  async #listen(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      connectionTimeoutMillis: 5000,
      application_name: 'daymark-backend-events',
      keepAlive: true,
    });
    client.on('notification', ({ payload }) => {
      for (const { topic, wake } of this.#followers) if (topic === payload) wake();
    });
    client.on('error', this.#onError);
    client.on('end', () => this.#lost(client));
    try {
      await client.connect();
      await client.query(`listen ${eventChannel}`);
      return client;
    } catch (error) {
      this.#listening = undefined;
      client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Listens again, and wakes everybody for what was missed meanwhile. */
  #lost(client: pg.Client): void {
    void this.#listening?.then((current) => {
      if (current !== client || this.isStopping) return;
      this.#listening = undefined;
      this.#again();
    });
  }

  #again(): void {
    this.#retry = setTimeout(() => {
      if (this.#followers.size === 0 || this.isStopping || this.#listening) return;
      this.#listening = this.#listen();
      this.#listening.then(
        () => this.#followers.forEach(({ wake }) => wake()),
        (error: Error) => {
          this.#onError(error);
          this.#again();
        },
      );
    }, reconnectMs);
    this.#retry.unref();
  }
}
