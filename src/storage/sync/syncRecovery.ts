import { createHash } from 'node:crypto';
import { decrypt, deriveKey, encrypt, listMac, toKey } from '../vault/cipher.ts';
import { recoveryKeyOf } from './recoveryRing.ts';
import type { RecoveryOffer } from '../../core/sync/syncServer.ts';
import { keyIdOf } from './segment.ts';
import { withSharedRing } from './syncKeys.ts';
import { currentKey, sharedOf, type SyncRing } from './syncRing.ts';

const context = Buffer.from('daymark sync recovery');

function proofOf(key: Uint8Array): Buffer {
  return deriveKey(key, 'sync recovery proof');
}

/** Returns what to send the server about the recovery key, and a mark that changes with it; undefined if there never was one. */
export function recoveryOffer(ring: SyncRing): { readonly offer: RecoveryOffer; readonly mark: string } | undefined {
  if (!ring.recovery) return undefined;
  const { generation, key } = ring.recovery;
  if (!key) return { offer: { generation }, mark: `none ${generation}` };
  const text = sharedOf(ring, true);
  const envelope = encrypt(toKey(deriveKey(key, 'sync recovery box')), Buffer.from(text), context);
  const mark = listMac(toKey(key), ['sync recovery offer', text]).toString('base64');
  return { offer: { generation, envelope, verifier: createHash('sha256').update(proofOf(key)).digest() }, mark };
}

/**
 * Opens what the server keeps for a recovery key.
 * @returns a function that gives a new device's ring the keys, and the proof for the server; undefined for another recovery key
 */
export function openRecovery(
  secret: Uint8Array,
  envelope: Uint8Array,
): { readonly proof: Uint8Array; readonly admit: (ring: SyncRing) => SyncRing } | undefined {
  const key = recoveryKeyOf(secret);
  const text = decrypt(toKey(deriveKey(key, 'sync recovery box')), envelope, context)?.toString();
  if (text === undefined) return undefined;
  return {
    proof: proofOf(key),
    admit: (ring) => {
      const merged = withSharedRing(ring, text) ?? ring;
      const current = currentKey(merged);
      return { ...merged, ...(current && { announce: merged.announce ?? keyIdOf(current.raw) }) };
    },
  };
}
