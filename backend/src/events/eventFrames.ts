import type { EventStreams } from './eventStreams.ts';

/** Interval at which a silent stream says that it is there, and its reader is checked again, in ms. */
const beatMs = 15_000;

/** Text of a stream, and whether there is more to read at once. */
export interface StreamPart {
  readonly text: string;
  readonly hasMore: boolean;
}

/** Options of a stream. */
export interface StreamOptions {
  readonly streams: EventStreams;
  /** Subject of the stream: the id of an organization, or of an account. */
  readonly topic: string;
  readonly userId: string;
  /** Position at which the stream begins. */
  readonly first: () => Promise<string>;
  /** Reads what has come since; asked whenever there may be something. */
  readonly read: () => Promise<StreamPart>;
  /** Asked before each part, since a stream may outlive what its reader may do. */
  readonly isAllowed: () => Promise<boolean>;
}

/**
 * Answers with a stream of events.
 * @throws HttpProblem 429 for too many streams of one person
 */
export async function streamEvents(options: StreamOptions): Promise<Response> {
  const frames = new EventFrames(options);
  await frames.open();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const part = await frames.next();
      if (part === undefined) controller.close();
      else controller.enqueue(encoder.encode(part));
    },
    cancel: () => frames.end(),
  });
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
  });
}

/** Writes an event. @param data JSON */
export function frameOf(event: string, id: number, data: string): string {
  return `event: ${event}\nid: ${id}\ndata: ${data}\n\n`;
}

/** The text of a stream, part by part. */
class EventFrames {
  readonly #options: StreamOptions;
  #leave: (() => void) | undefined;
  #hasBegun = false;
  #isNews = true;
  #hasEnded = false;
  #notify: (() => void) | undefined;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Begins to listen. @throws HttpProblem 429 for too many streams of one person */
  async open(): Promise<void> {
    const { streams, topic, userId } = this.#options;
    const wake = (): void => {
      this.#isNews = true;
      this.#notify?.();
    };
    this.#leave = await streams.follow({ topic, userId, wake });
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
    while (!this.#isOver) {
      if (this.#hasBegun && !this.#isNews && !(await this.#wait()))
        return this.#checked(() => Promise.resolve(':\n\n'));
      const part = await this.#checked(() => (this.#hasBegun ? this.#read() : this.#first()));
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

  async #first(): Promise<string> {
    const text = await this.#options.first();
    this.#hasBegun = true;
    return text;
  }

  async #read(): Promise<string> {
    this.#isNews = false;
    const { text, hasMore } = await this.#options.read();
    if (hasMore) this.#isNews = true;
    return text;
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
