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
  /** The first of its sequences, for one that several were folded into. */
  readonly first?: number | undefined;
}

/**
 * - `facts`: facts as JSON, one to a line, names in clear
 * - `keys`: what `introduce` of `syncKeys.ts` wrote, in one line
 */
export interface SegmentContent {
  readonly type: 'facts' | 'keys';
  readonly lines: readonly string[];
}

/** Content of a sequence, perhaps within a folded segment. */
export interface SegmentPart {
  readonly sequence: number;
  readonly content: SegmentContent;
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
export function sealSegment(key: SyncKey, place: SegmentPlace, { type, lines }: SegmentContent): Buffer {
  return sealLines(key, place, [JSON.stringify({ type }), ...lines]);
}

/** Returns one segment with the facts of several that follow each other, each still apart. */
export function sealFolded(key: SyncKey, place: Required<SegmentPlace>, parts: readonly SegmentPart[]): Buffer {
  const counts = parts.map(({ content }) => content.lines.length);
  return sealLines(key, place, [
    JSON.stringify({ type: 'folded', counts }),
    ...parts.flatMap(({ content }) => content.lines),
  ]);
}

function sealLines({ raw }: SyncKey, place: SegmentPlace, lines: readonly string[]): Buffer {
  const head = Buffer.concat([Buffer.from([version]), Buffer.from(keyIdOf(raw), 'hex')]);
  const text = lines.join('\n');
  return Buffer.concat([head, encrypt(toKey(deriveKey(raw, 'sync segment')), gzipSync(text), contextOf(head, place))]);
}

/** Returns undefined unless the segment was sealed under one of the keys, for this place, and holds what a segment can. */
export function openSegment(
  keys: readonly SyncKey[],
  place: SegmentPlace,
  segment: Uint8Array,
): SegmentContent | undefined {
  const [part, ...others] = openParts(keys, place, segment) ?? [];
  return others.length === 0 ? part?.content : undefined;
}

/** Like `openSegment`, also for a folded one: what each of its sequences has, in their order. */
export function openParts(
  keys: readonly SyncKey[],
  place: SegmentPlace,
  segment: Uint8Array,
): readonly SegmentPart[] | undefined {
  const { sequence, first = sequence } = place;
  const [head = '', ...lines] = openLines(keys, place, segment) ?? [];
  const { type, counts } = (jsonOf(head) ?? {}) as { readonly type?: unknown; readonly counts?: unknown };
  if (type === 'folded') return partsOf(first, sequence - first + 1, { counts, lines });
  const isOne = first === sequence && (type === 'facts' || type === 'keys');
  return isOne ? [{ sequence, content: { type, lines } }] : undefined;
}

/** @param count how many parts there have to be */
function partsOf(
  first: number,
  count: number,
  { counts, lines }: { readonly counts: unknown; readonly lines: readonly string[] },
): readonly SegmentPart[] | undefined {
  if (!Array.isArray(counts) || counts.length !== count) return undefined;
  const parts: SegmentPart[] = [];
  let at = 0;
  for (const [i, size] of (counts as unknown[]).entries()) {
    if (!Number.isSafeInteger(size) || (size as number) < 0) return undefined;
    const end = at + (size as number);
    parts.push({ sequence: first + i, content: { type: 'facts', lines: lines.slice(at, end) } });
    at = end;
  }
  return at === lines.length ? parts : undefined;
}

function openLines(keys: readonly SyncKey[], place: SegmentPlace, segment: Uint8Array): string[] | undefined {
  const head = segment.subarray(0, headLength);
  const id = Buffer.from(head.subarray(1)).toString('hex');
  const key = head[0] === version ? keys.find(({ raw }) => keyIdOf(raw) === id) : undefined;
  const sealed = segment.subarray(headLength);
  const plain = key && decrypt(toKey(deriveKey(key.raw, 'sync segment')), sealed, contextOf(head, place));
  if (!plain) return undefined;
  return textOf(plain)?.split('\n');
}

function contextOf(head: Uint8Array, { deviceId, sequence, first }: SegmentPlace): Buffer {
  const place = ['daymark sync segment', Buffer.from(head).toString('hex'), deviceId, sequence];
  return Buffer.from(JSON.stringify(first === undefined ? place : [...place, first]));
}

function textOf(compressed: Uint8Array): string | undefined {
  try {
    return gunzipSync(compressed, { maxOutputLength: longestText }).toString();
  } catch {
    // A holder of the key can seal data that is not gzip, or that expands without end.
    return undefined;
  }
}
