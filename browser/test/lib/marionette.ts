import { connect, type Socket } from 'node:net';

/** Context in which a script runs: in the page, or in the browser's own code. */
export type Context = 'content' | 'chrome';

/** A client of Marionette, the protocol by which Firefox is driven: each message is its length, a colon, and JSON. */
export class Marionette {
  readonly #socket: Socket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #bytes = Buffer.alloc(0);
  #last = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (part) => this.#take(part));
    socket.on('close', () => this.#fail(new Error('Firefox is gone')));
    socket.on('error', () => undefined);
  }

  /** Connects to a port, and begins the one session. */
  static async connect(port: number): Promise<Marionette> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const client = new Marionette(socket);
    await client.send('WebDriver:NewSession', { pageLoadStrategy: 'normal' });
    return client;
  }

  /** Sends a command. @returns its result. @throws Error with Firefox's own message */
  send(command: string, params: object = {}): Promise<unknown> {
    const id = ++this.#last;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    const text = JSON.stringify([0, id, command, params]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    return answer.promise;
  }

  /** Runs the body of a function, which may be asynchronous. @returns what it returns */
  async run(context: Context, script: string, ...args: unknown[]): Promise<unknown> {
    await this.send('Marionette:SetContext', { value: context });
    try {
      const body = `return (async () => {${script}})()`;
      const answer = await this.send('WebDriver:ExecuteScript', { script: body, args, sandbox: null });
      return (answer as { readonly value: unknown }).value;
    } finally {
      await this.send('Marionette:SetContext', { value: 'content' });
    }
  }

  #take(part: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, part]);
    for (;;) {
      const colon = this.#bytes.indexOf(':');
      const end = colon + 1 + Number(this.#bytes.toString('latin1', 0, colon));
      if (colon < 0 || this.#bytes.length < end) return;
      this.#answer(JSON.parse(this.#bytes.toString('utf8', colon + 1, end)));
      this.#bytes = this.#bytes.subarray(end);
    }
  }

  /** The first message is a greeting; every other one is `[1, id, error, result]`. */
  #answer(message: unknown): void {
    if (!Array.isArray(message)) return;
    const [, id, error, result] = message as [number, number, { readonly message: string } | null, unknown];
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(`Firefox: ${error.message}`));
    else waiting?.resolve(result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
