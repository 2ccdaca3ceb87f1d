import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { errorMessage } from '../../core/base/appError.ts';
import { resolveTarget, type Reach, type Target } from './publicAddress.ts';

/** An endpoint's time limit, in ms; the scheme recommends 15 to 30 s. */
const patienceMs = 15_000;

/** Characters of an error: a certificate names as many hosts as its owner likes. */
const longestReason = 300;

/** The result of an attempt. */
export interface Attempt {
  readonly isDelivered: boolean;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** The error, for a person; empty if it was delivered. */
  readonly reason: string;
}

export interface WebhookRequest extends Reach {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Default: 15 s. */
  readonly patienceMs?: number;
}

/** Posts a body to the address that the host resolved to when it was checked. Never rejects; redirects are not followed. */
export async function send(outgoing: WebhookRequest): Promise<Attempt> {
  try {
    const signal = AbortSignal.timeout(outgoing.patienceMs ?? patienceMs);
    const target = await within(signal, resolveTarget(outgoing.url, outgoing));
    const status = await post(outgoing, target, signal);
    const isDelivered = status >= 200 && status < 300;
    return { isDelivered, status, reason: isDelivered ? '' : reasonOf(status) };
  } catch (error) {
    return { isDelivered: false, status: 0, reason: errorMessage(error).slice(0, longestReason) };
  }
}

/** A system whose name servers don't answer asks them for minutes. */
function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  return Promise.race([work, late]);
}

function post({ headers, body }: WebhookRequest, { url, addresses }: Target, signal: AbortSignal): Promise<number> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Daymark',
        },
        // The name is not resolved a second time: by then it could lead elsewhere.
        lookup: (_, options, done) => {
          const [first] = addresses;
          if (options.all) done(null, [...addresses]);
          else done(null, first?.address ?? '', first?.family);
        },
        signal,
      },
      (answer) => {
        // Only the status counts; the body may be endless.
        answer.destroy();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

function reasonOf(status: number): string {
  return status >= 300 && status < 400 ? `answered ${status}; redirects are not followed` : `answered ${status}`;
}
