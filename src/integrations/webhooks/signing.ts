import { createHmac, randomBytes } from 'node:crypto';
import type { AppEvent } from '../../core/events/appEvents.ts';

/** Makes a secret that a webhook is signed with: 24 random bytes, as the scheme recommends. */
export function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}

/**
 * The headers of a delivery, by the Standard Webhooks scheme:
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param secret from `newSecret`
 * @param message its id stays the same when it is sent again; `at` is the time of this attempt, ms since the epoch
 */
export function signedHeaders(
  secret: string,
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}

/** The body of a delivery. Names are in it only where the user allowed it. */
export function bodyOf({ type, at, data, names }: AppEvent, mayName: boolean): string {
  return JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { ...data, ...(mayName && names) } });
}
