import { jsonOf } from '../../core/base/jsonOf.ts';
import { keyLength } from './cipher.ts';
import { recipientId } from './identity.ts';
import type {
  PairingAnswer,
  PairingRequest,
  Recipient,
  Revocation,
  FileSignature,
  Statement,
  WrappedKey,
} from './keyFolder.ts';

// Parses the contents of the files in `vault/`. Malformed content is read as undefined, whatever it is.

const boxLength = 32 + 12 + keyLength + 16;
const macLength = 32;
const latestTime = 8.64e15;
/** Letters of an encrypted device name. */
const longestBox = 1024;

export type Content = Readonly<Record<string, unknown>>;
export type KeyFileParser<T> = (match: RegExpExecArray, content: Content) => T | undefined;

export function readRecipient([, subject = '']: RegExpExecArray, content: Content): Recipient | undefined {
  return toRecipient(subject, content);
}

export function toRecipient(subject: string, content: Content): Recipient | undefined {
  const { kind } = content;
  const publicKey = toBytes(content['publicKey'], keyLength);
  const at = toTime(content['at']);
  if (!publicKey || at === undefined || (kind !== 'client' && kind !== 'recovery')) return undefined;
  // A name that isn't the key's own would let one device pass for another.
  return recipientId(publicKey) === subject ? { id: subject, kind, publicKey, at } : undefined;
}

export function toKeyFile([, key = '', recipient = '']: RegExpExecArray, content: Content): WrappedKey | undefined {
  const box = toBytes(content['box'], boxLength);
  const proof = toBytes(content['proof'], 16);
  const at = toTime(content['at']);
  if (!box || !proof || at === undefined) return undefined;
  if (content['mac'] === undefined) return { key, recipient, box, proof, at, use: 'open', epoch: '' };
  const signed = toSigned(content);
  const { use, epoch = '' } = content;
  if (!signed || (use !== 'open' && use !== 'seal') || typeof epoch !== 'string' || epoch.length > 64) return undefined;
  return { key, recipient, box, proof, at, use, epoch, signed };
}

export function toStatement([, id = '', reader = '']: RegExpExecArray, content: Content): Statement | undefined {
  const subject = toRecipient(id, content);
  const signed = toSigned(content);
  return subject && signed && { subject, reader, signed };
}

export function toRevocation(match: RegExpExecArray, content: Content): Revocation | undefined {
  const [, id = '', reader = '', from = ''] = match;
  const subject = toRecipient(id, content);
  const mac = toBytes(content['mac'], macLength);
  const revokedAt = toTime(content['revokedAt']);
  return subject && mac && revokedAt !== undefined ? { subject, reader, revokedAt, signed: { from, mac } } : undefined;
}

export function toDeviceName(_: RegExpExecArray, content: Content): Uint8Array | undefined {
  const { box } = content;
  return typeof box === 'string' && box.length <= longestBox ? Buffer.from(box, 'base64') : undefined;
}

export function toAsk([, id = '']: RegExpExecArray, content: Content): PairingRequest | undefined {
  const subject = toRecipient(id, content);
  const mac = toBytes(content['mac'], macLength);
  return subject && mac && { subject, mac };
}

export function toAnswer(match: RegExpExecArray, content: Content): PairingAnswer | undefined {
  const ask = toAsk(match, content);
  return ask && { ...ask, reader: match[2] ?? '' };
}

export function toSigned(content: Content): FileSignature | undefined {
  const { from } = content;
  const mac = toBytes(content['mac'], macLength);
  return mac && typeof from === 'string' && /^[0-9a-f]{16}$/.test(from) ? { from, mac } : undefined;
}

export function fromRecipient({ kind, publicKey, at }: Recipient): Content {
  return { kind, publicKey: toBase64(publicKey), at };
}

export function fromSigned({ from, mac }: FileSignature): Content {
  return { from, mac: toBase64(mac) };
}

export function toBytes(value: unknown, length: number): Buffer | undefined {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  return bytes?.length === length ? bytes : undefined;
}

export function toTime(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= latestTime ? value : undefined;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

export function parse(bytes: Uint8Array): Content | undefined {
  const content = jsonOf(Buffer.from(bytes).toString());
  return typeof content === 'object' && content !== null ? (content as Content) : undefined;
}
