import { areEqual, deriveKey, listMac, toKey } from '../vault/cipher.ts';
import { Identity } from '../vault/identity.ts';
import { keyIdOf } from './segment.ts';
import { currentKey, type SyncRing, textsOf } from './syncRing.ts';

/** The key that devices keep of a recovery key. It seals what the recovery key opens, and leads back to it no more than its other uses do. */
export function recoveryKeyOf(secret: Uint8Array): Buffer {
  return deriveKey(secret, 'sync recovery');
}

/** Returns the ring with a recovery key, which replaces the one before, and should be announced. @param secret 32 random bytes, for the person to keep */
export function withRecovery(ring: SyncRing, secret: Uint8Array): SyncRing {
  return changed(ring, recoveryKeyOf(secret));
}

/** No account makes as many recovery keys; a server or a device that names a higher generation wants none to come after it. */
const mostGeneration = 1_000_000_000;
/** A recovery key may be newer than the known one by this many generations. */
const mostAhead = 100_000;

/** The highest generation that leaves room for those after it. @param known the highest one so far */
export function highestUsable(known: number): number {
  return Math.max(known, mostGeneration) + mostAhead;
}

/**
 * Returns the ring with a recovery key of its own that counts more than what the server has, or with none that counts more, if it has none.
 * @param generation what the server says
 */
export function outranking(ring: SyncRing, generation: number): SyncRing {
  const own = ring.recovery?.generation ?? 0;
  const before = Math.max(own, Math.min(generation, highestUsable(own)));
  return changed({ ...ring, recovery: { generation: before } }, ring.recovery?.key);
}

/** Returns the ring without the recovery key that a revoked device may know. Without one it is the same ring. */
export function withoutRecovery(ring: SyncRing): SyncRing {
  return ring.recovery?.key ? changed(ring) : ring;
}

/** @param key absent to withdraw it */
function changed(ring: SyncRing, key?: Uint8Array): SyncRing {
  const current = currentKey(ring);
  const announce = ring.announce ?? (current && keyIdOf(current.raw));
  const generation = (ring.recovery?.generation ?? 0) + 1;
  return { ...ring, recovery: { generation, ...(key && { key }) }, ...(announce !== undefined && { announce }) };
}

/** Makes the proof that a device adds to its introduction so that devices that don't know it trust it. Only a holder of the recovery key can make it. */
export function recoveryVoucher({ recovery, deviceId, secret }: SyncRing): object {
  if (!recovery?.key) return {};
  const publicKey = Buffer.from(new Identity(secret).publicKey).toString('base64');
  return { recovered: { publicKey, mac: voucherMac(recovery.key, deviceId, publicKey).toString('base64') } };
}

/** The public key of a device that joined by the recovery key; undefined for any other. */
export function recoveredKey({ recovery }: SyncRing, author: string, recovered: unknown): Uint8Array | undefined {
  const { publicKey, mac } = textsOf(JSON.stringify(recovered ?? null));
  if (!recovery?.key || publicKey === undefined || mac === undefined) return undefined;
  const isRight = areEqual(voucherMac(recovery.key, author, publicKey), Buffer.from(mac, 'base64'));
  return isRight ? Buffer.from(publicKey, 'base64') : undefined;
}

function voucherMac(key: Uint8Array, deviceId: string, publicKey: string): Buffer {
  return listMac(toKey(deriveKey(key, 'sync recovered')), ['sync recovered', deviceId, publicKey]);
}
