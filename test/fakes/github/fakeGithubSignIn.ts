import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Grant {
  readonly login: string;
  readonly id: number;
  readonly redirect: string;
  readonly challenge: string;
}

/**
 * GitHub's OAuth for web applications, as a GitHub Enterprise on 127.0.0.1: codes work once, with the verifier and the address that they were asked for
 * with, and errors come with status 200. https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 */
export class FakeGithubSignIn {
  readonly client = { id: 'Iv1.fake', secret: 'fake-secret' };
  /** Number of requests for a token. */
  asked = 0;
  /** True if the API is out of order. */
  isDown = false;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #codes = new Map<string, Grant>();
  readonly #tokens = new Map<string, Grant>();

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  /** Allows what GitHub's page at an address asks. @returns where the browser is sent */
  allow(authorize: string, account: { readonly id: number; readonly login: string }): URL {
    const { searchParams: query, pathname } = new URL(authorize);
    const read = (name: string): string => query.get(name) ?? '';
    if (pathname !== '/login/oauth/authorize' || read('client_id') !== this.client.id) throw new Error('404');
    const code = randomBytes(10).toString('hex');
    this.#codes.set(code, { ...account, redirect: read('redirect_uri'), challenge: read('code_challenge') });
    const back = new URL(read('redirect_uri'));
    back.search = new URLSearchParams({ code, state: read('state') }).toString();
    return back;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const send = (status: number, value: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (this.isDown) return send(503, { message: 'Service Unavailable' });
    if (request.method === 'POST' && request.url === '/login/oauth/access_token')
      return send(200, this.#token(new URLSearchParams(body)));
    const found = this.#tokens.get(request.headers.authorization?.replace('Bearer ', '') ?? '');
    if (request.url !== '/api/v3/user') return send(404, { message: 'Not Found' });
    return found
      ? send(200, { id: found.id, login: found.login, type: 'User' })
      : send(401, { message: 'Bad credentials' });
  }

  #token(sent: URLSearchParams): object {
    this.asked += 1;
    if (sent.get('client_id') !== this.client.id || sent.get('client_secret') !== this.client.secret)
      return {
        error: 'incorrect_client_credentials',
        error_description: 'The client_id and/or client_secret passed are incorrect.',
      };
    const code = sent.get('code') ?? '';
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    const challenge = createHash('sha256')
      .update(sent.get('code_verifier') ?? '')
      .digest('base64url');
    if (!grant || grant.challenge !== challenge)
      return { error: 'bad_verification_code', error_description: 'The code passed is incorrect or expired.' };
    if (grant.redirect !== sent.get('redirect_uri'))
      return {
        error: 'redirect_uri_mismatch',
        error_description: 'The redirect_uri MUST match the registered callback URL.',
      };
    const token = `gho_${randomBytes(10).toString('hex')}`;
    this.#tokens.set(token, grant);
    return { access_token: token, token_type: 'bearer', scope: '' };
  }
}
