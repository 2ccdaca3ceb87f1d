import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './problem.ts';
import { limits } from './limits.ts';

/** Pages of extensions; of Firefox the rest is random for each installation, so a token decides. */
const extensionOrigin = /^(?:chrome-extension|moz-extension|safari-web-extension):\/\/[\w-]{1,64}$/;

/**
 * Refuses what no client of this machine sends: a name that leads here from elsewhere (DNS rebinding), and requests that a web page makes.
 * @returns the origin, when it is that of a browser extension
 * @throws HttpProblem
 */
export function checkCaller({ headers }: IncomingMessage, port: number): string | undefined {
  const host = headers.host?.toLowerCase();
  if (host === undefined) throw new HttpProblem(400, 'The header Host is missing.');
  if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(host))
    throw new HttpProblem(421, `Address the hub as 127.0.0.1:${port}.`);
  const { origin } = headers;
  if (origin !== undefined && !extensionOrigin.test(origin))
    throw new HttpProblem(403, "The hub doesn't answer web pages.");
  const site = headers['sec-fetch-site'];
  if (origin === undefined && (site === 'cross-site' || site === 'same-site'))
    throw new HttpProblem(403, "The hub doesn't answer web pages.");
  return origin;
}

/**
 * The path and query of a request.
 * @throws HttpProblem for an ambiguous address
 */
export function addressOf({ url = '' }: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
  if (url.length > limits.addressChars) throw new HttpProblem(414, 'The address is too long.');
  const [raw = '', query = ''] = url.split(/\?(.*)/s);
  const isOdd = !/^\/[!-[\]-~]*$/.test(raw) || /%(?:2f|5c|2e|00)/i.test(raw);
  const path = raw.replaceAll(/\/{2,}/g, '/');
  if (isOdd || path.split('/').some((part) => part === '.' || part === '..'))
    throw new HttpProblem(400, 'The path of the address is not valid.');
  return { path, query: new URLSearchParams(query) };
}
