import { jsonOf } from '../../core/base/jsonOf.ts';
import { keyLength } from '../vault/cipher.ts';
import { Identity } from '../vault/identity.ts';
import { keyIdOf, type SyncKey } from './segment.ts';

/** A device's knowledge about sync. Store it only where secrets are stored. */
export interface SyncRing {
  /** 32 random bytes, from which the device's X25519 key pair and pairing code are derived. */
  readonly secret: Uint8Array;
  /** Assigned by the server. */
  readonly deviceId: string;
  readonly keys: readonly SyncKey[];
  /** Public keys of the devices that were authenticated, by device. */
  readonly trusted: Readonly<Record<string, Uint8Array>>;
  readonly revoked: readonly string[];
  readonly recovery?: SyncRecovery;
  /** The mark of the last recovery offer sent to the server. */
  readonly recoveryTold?: string;
  /** The others have to hear of the keys and devices; sealed under the key with this id, which they have. */
  readonly announce?: string;
}

/** The recovery key, as devices know it. Of two, the one of the higher generation counts. */
export interface SyncRecovery {
  readonly generation: number;
  /** Absent once it was withdrawn. */
  readonly key?: Uint8Array;
}

/** Returns the ring of a new device that waits to be admitted. */
export function newRing(secret: Uint8Array, deviceId: string): SyncRing {
  return { secret, deviceId, keys: [], trusted: {}, revoked: [] };
}

/** Returns the key of the highest generation that is not retired. If two were made at the same time, all devices choose the same. */
export function currentKey({ keys }: Pick<SyncRing, 'keys'>): SyncKey | undefined {
  return latest(keys.filter(({ isRetired }) => !isRetired));
}

/** The key of the highest generation. */
export function latest(keys: readonly SyncKey[]): SyncKey | undefined {
  return keys.reduce<SyncKey | undefined>((best, key) => (best && !isLater(key, best) ? best : key), undefined);
}

/** The highest generation; 0 without keys. */
export function highest(keys: readonly SyncKey[]): number {
  return keys.reduce((most, { generation }) => Math.max(most, generation), 0);
}

function isLater(one: SyncKey, other: SyncKey): boolean {
  return one.generation !== other.generation
    ? one.generation > other.generation
    : keyIdOf(one.raw) > keyIdOf(other.raw);
}

/** The ring as text, for the secret storage. */
export function ringToText(ring: SyncRing): string {
  const { secret, deviceId, announce, recoveryTold } = ring;
  return JSON.stringify({
    secret: base64(secret),
    deviceId,
    ...(announce !== undefined && { announce }),
    ...(recoveryTold !== undefined && { recoveryTold }),
    ...(JSON.parse(sharedOf(ring, false)) as object),
  });
}

/** Returns what the devices send each other, as JSON. @param hasSelf whether the device itself is among the trusted ones */
export function sharedOf(ring: SyncRing, hasSelf: boolean): string {
  const { secret, deviceId, keys, trusted, revoked, recovery } = ring;
  const all = hasSelf ? { ...trusted, [deviceId]: new Identity(secret).publicKey } : trusted;
  return JSON.stringify({
    keys: keys.map(pairOf),
    trusted: Object.entries(all).map(([id, publicKey]) => [id, base64(publicKey)]),
    revoked,
    ...(recovery && { recovery: [recovery.generation, ...(recovery.key ? [base64(recovery.key)] : [])] }),
  });
}

/** A key as JSON; 1 for one that is retired. */
function pairOf({ generation, raw, isRetired }: SyncKey): readonly (number | string)[] {
  return [generation, base64(raw), ...(isRetired ? [1] : [])];
}

/** Returns undefined for what `ringToText` didn't make. */
export function ringFromText(text: string): SyncRing | undefined {
  const { secret, deviceId, announce, recoveryTold } = textsOf(text);
  const shared = parseShared(text);
  if (secret === undefined || deviceId === undefined || !shared) return undefined;
  return {
    secret: Buffer.from(secret, 'base64'),
    deviceId,
    ...shared,
    ...(announce !== undefined && { announce }),
    ...(recoveryTold !== undefined && { recoveryTold }),
  };
}

/** Messages that devices send each other. */
export type SharedRing = Pick<SyncRing, 'keys' | 'trusted' | 'revoked' | 'recovery'>;

/** Reads what `sharedOf` wrote; undefined for any other text. */
export function parseShared(text: string): SharedRing | undefined {
  const { keys, trusted, revoked, recovery } = (jsonOf(text) ?? {}) as Record<string, unknown>;
  if (!Array.isArray(keys) || !Array.isArray(trusted) || !Array.isArray(revoked)) return undefined;
  const toKeys = (keys as unknown[]).flatMap((pair): SyncKey[] => {
    const [generation, raw, isRetired] = Array.isArray(pair) ? (pair as unknown[]) : [];
    const bytes = typeof raw === 'string' ? Buffer.from(raw, 'base64') : undefined;
    if (!Number.isSafeInteger(generation) || bytes?.length !== keyLength) return [];
    return [{ generation: generation as number, raw: bytes, ...(isRetired === 1 && { isRetired: true }) }];
  });
  const pairs = (trusted as unknown[]).flatMap((pair): [string, Uint8Array][] => {
    const [id, publicKey] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return typeof id === 'string' && typeof publicKey === 'string' ? [[id, Buffer.from(publicKey, 'base64')]] : [];
  });
  const ids = (revoked as unknown[]).filter((id): id is string => typeof id === 'string');
  const known = parseRecovery(recovery);
  return { keys: toKeys, trusted: Object.fromEntries(pairs), revoked: ids, ...(known && { recovery: known }) };
}

function parseRecovery(value: unknown): SyncRecovery | undefined {
  const [generation, raw] = Array.isArray(value) ? (value as unknown[]) : [];
  if (!Number.isSafeInteger(generation)) return undefined;
  const key = typeof raw === 'string' ? Buffer.from(raw, 'base64') : undefined;
  return { generation: generation as number, ...(key?.length === keyLength && { key }) };
}

/** The fields of a JSON object that are texts. */
export function textsOf(json: string): Partial<Record<string, string>> {
  const value = jsonOf(json);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each === 'string')) as Partial<
    Record<string, string>
  >;
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
