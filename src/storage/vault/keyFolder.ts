import { keyLength } from './cipher.ts';
import { recipientId } from './identity.ts';
import type { VaultFiles } from './vaultFiles.ts';

/** Someone whom keys can be given to: a device with its own secret, or whoever holds a recovery key. */
export interface Recipient {
  readonly id: string;
  readonly kind: 'client' | 'recovery';
  readonly publicKey: Uint8Array;
  /** Milliseconds since the epoch; as its own device says. */
  readonly at: number;
}

/** What a key may be used for: names that are kept already, or new ones too. */
export type KeyUse = 'open' | 'seal';

/** Shows who wrote a file: `mac` under the key that only the writer and the reader can compute. */
export interface Signed {
  readonly from: string;
  readonly mac: Uint8Array;
}

/** A data key, encrypted to one recipient. */
export interface WrappedKey {
  readonly key: string;
  readonly recipient: string;
  readonly box: Uint8Array;
  /** Shows earlier versions that whoever gave the key had it. Proves nothing else. */
  readonly proof: Uint8Array;
  /** When the key was made. */
  readonly at: number;
  readonly use: KeyUse;
  /** Absent in files of earlier versions. */
  readonly signed?: Signed;
}

/** "`subject` may have every key", said to `reader`. */
export interface Statement {
  readonly subject: Recipient;
  readonly reader: string;
  readonly signed: Signed;
}

/** A device asks to be authorized. `mac` is under its pairing code. */
export interface Ask {
  readonly subject: Recipient;
  readonly mac: Uint8Array;
}

/** A device that knows the pairing code of `reader` introduces itself. */
export interface Answer {
  readonly subject: Recipient;
  readonly reader: string;
  readonly mac: Uint8Array;
}

const id = '[0-9a-f]{16}';
const forms = {
  recipient: new RegExp(`^for-(${id})\\.json$`),
  key: new RegExp(`^key-([0-9a-f]{12})\\.(${id})\\.json$`),
  trust: new RegExp(`^trust-(${id})\\.(${id})\\.json$`),
  ask: new RegExp(`^ask-(${id})\\.json$`),
  answer: new RegExp(`^answer-(${id})\\.(${id})\\.json$`),
};
/** Of a hostile folder no more files of a kind are read. */
const maxFiles = 1000;
const boxLength = 32 + 12 + keyLength + 16;
const macLength = 32;
const latestTime = 8.64e15;

/** The files of keys and trust in `vault/`. What doesn't parse counts as missing; whether to believe the rest is for the caller. */
export class KeyFolder {
  readonly files: VaultFiles;
  readonly #damaged = new Set<string>();

  constructor(files: VaultFiles) {
    this.files = files;
  }

  /** Whether a file that was met, and has this in its name, is not what its name says. */
  hasDamaged(id: string): boolean {
    return Array.from(this.#damaged).some((name) => name.includes(id));
  }

  /** Reads every file, and returns the names of those that are not what their names say. */
  check(): string[] {
    this.#damaged.clear();
    for (const { form, read } of readings) this.#all(form, read);
    return Array.from(this.#damaged).sort();
  }

  recipients(): Recipient[] {
    return this.#all(forms.recipient, readRecipient);
  }

  /** Keys for a recipient. */
  keys(recipient: string): WrappedKey[] {
    return this.#all(forms.key, (match, content) => toKeyFile(match, content), `.${recipient}.json`);
  }

  key(key: string, recipient: string): WrappedKey | undefined {
    return this.#one(`key-${key}.${recipient}.json`, forms.key, toKeyFile);
  }

  /** Ids of all keys, whoever they are for, by their file names. */
  keyIds(): Set<string> {
    return new Set(this.files.list().flatMap((name) => forms.key.exec(name)?.[1] ?? []));
  }

  statements(reader: string): Statement[] {
    return this.#all(forms.trust, toStatement, `.${reader}.json`);
  }

  statement(subject: string, reader: string): Statement | undefined {
    return this.#one(`trust-${subject}.${reader}.json`, forms.trust, toStatement);
  }

  asks(): Ask[] {
    return this.#all(forms.ask, toAsk);
  }

  ask(subject: string): Ask | undefined {
    return this.#one(`ask-${subject}.json`, forms.ask, toAsk);
  }

  answers(reader: string): Answer[] {
    return this.#all(forms.answer, toAnswer, `.${reader}.json`);
  }

  /** Changes with every file that is added or removed. */
  stamp(): string {
    return this.files.list().join();
  }

  writeRecipient(recipient: Recipient): void {
    this.#write(`for-${recipient.id}.json`, fromRecipient(recipient));
  }

  writeKey({ key, recipient, box, proof, at, use, signed }: WrappedKey): void {
    const content = { box: toBase64(box), proof: toBase64(proof), at, use, ...(signed && fromSigned(signed)) };
    this.#write(`key-${key}.${recipient}.json`, content);
  }

  writeStatement({ subject, reader, signed }: Statement): void {
    this.#write(`trust-${subject.id}.${reader}.json`, { ...fromRecipient(subject), ...fromSigned(signed) });
  }

  writeAsk({ subject, mac }: Ask): void {
    this.#write(`ask-${subject.id}.json`, { ...fromRecipient(subject), mac: toBase64(mac) });
  }

  writeAnswer({ subject, reader, mac }: Answer): void {
    this.#write(`answer-${subject.id}.${reader}.json`, { ...fromRecipient(subject), mac: toBase64(mac) });
  }

  #all<T>(form: RegExp, read: Reading<T>, ending = '.json'): T[] {
    const names = this.files.list().filter((name) => name.endsWith(ending) && form.test(name));
    return names.slice(0, maxFiles).flatMap((name) => this.#one(name, form, read) ?? []);
  }

  #one<T>(name: string, form: RegExp, read: Reading<T>): T | undefined {
    const bytes = this.files.read(name);
    const match = form.exec(name);
    if (bytes === undefined || !match) return undefined;
    const content = bytes === 'unfit' ? undefined : parse(bytes);
    const result = content && read(match, content);
    if (result === undefined) this.#damaged.add(name);
    else this.#damaged.delete(name);
    return result;
  }

  #write(name: string, content: object): void {
    this.files.write(name, Buffer.from(JSON.stringify(content)));
  }
}

const readings: readonly { form: RegExp; read: Reading<object> }[] = [
  { form: forms.recipient, read: readRecipient },
  { form: forms.key, read: toKeyFile },
  { form: forms.trust, read: toStatement },
  { form: forms.ask, read: toAsk },
  { form: forms.answer, read: toAnswer },
];

type Content = Readonly<Record<string, unknown>>;
type Reading<T> = (match: RegExpExecArray, content: Content) => T | undefined;

function readRecipient([, subject = '']: RegExpExecArray, content: Content): Recipient | undefined {
  return toRecipient(subject, content);
}

function toRecipient(subject: string, content: Content): Recipient | undefined {
  const { kind } = content;
  const publicKey = toBytes(content['publicKey'], keyLength);
  const at = toTime(content['at']);
  if (!publicKey || at === undefined || (kind !== 'client' && kind !== 'recovery')) return undefined;
  // A name that isn't the key's own would let one device pass for another.
  return recipientId(publicKey) === subject ? { id: subject, kind, publicKey, at } : undefined;
}

function toKeyFile([, key = '', recipient = '']: RegExpExecArray, content: Content): WrappedKey | undefined {
  const box = toBytes(content['box'], boxLength);
  const proof = toBytes(content['proof'], 16);
  const at = toTime(content['at']);
  if (!box || !proof || at === undefined) return undefined;
  if (content['mac'] === undefined) return { key, recipient, box, proof, at, use: 'open' };
  const signed = toSigned(content);
  const { use } = content;
  return signed && (use === 'open' || use === 'seal') ? { key, recipient, box, proof, at, use, signed } : undefined;
}

function toStatement([, id = '', reader = '']: RegExpExecArray, content: Content): Statement | undefined {
  const subject = toRecipient(id, content);
  const signed = toSigned(content);
  return subject && signed && { subject, reader, signed };
}

function toAsk([, id = '']: RegExpExecArray, content: Content): Ask | undefined {
  const subject = toRecipient(id, content);
  const mac = toBytes(content['mac'], macLength);
  return subject && mac && { subject, mac };
}

function toAnswer(match: RegExpExecArray, content: Content): Answer | undefined {
  const ask = toAsk(match, content);
  return ask && { ...ask, reader: match[2] ?? '' };
}

function toSigned(content: Content): Signed | undefined {
  const { from } = content;
  const mac = toBytes(content['mac'], macLength);
  return mac && typeof from === 'string' && /^[0-9a-f]{16}$/.test(from) ? { from, mac } : undefined;
}

function fromRecipient({ kind, publicKey, at }: Recipient): Content {
  return { kind, publicKey: toBase64(publicKey), at };
}

function fromSigned({ from, mac }: Signed): Content {
  return { from, mac: toBase64(mac) };
}

function toBytes(value: unknown, length: number): Buffer | undefined {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined;
  return bytes?.length === length ? bytes : undefined;
}

function toTime(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= latestTime ? value : undefined;
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function parse(bytes: Uint8Array): Content | undefined {
  try {
    const content: unknown = JSON.parse(Buffer.from(bytes).toString());
    return typeof content === 'object' && content !== null ? (content as Content) : undefined;
  } catch {
    return undefined;
  }
}
