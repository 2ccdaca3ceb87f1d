import type { Database } from '../database/connect.ts';
import type { StoredEvent } from './addEvent.ts';
import { frameOf, type StreamPart } from './eventFrames.ts';

const pageSize = 100;

/** Reads the events of an organization in their order, each once. */
export class StoredEvents {
  readonly #db: Database;
  readonly #organizationId: string;
  #position: number | undefined;

  /** @param after the position after which to begin; undefined for now */
  constructor(db: Database, organizationId: string, after: number | undefined) {
    this.#db = db;
    this.#organizationId = organizationId;
    this.#position = after;
  }

  /** Says where the stream begins, and whether something before that is gone. */
  async first(): Promise<string> {
    const after = this.#position;
    const mine = this.#db.selectFrom('github_events').where('organization_id', '=', this.#organizationId);
    const { head } = await this.#db
      .selectFrom('event_heads')
      .select('position as head')
      .where('organization_id', '=', this.#organizationId)
      .executeTakeFirst()
      .then((row) => row ?? { head: 0 });
    const oldest = await mine.select('position').orderBy('position').limit(1).executeTakeFirst();
    // Ahead of the head: the server was restored from a backup.
    const isGone = after !== undefined && (after > head || after + 1 < (oldest?.position ?? head + 1));
    this.#position = after === undefined || isGone ? head : after;
    return frameOf(isGone ? 'gap' : 'hello', this.#position, '{}');
  }

  /** Returns what has come since, page by page. */
  async read(): Promise<StreamPart> {
    const rows = await this.#db
      .selectFrom('github_events')
      .select(['position', 'body'])
      .where('organization_id', '=', this.#organizationId)
      .where('position', '>', this.#position ?? 0)
      .orderBy('position')
      .limit(pageSize)
      .execute();
    this.#position = rows.at(-1)?.position ?? this.#position;
    return { text: rows.map(frameOfRow).join(''), hasMore: rows.length === pageSize };
  }
}

/** A request to sync is sent as a gap is: the client then reads everything from GitHub. */
function frameOfRow({ position, body }: { readonly position: number; readonly body: unknown }): string {
  const isSync = (body as StoredEvent).event === 'sync';
  return isSync ? frameOf('gap', position, '{}') : frameOf('github', position, JSON.stringify(body));
}
