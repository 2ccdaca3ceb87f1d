import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { AppError } from '../../core/base/appError.ts';

/** Non-public hosts, by the special-purpose registries: https://www.iana.org/assignments/iana-ipv4-special-registry, …-ipv6-… */
const notPublic: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];
/** For IPv6, only global unicast is public, except what leads elsewhere: Teredo, documentation, and 6to4. */
const notPublic6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Returns true for an address that anybody on the internet means the same host by. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !listOf(notPublic).check(address, 'ipv4');
  if (isIP(address) !== 6) return false;
  const global = new BlockList();
  global.addSubnet('2000::', 3, 'ipv6');
  const except = listOf(notPublic6.map(([net, bits]) => [net, bits, 'ipv6'] as const));
  return global.check(address, 'ipv6') && !except.check(address, 'ipv6');
}

function listOf(nets: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[]): BlockList {
  const list = new BlockList();
  for (const [net, bits, family] of nets) list.addSubnet(net, bits, family);
  return list;
}

/** Resolves a name; a test has its own. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

const resolveByDns: Resolve = (host) => lookup(host, { all: true });

/** The hosts that a webhook may reach. */
export interface Reach {
  /** True if this machine and private networks may be called. They alone may be called without TLS. */
  readonly allowPrivate: boolean;
  readonly resolve?: Resolve;
}

/** Target of a webhook. */
export interface Target {
  readonly url: URL;
  /** All addresses of its host, of which the first that answers will do. */
  readonly addresses: readonly LookupAddress[];
}

/**
 * Checks where a URL leads, and resolves its host once, so that the answer that was checked is the one that is called.
 * @throws AppError `invalid-input` for a URL that may not be called, `not-found` when the host can't be resolved
 */
export async function resolveTarget(text: string, reach: Reach): Promise<Target> {
  const url = checkUrl(text, reach);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const found = family > 0 ? [{ address: host, family }] : await resolved(host, reach.resolve ?? resolveByDns);
  if (url.protocol === 'http:' && found.some(({ address }) => isPublicAddress(address))) throw withoutTls();
  // All must be public: a name that also leads inside is not to be trusted.
  const isOpen = reach.allowPrivate || found.every(({ address }) => isPublicAddress(address));
  if (found.length === 0 || !isOpen)
    throw new AppError(
      'invalid-input',
      `${url.host} is in a private network. Allow that for this webhook if you mean it.`,
    );
  return { url, addresses: found };
}

/** @throws AppError `invalid-input` */
export function checkUrl(text: string, { allowPrivate }: Pick<Reach, 'allowPrivate'>): URL {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || !['https:', 'http:'].includes(url.protocol))
    throw new AppError('invalid-input', 'Enter an address that begins with https://.');
  if (url.username !== '' || url.password !== '')
    throw new AppError('invalid-input', 'The address may not hold a user name or password.');
  if (url.protocol === 'http:' && !allowPrivate) throw withoutTls();
  return url;
}

function withoutTls(): AppError {
  return new AppError(
    'invalid-input',
    'Use https://. Without TLS only private addresses can be called, where that is allowed.',
  );
}

async function resolved(host: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  try {
    return await resolve(host);
  } catch (error) {
    throw new AppError('not-found', `${host} could not be found.`, { cause: error });
  }
}
