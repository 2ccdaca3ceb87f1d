import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import { isIPv6 } from 'node:net';
import { httpLimits } from './limits.ts';
import { HttpProblem } from './problem.ts';

/**
 * The client's address. `X-Forwarded-For` counts only as far as the server's own proxies wrote it, since anybody can send one.
 * @param proxies the number of proxies in front
 */
export function clientAddress(context: Context, proxies: number): string {
  const socket = socketAddress(context);
  if (proxies === 0) return socket;
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  return forwarded.at(-proxies) || socket;
}

function socketAddress(context: Context): string {
  // Absent if a test calls the application without a server.
  if (context.env === undefined || !('incoming' in (context.env as object))) return 'unknown';
  return getConnInfo(context).remote.address ?? 'unknown';
}

/** The network of an address: who has one IPv6 address has all 2⁶⁴ of its network. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const all = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((part) => part.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/**
 * Refuses names that lead here from elsewhere (DNS rebinding), and pages of other sites.
 * @throws HttpProblem
 */
export function checkOrigin(context: Context, publicUrl: string): void {
  const host = context.req.header('host')?.toLowerCase();
  const own = new URL(publicUrl);
  const local = own.port === '' ? [] : [`127.0.0.1:${own.port}`, `localhost:${own.port}`];
  if (host === undefined || ![own.host, ...local].includes(host))
    throw new HttpProblem(421, `Address the server as ${publicUrl}.`);
  const origin = context.req.header('origin');
  const origins = [own.origin, ...local.map((name) => `http://${name}`)];
  const site = context.req.header('sec-fetch-site');
  const isForeign = origin === undefined ? site === 'cross-site' || site === 'same-site' : !origins.includes(origin);
  const changes = !['GET', 'HEAD'].includes(context.req.method);
  if (isForeign && (changes || origin !== undefined))
    throw new HttpProblem(403, "The server doesn't answer pages of other sites.");
  if (context.req.url.length > httpLimits.addressChars) throw new HttpProblem(400, 'The address is too long.');
}

/** A digest for what must be found again but not read: tokens, and addresses of clients. */
export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
