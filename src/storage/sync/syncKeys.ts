import { randomBytes } from 'node:crypto';
import { AppError } from '../../core/base/appError.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { areEqual, deriveKey, keyLength, listMac, sealTo, toKey } from '../vault/cipher.ts';
import { Identity } from '../vault/identity.ts';
import { keyIdOf, type SyncKey } from './segment.ts';
import { highestUsable, recoveredKey, recoveryVoucher, withoutRecovery } from './recoveryRing.ts';
import { base64, currentKey, highest, latest, parseShared, sharedOf, textsOf, type SyncRing } from './syncRing.ts';

const codeLength = 10;
const requestLength = 2 * keyLength;

/** A key may be newer than all known ones by this many generations. More would be a device that wants no key to come after its own. */
const mostAhead = 100_000;

/** Returns the ring with a new key, under which segments are sealed from now on. The first key needs no announcement. */
export function withNewKey(ring: SyncRing): SyncRing {
  const before = currentKey(ring) ?? latest(ring.keys);
  const key = { generation: highest(ring.keys) + 1, raw: randomBytes(keyLength) };
  return { ...ring, keys: [...ring.keys, key], ...(before && { announce: ring.announce ?? keyIdOf(before.raw) }) };
}

function retired({ generation, raw }: SyncKey): SyncKey {
  return { generation, raw, isRetired: true };
}

/**
 * Returns 80 bits that a person types on another device. They authenticate each device to the other, and the server doesn't learn them.
 */
export function pairingCodeOf(secret: Uint8Array): Uint8Array {
  return deriveKey(secret, 'sync pairing', codeLength);
}

/** Returns what a new device sends the server as its public key: the key, and a MAC under its pairing code. */
export function joinRequest(secret: Uint8Array): Buffer {
  const { publicKey } = new Identity(secret);
  return Buffer.concat([publicKey, requestMac(publicKey, pairingCodeOf(secret))]);
}

/** Returns the public key of a request that the device that shows this code made; undefined for any other. */
export function readRequest(request: Uint8Array, code: Uint8Array): Uint8Array | undefined {
  if (request.length !== requestLength) return undefined;
  const publicKey = request.subarray(0, keyLength);
  return areEqual(requestMac(publicKey, code), request.subarray(keyLength)) ? publicKey : undefined;
}

function requestMac(publicKey: Uint8Array, code: Uint8Array): Buffer {
  return listMac(pairingKey(code), ['sync request', base64(publicKey)]);
}

function pairingKey(code: Uint8Array) {
  return toKey(deriveKey(code, 'sync pairing'));
}

/**
 * Admits a device whose request was verified with its pairing code.
 * @returns the ring that trusts it and should be announced, and the envelope for the server
 * @throws AppError `invalid-input` for an unusable public key
 */
export function admit(
  ring: SyncRing,
  device: { readonly id: string; readonly publicKey: Uint8Array; readonly code: Uint8Array },
): { readonly ring: SyncRing; readonly envelope: Buffer } {
  const own = new Identity(ring.secret).publicKey;
  const key = currentKey(ring);
  const box = sealTo(device.publicKey, Buffer.from(sharedOf(ring, true)));
  if (!box || !key)
    throw new AppError('invalid-input', 'The device has no usable key. Turn sync off and on again there.');
  const mac = listMac(pairingKey(device.code), ['sync admit', ring.deviceId, base64(own), device.id, base64(box)]);
  const envelope = { author: ring.deviceId, publicKey: base64(own), box: base64(box), mac: base64(mac) };
  const trusted = { ...ring.trusted, [device.id]: device.publicKey };
  return {
    ring: { ...ring, trusted, announce: ring.announce ?? keyIdOf(key.raw) },
    envelope: Buffer.from(JSON.stringify(envelope)),
  };
}

/** Takes the keys from the envelope of a device on which this device's code was entered. Returns undefined for any other envelope. */
export function acceptEnvelope(ring: SyncRing, envelope: Uint8Array): SyncRing | undefined {
  const { author, publicKey, box, mac } = textsOf(Buffer.from(envelope).toString());
  if (author === undefined || publicKey === undefined || box === undefined || mac === undefined) return undefined;
  const expected = listMac(pairingKey(pairingCodeOf(ring.secret)), [
    'sync admit',
    author,
    publicKey,
    ring.deviceId,
    box,
  ]);
  if (!areEqual(expected, Buffer.from(mac, 'base64'))) return undefined;
  const trusting = { ...ring, trusted: { ...ring.trusted, [author]: Buffer.from(publicKey, 'base64') } };
  return withShared(trusting, box);
}

/** Returns the ring without a device, and with a new key that it doesn't get. Nothing more is sealed under those that it may have. */
export function withoutDevice(ring: SyncRing, deviceId: string): SyncRing {
  const trusted = Object.fromEntries(Object.entries(ring.trusted).filter(([id]) => id !== deviceId));
  const renewed = withNewKey(withoutRecovery({ ...ring, trusted, revoked: [...new Set([...ring.revoked, deviceId])] }));
  return { ...renewed, keys: [...renewed.keys.slice(0, -1).map(retired), ...renewed.keys.slice(-1)] };
}

/** The line of a segment that hands keys and devices to every trusted device: each gets a box, with a MAC that only the two can make. */
export function introduce(ring: SyncRing): string {
  const self = new Identity(ring.secret);
  const boxes = Object.entries(ring.trusted).flatMap(([reader, publicKey]) => {
    const box = sealTo(publicKey, Buffer.from(sharedOf(ring, true)));
    const pairKey = self.pairKey(publicKey);
    if (!box || !pairKey) return [];
    const mac = listMac(pairKey, ['sync keys', ring.deviceId, reader, base64(box)]);
    return [{ reader, box: base64(box), mac: base64(mac) }];
  });
  return JSON.stringify({ boxes, ...recoveryVoucher(ring) });
}

/**
 * Takes what another device announced.
 * @param line of one of that device's segments
 * @returns the same ring if the line is not for this device, or comes from an untrusted one
 */
export function takeIntroduction(ring: SyncRing, author: string, line: string): SyncRing {
  const { boxes, recovered } = (jsonOf(line) ?? {}) as { readonly boxes?: unknown; readonly recovered?: unknown };
  const known = ring.trusted[author] ?? recoveredKey(ring, author, recovered);
  const publicKey = ring.revoked.includes(author) ? undefined : known;
  const pairKey = publicKey && new Identity(ring.secret).pairKey(publicKey);
  if (!pairKey || !Array.isArray(boxes)) return ring;
  for (const each of boxes as unknown[]) {
    const { reader, box, mac } = textsOf(JSON.stringify(each));
    if (reader !== ring.deviceId || box === undefined || mac === undefined) continue;
    const expected = listMac(pairKey, ['sync keys', author, reader, box]);
    if (areEqual(expected, Buffer.from(mac, 'base64'))) return withShared(ring, box) ?? ring;
  }
  return ring;
}

function withShared(ring: SyncRing, box: string): SyncRing | undefined {
  return withSharedRing(ring, new Identity(ring.secret).open(Buffer.from(box, 'base64'))?.toString() ?? '');
}

/** Returns the ring with what another device sent by `sharedOf`; undefined for any other text. */
export function withSharedRing(ring: SyncRing, text: string): SyncRing | undefined {
  const shared = parseShared(text);
  if (!shared) return undefined;
  const revoked = [...new Set([...ring.revoked, ...shared.revoked])].filter((id) => id !== ring.deviceId);
  const keys = mergedKeys(ring, { ...shared, isNews: revoked.length > ring.revoked.length });
  const isWanted = (id: string): boolean => id !== ring.deviceId && !revoked.includes(id);
  const trusted = Object.fromEntries(
    // A known device keeps the key it is known by.
    Object.entries({ ...shared.trusted, ...ring.trusted }).filter(([id]) => isWanted(id)),
  );
  const own = ring.recovery?.generation ?? 0;
  const theirs = shared.recovery;
  const isNewer = theirs && theirs.generation > own && theirs.generation <= highestUsable(own);
  const recovery = isNewer ? theirs : ring.recovery;
  const merged = { ...ring, keys, trusted, revoked, ...(recovery && { recovery }) };
  return keys.length > 0 && !currentKey(merged) ? withNewKey(merged) : merged;
}

/**
 * The keys of both. A key that was made without knowing of a revocation may be known to the device that is revoked, so it is retired.
 * @param shared `isNews`: it contains a revocation that wasn't known here
 */
function mergedKeys(
  ring: SyncRing,
  shared: Pick<SyncRing, 'keys' | 'revoked'> & { readonly isNews: boolean },
): readonly SyncKey[] {
  const theirs = new Map(shared.keys.map((key) => [keyIdOf(key.raw), key]));
  const own = ring.keys.map((key): SyncKey => {
    const same = theirs.get(keyIdOf(key.raw));
    return same?.isRetired || (!same && shared.isNews) ? retired(key) : key;
  });
  const known = new Set(ring.keys.map(({ raw }) => keyIdOf(raw)));
  const isBehind = ring.revoked.some((id) => !shared.revoked.includes(id));
  const last = highest(ring.keys) + mostAhead;
  const fresh = shared.keys.filter(({ generation, raw }) => !known.has(keyIdOf(raw)) && generation <= last);
  return [...own, ...fresh.map((key) => (isBehind ? retired(key) : key))];
}
