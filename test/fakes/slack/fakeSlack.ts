import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers as Slack's Web API does (docs.slack.dev: `users.profile.get`, `users.profile.set`), errors included. */
export class FakeSlack {
  readonly token = 'xoxp-fake';
  profile = { status_text: '', status_emoji: '', status_expiration: 0 };
  /** The methods that were called, in order. */
  readonly calls: string[] = [];
  /** Answers instead of the usual way, until it is removed. */
  answer: ((response: ServerResponse) => void) | undefined;
  readonly #server = createServer((request, response) => void this.#handle(request, response));

  /** @returns the address of the API */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.replace('/api/', '') ?? '';
    this.calls.push(method);
    if (this.answer) return this.answer(response);
    const say = (body: object) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${this.token}`) return say({ ok: false, error: 'invalid_auth' });
    if (method === 'users.profile.get') return say({ ok: true, profile: this.profile });
    if (method !== 'users.profile.set') return say({ ok: false, error: 'unknown_method' });
    const { profile } = JSON.parse(Buffer.concat(chunks).toString()) as { profile: Partial<FakeSlack['profile']> };
    this.profile = { ...this.profile, ...profile };
    // Slack refuses longer texts.
    if (this.profile.status_text.length > 100) return say({ ok: false, error: 'too_long' });
    say({ ok: true, profile: this.profile });
  }
}
