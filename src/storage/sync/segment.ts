import { gunzipSync, gzipSync } from 'node:zlib';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { decrypt, deriveKey, encrypt, toKey } from '../vault/cipher.ts';

/** A key that segments are sealed under. A later generation replaces an earlier one. */
export interface SyncKey {
  readonly generation: number;
  /** 32 bytes. */
  readonly raw: Uint8Array;
  /** It only opens older segments: a device that is now revoked has it. */
  readonly isRetired?: true;
}

/** Identifies a segment and its device. It is sealed with the content, so that no segment can pass for another. */
export interface SegmentPlace {
  readonly deviceId: string;
  readonly sequence: number;
}

/**
 * - `facts`: facts as JSON, one to a line, names in clear
 * - `keys`: what `introduce` of `syncKeys.ts` wrote, in one line
 */
export interface SegmentContent {
  readonly type: 'facts' | 'keys';
  readonly lines: readonly string[];
}

const version = 1;
const keyIdLength = 8;
const headLength = 1 + keyIdLength;
/** The largest size of a segment, in bytes: more than `sealSegment` is ever given, and little enough for memory. */
const longestText = 64 * 1024 * 1024;

/** Identifies a key without revealing it, as hex. */
export function keyIdOf(raw: Uint8Array): string {
  return deriveKey(raw, 'sync key id', keyIdLength).toString('hex');
}

/** Returns a segment: a version, the id of the key, and the content compressed and sealed (AES-256-GCM) for its place. */
export function sealSegment({ raw }: SyncKey, place: SegmentPlace, { type, lines }: SegmentContent): Buffer {
  const head = Buffer.concat([Buffer.from([version]), Buffer.from(keyIdOf(raw), 'hex')]);
  const text = [JSON.stringify({ type }), ...lines].join('\n');
  return Buffer.concat([head, encrypt(toKey(deriveKey(raw, 'sync segment')), gzipSync(text), contextOf(head, place))]);
}

/** Returns undefined unless the segment was sealed under one of the keys, for this place, and holds what a segment can. */
export function openSegment(
  keys: readonly SyncKey[],
  place: SegmentPlace,
  segment: Uint8Array,
): SegmentContent | undefined {
  const head = segment.subarray(0, headLength);
  const id = Buffer.from(head.subarray(1)).toString('hex');
  const key = head[0] === version ? keys.find(({ raw }) => keyIdOf(raw) === id) : undefined;
  const sealed = segment.subarray(headLength);
  const plain = key && decrypt(toKey(deriveKey(key.raw, 'sync segment')), sealed, contextOf(head, place));
  if (!plain) return undefined;
  const [first = '', ...lines] = textOf(plain)?.split('\n') ?? [];
  const { type } = (jsonOf(first) ?? {}) as { readonly type?: unknown };
  return type === 'facts' || type === 'keys' ? { type, lines } : undefined;
}

function contextOf(head: Uint8Array, { deviceId, sequence }: SegmentPlace): Buffer {
  return Buffer.from(JSON.stringify(['daymark sync segment', Buffer.from(head).toString('hex'), deviceId, sequence]));
}

function textOf(compressed: Uint8Array): string | undefined {
  try {
    return gunzipSync(compressed, { maxOutputLength: longestText }).toString();
  } catch {
    // A holder of the key can seal data that is not gzip, or that expands without end.
    return undefined;
  }
}
