import type { Database } from '../database/connect.ts';
import type { StoredEvent } from './addEvent.ts';
import type { EventStreams } from './eventStreams.ts';

/** How often a silent stream says that it is there, and its reader is checked again, in ms. */
const beatMs = 15_000;
const pageSize = 100;

export interface FollowOptions {
  readonly db: Database;
  readonly streams: EventStreams;
  readonly organizationId: string;
  readonly userId: string;
  /** The position after which to begin; undefined for now. */
  readonly after: number | undefined;
  /** Asked before each part, since a stream may outlive what its reader may do. */
  readonly isAllowed: () => Promise<boolean>;
}

/** The events of an organization as the text of a stream, part by part. */
export class EventFrames {
  readonly #options: FollowOptions;
  #leave: (() => void) | undefined;
  #position: number | undefined;
  #isNews = true;
  #hasEnded = false;
  #notify: (() => void) | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  /** Begins to listen. @throws HttpProblem 429 for too many streams of one person */
  async open(): Promise<void> {
    const { streams, organizationId, userId } = this.#options;
    const wake = (): void => {
      this.#isNews = true;
      this.#notify?.();
    };
    this.#leave = await streams.follow({ organizationId, userId, wake });
  }

  /** Waits for the next part. @returns undefined when the stream has ended */
  async next(): Promise<string | undefined> {
    try {
      return await this.#next();
    } catch (error) {
      this.end();
      throw error;
    }
  }

  async #next(): Promise<string | undefined> {
    const isFirst = this.#position === undefined;
    while (!this.#isOver) {
      if (!isFirst && !this.#isNews && !(await this.#wait())) return this.#checked(() => Promise.resolve(':\n\n'));
      const part = await this.#checked(() => (isFirst ? this.#first() : this.#read()));
      if (part !== '') return part;
    }
    this.end();
    return undefined;
  }

  end(): void {
    this.#hasEnded = true;
    this.#leave?.();
    this.#notify?.();
  }

  get #isOver(): boolean {
    return this.#hasEnded || this.#options.streams.isStopping;
  }

  async #checked(make: () => Promise<string>): Promise<string | undefined> {
    if (!this.#isOver && (await this.#options.isAllowed())) return make();
    this.end();
    return undefined;
  }

  /** Says where the stream begins, and whether something before that is gone. */
  async #first(): Promise<string> {
    const { db, organizationId, after } = this.#options;
    const mine = db.selectFrom('github_events').where('organization_id', '=', organizationId);
    const { head } = await db
      .selectFrom('event_heads')
      .select('position as head')
      .where('organization_id', '=', organizationId)
      .executeTakeFirst()
      .then((row) => row ?? { head: 0 });
    const oldest = await mine.select('position').orderBy('position').limit(1).executeTakeFirst();
    // Ahead of the head: the server was restored from a backup.
    const isGone = after !== undefined && (after > head || after + 1 < (oldest?.position ?? head + 1));
    this.#position = after === undefined || isGone ? head : after;
    return frameOf(isGone ? 'gap' : 'hello', this.#position, '{}');
  }

  async #read(): Promise<string> {
    this.#isNews = false;
    const { db, organizationId } = this.#options;
    const rows = await db
      .selectFrom('github_events')
      .select(['position', 'body'])
      .where('organization_id', '=', organizationId)
      .where('position', '>', this.#position ?? 0)
      .orderBy('position')
      .limit(pageSize)
      .execute();
    if (rows.length === pageSize) this.#isNews = true;
    this.#position = rows.at(-1)?.position ?? this.#position;
    return rows.map(frameOfRow).join('');
  }

  /** @returns false when nothing came for a while */
  async #wait(): Promise<boolean> {
    const isWoken = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), beatMs);
      this.#notify = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
    this.#notify = undefined;
    return isWoken;
  }
}

/** A request to sync is sent as a gap is: the client then reads everything from GitHub. */
function frameOfRow({ position, body }: { readonly position: number; readonly body: unknown }): string {
  const isSync = (body as StoredEvent).event === 'sync';
  return isSync ? frameOf('gap', position, '{}') : frameOf('github', position, JSON.stringify(body));
}

function frameOf(event: string, id: number, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${data}\n\n`;
}
