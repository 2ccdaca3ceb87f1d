import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The envelope's `data`, or the whole body if there is none. */
  readonly data: unknown;
  readonly text: string;
}

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a server as one person, or anonymously. */
export class Client {
  readonly #url: string;
  readonly token: string | undefined;

  constructor(url: string, token?: string) {
    this.#url = url;
    this.token = token;
  }

  as(token: string | undefined): Client {
    return new Client(this.#url, token);
  }

  /** @param path below /api/v1 */
  async send(method: string, path: string, { body, headers = {} }: Sent = {}): Promise<Answer> {
    const isRaw = body instanceof Uint8Array || body instanceof URLSearchParams;
    const response = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, data: dataOf(text), text };
  }

  /** Sends, and demands success. */
  async ok<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body === undefined ? {} : { body });
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.data as T;
  }

  /** Sends, and returns the status. */
  async status(method: string, path: string, body?: unknown): Promise<number> {
    return (await this.send(method, path, body === undefined ? {} : { body })).status;
  }
}

function dataOf(text: string): unknown {
  try {
    const body = JSON.parse(text) as { readonly data?: unknown };
    return 'data' in body ? body.data : body;
  } catch {
    return text;
  }
}

export const password = 'correct horse battery';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly client: Client;
  readonly refreshToken: string;
  readonly personalOrganization: string;
}

interface Me {
  readonly id: string;
  readonly organizations: readonly { readonly id: string; readonly isPersonal: boolean }[];
}

/** Makes an account on a server with open registration, and signs in. */
export async function signUp(anonymous: Client, email = `${randomUUID()}@example.com`): Promise<Person> {
  await anonymous.ok('POST', '/auth/register', { email, name: 'Someone', password });
  return signIn(anonymous, email);
}

export async function signIn(anonymous: Client, email: string): Promise<Person> {
  const tokens = await anonymous.ok<{ accessToken: string; refreshToken: string }>('POST', '/auth/login', {
    email,
    password,
  });
  const client = anonymous.as(tokens.accessToken);
  const me = await client.ok<Me>('GET', '/users/me');
  const personalOrganization = me.organizations.find((one) => one.isPersonal)?.id ?? '';
  return { id: me.id, email, client, refreshToken: tokens.refreshToken, personalOrganization };
}
