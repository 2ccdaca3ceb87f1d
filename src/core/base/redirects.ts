import { secureAddress } from './secureAddress.ts';

/** As much of a `Response` as is asked about here. */
interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: { get(name: string): string | null };
}

/** A redirect that was not followed, since what was sent would have gone elsewhere. Its message has no address. */
export class RedirectRefused extends Error {
  override readonly name = 'RedirectRefused';

  constructor() {
    super('The server redirected the request to another address. Nothing was sent there.');
  }
}

const redirects = [301, 302, 303, 307, 308];
const mostRedirects = 5;

/**
 * Sends a request and follows redirects of the same origin alone, so that neither the body nor a token reaches a host that was not asked.
 * `fetch` itself drops the `Authorization` header for another origin, but resends bodies (307, 308) and other headers that hold keys.
 * @param send a `fetch`
 * @param url checked as `secureAddress` does
 * @throws RedirectRefused
 */
export async function fetchPinned<R extends Reply, I extends object>(
  send: (url: string, init: I & { readonly redirect: 'manual' }) => Promise<R>,
  url: string,
  init: I,
): Promise<R> {
  let at = url;
  for (let count = 0; count <= mostRedirects; count++) {
    if (!secureAddress(at)) throw new RedirectRefused();
    const reply = await send(at, { ...init, redirect: 'manual' });
    // In a browser the place of a redirect is hidden.
    if (reply.type === 'opaqueredirect') throw new RedirectRefused();
    if (!redirects.includes(reply.status)) return reply;
    at = nextAddress(at, reply, methodOf(init));
  }
  throw new RedirectRefused();
}

const methodOf = (init: { readonly method?: string }): string => init.method ?? 'GET';

function nextAddress(at: string, { status, headers }: Reply, method: string): string {
  const location = headers.get('location');
  if (location === null || !URL.canParse(location, at)) throw new RedirectRefused();
  const next = new URL(location, at);
  // 301 to 303 would turn what changes something into what reads.
  const keepsMethod = /^(?:GET|HEAD)$/i.test(method) || status === 307 || status === 308;
  if (next.origin !== new URL(at).origin || !keepsMethod) throw new RedirectRefused();
  return next.href;
}
