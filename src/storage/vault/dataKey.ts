import { deriveKey, shortMac, toKey } from './cipher.ts';
import type { Key } from './cipher.ts';
import type { KeyUse, Recipient } from './keyFolder.ts';

const idLength = 6;

/** A key that names are sealed under. */
export interface DataKey {
  /** 6 bytes as hex, derived from the key. */
  readonly id: string;
  readonly raw: Uint8Array;
  readonly cipher: Key;
  readonly mac: Key;
  /** Time at which it was created, in milliseconds since the epoch. */
  readonly at: number;
  readonly use: KeyUse;
  /** As in `WrappedKey`. */
  readonly epoch: string;
}

/** Derives the parts of a data key from its 32 bytes. */
export function toDataKey(raw: Uint8Array, { at, use, epoch }: Pick<DataKey, 'at' | 'use' | 'epoch'>): DataKey {
  const keys = { cipher: toKey(deriveKey(raw, 'names')), mac: toKey(deriveKey(raw, 'tags')) };
  return { id: deriveKey(raw, 'id', idLength).toString('hex'), raw, ...keys, at, use, epoch };
}

/** Earlier versions decided by this alone whom to give keys to. It is valid for everyone who ever had the key. */
export function legacyProof(key: DataKey, recipient: Recipient): Buffer {
  return shortMac(deriveKey(key.raw, 'proof'), Buffer.concat([Buffer.from(recipient.kind), recipient.publicKey]));
}
