import type { ServerResponse } from 'node:http';
import { HttpProblem } from './problem.ts';
import type { Scope, Token } from '../tokens.ts';

/** A request that passed the guard. */
export interface HubRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The parts of the path that the route leaves open, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly token: Token | undefined;
  /** Reads the body as JSON, up to a number of bytes; default: the most that any route takes. */
  readonly body: (most?: number) => Promise<unknown>;
}

export interface HubAnswer {
  readonly status: number;
  /** Sent as JSON; nothing is sent where it is absent. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Writes the body in place of `body`, once the headers are sent, and ends it when it is over. */
  readonly stream?: (response: ServerResponse) => void;
}

/** One address of the hub. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** A part that begins with a colon matches any one part, as in `/api/0/buckets/:id`. */
  readonly path: string;
  /** The required scope of the token; `open` for routes that reveal nothing. */
  readonly scope: Scope | 'open';
  /** True if watchers may call it without a token on the port that the user opened for them. */
  readonly ofWatchers?: boolean;
  readonly run: (request: HubRequest) => Promise<HubAnswer> | HubAnswer;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds routes by method and path. */
export class Router {
  readonly #routes: readonly { readonly route: Route; readonly parts: readonly string[] }[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes.map((route) => ({ route, parts: partsOf(route.path) }));
  }

  /** @throws HttpProblem 404 for an unknown path, 405 for a method that it doesn't have */
  find(method: string, path: string): RouteMatch {
    const parts = partsOf(path);
    const there = this.#routes.flatMap(({ route, parts: wanted }) => {
      const params = match(wanted, parts);
      return params ? [{ route, params }] : [];
    });
    // HEAD is GET without the body, which Node leaves out: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = there.find(({ route }) => route.method === wanted);
    if (found) return found;
    if (there.length === 0) throw new HttpProblem(404, 'The hub has no such address.');
    const allow = [...new Set(there.map(({ route }) => route.method))].join(', ');
    throw new HttpProblem(405, `This address accepts ${allow}.`, { allow });
  }
}

function partsOf(path: string): string[] {
  return path.replace(/\/$/, '').split('/').slice(1);
}

function match(wanted: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    const name = wanted[i] ?? '';
    if (name.startsWith(':')) params[name.slice(1)] = decoded(part);
    else if (name !== part) return undefined;
  }
  return params;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpProblem(400, 'The path of the address is not valid.');
  }
}
