import * as z from 'zod';
import type { HistoryServer } from './history.ts';
import type { FromWorker, ToWorker, ServerRequest } from './protocol.ts';

const base64 = z.base64();
/** No device uploads as many segments in a hundred years. */
const counted = z.int().min(1).max(1_000_000_000);
const recovery = z.object({ generation: z.int(), envelope: base64.nullable() });
const segments = z.array(
  z.object({
    position: counted,
    sequence: counted,
    first: counted.optional(),
    deviceId: z.string(),
    bytes: z.int().min(0),
  }),
);
const contents = z.array(z.object({ position: counted, body: base64 }));

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64');

/** The server, by way of the page, which has the session. */
export class PageServer implements HistoryServer {
  readonly #post: (message: FromWorker) => void;
  readonly #waiting = new Map<number, (answer: Extract<ToWorker, { readonly answer: number }>) => void>();
  #asked = 0;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  /** Takes an answer of the page. */
  settle(answer: Extract<ToWorker, { readonly answer: number }>): void {
    this.#waiting.get(answer.answer)?.(answer);
    this.#waiting.delete(answer.answer);
  }

  async recovery(): Promise<{ readonly generation: number; readonly envelope?: Uint8Array }> {
    const { generation, envelope } = recovery.parse(await this.#ask({ what: 'recovery' }));
    return { generation, ...(envelope !== null && { envelope: bytesOf(envelope) }) };
  }

  withProof(secret: Uint8Array): ReturnType<HistoryServer['withProof']> {
    const proof = Buffer.from(secret).toString('base64');
    const read = async (after: number): Promise<Map<number, Uint8Array>> => {
      const sent = contents.parse(await this.#ask({ what: 'contents', after, proof }));
      return new Map(sent.map((one) => [one.position, bytesOf(one.body)]));
    };
    return {
      segments: async (after) => segments.parse(await this.#ask({ what: 'segments', after, proof })),
      contents: read,
      read: async (position) => {
        const found = (await read(position - 1)).get(position);
        if (!found) throw new Error('The server left out a part of your history. Try again later.');
        return found;
      },
    };
  }

  #ask(wanted: ServerRequest): Promise<unknown> {
    this.#asked += 1;
    const ask = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, ({ value, error }) => {
        if (error === undefined) resolve(value);
        else reject(new Error(error));
      });
      this.#post({ ask, wanted });
    });
  }
}
