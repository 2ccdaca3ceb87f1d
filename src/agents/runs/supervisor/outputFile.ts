import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';

/** The size at which a file is set aside for a new one, in bytes. One older file is kept. */
const fileBytes = 2 * 2 ** 20;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 4;

/**
 * Appends to the output of a run. It is encrypted, since it has names and code in it: frames of a length (4 bytes), a nonce, AES-256-GCM's
 * text, and a tag. A frame that was cut off by a crash is passed over when it is read.
 */
export class OutputWriter {
  readonly #path: string;
  readonly #key: Buffer;
  #file: number;
  #bytes: number;

  /** @param key 32 bytes in hex */
  constructor(path: string, key: string) {
    this.#path = path;
    this.#key = Buffer.from(key, 'hex');
    // A frame that was cut off would swallow those after it.
    if (existsSync(path)) renameSync(path, `${path}.old`);
    this.#file = openSync(path, 'a', 0o600);
    this.#bytes = 0;
  }

  write(text: string): void {
    if (this.#bytes > fileBytes) this.#turn();
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    const head = Buffer.alloc(headBytes);
    head.writeUInt32BE(sealed.length);
    this.#bytes += writeSync(this.#file, Buffer.concat([head, sealed]));
  }

  close(): void {
    closeSync(this.#file);
  }

  #turn(): void {
    closeSync(this.#file);
    renameSync(this.#path, `${this.#path}.old`);
    this.#file = openSync(this.#path, 'a', 0o600);
    this.#bytes = statSync(this.#path).size;
  }
}

/** Reads what is there of a run's output: the last 2 to 4 MB. */
export function readOutput(path: string, key: string): string {
  return [`${path}.old`, path].map((file) => readFrames(file, Buffer.from(key, 'hex'))).join('');
}

function readFrames(path: string, key: Buffer): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return '';
  }
  const texts: string[] = [];
  for (let at = 0; at + headBytes <= bytes.length;) {
    const end = at + headBytes + bytes.readUInt32BE(at);
    const frame = bytes.subarray(at + headBytes, end);
    if (end > bytes.length || frame.length < nonceBytes + tagBytes) break;
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, frame.subarray(0, nonceBytes));
      decipher.setAuthTag(frame.subarray(-tagBytes));
      texts.push(decipher.update(frame.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8'));
    } catch {
      // Damaged: the next frame may be whole.
    }
    at = end;
  }
  return texts.join('');
}
