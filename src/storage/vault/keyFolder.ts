import {
  fromRecipient,
  fromSigned,
  parse,
  readRecipient,
  toAnswer,
  toAsk,
  toBase64,
  toDeviceName,
  toKeyFile,
  toRevocation,
  toStatement,
  type KeyFileParser,
} from './keyFiles.ts';
import type { VaultFiles } from './vaultFiles.ts';

/** Someone who can be given keys: a device with its own secret, or the holder of a recovery key. */
export interface Recipient {
  readonly id: string;
  readonly kind: 'client' | 'recovery';
  readonly publicKey: Uint8Array;
  /** Milliseconds since the epoch, by its own device's clock. */
  readonly at: number;
}

/** Uses of a key: only existing names, or new ones too. */
export type KeyUse = 'open' | 'seal';

/** Shows who wrote a file: `mac` under the key that only the writer and the reader can compute. */
export interface FileSignature {
  readonly from: string;
  readonly mac: Uint8Array;
}

/** A data key, encrypted to one recipient. */
export interface WrappedKey {
  readonly key: string;
  readonly recipient: string;
  readonly box: Uint8Array;
  /** Shows earlier versions that the giver of the key had it. Proves nothing else. */
  readonly proof: Uint8Array;
  /** Time at which the key was created. */
  readonly at: number;
  readonly use: KeyUse;
  /** Identifies the set of devices that were revoked when the key was created (`Revocations.epoch`); empty for none. */
  readonly epoch: string;
  /** Absent in files of earlier versions. */
  readonly signed?: FileSignature;
}

/** "`subject` may have every key", addressed to `reader`. */
export interface Statement {
  readonly subject: Recipient;
  readonly reader: string;
  readonly signed: FileSignature;
}

/** "`subject` gets no more keys, and its statements don't count", addressed to `reader`. It is permanent. */
export interface Revocation {
  readonly subject: Recipient;
  readonly reader: string;
  /** Milliseconds since the epoch, by the revoking device's clock. */
  readonly revokedAt: number;
  readonly signed: FileSignature;
}

/** A device asks to be authorized. `mac` is under its pairing code. */
export interface PairingRequest {
  readonly subject: Recipient;
  readonly mac: Uint8Array;
}

/** A device that knows the pairing code of `reader` introduces itself. */
export interface PairingAnswer {
  readonly subject: Recipient;
  readonly reader: string;
  readonly mac: Uint8Array;
}

const id = '[0-9a-f]{16}';
const forms = {
  recipient: new RegExp(`^for-(${id})\\.json$`),
  key: new RegExp(`^key-([0-9a-f]{12})\\.(${id})\\.json$`),
  trust: new RegExp(`^trust-(${id})\\.(${id})\\.json$`),
  revoke: new RegExp(`^revoke-(${id})\\.(${id})\\.(${id})\\.json$`),
  name: new RegExp(`^name-(${id})\\.(${id})\\.json$`),
  ask: new RegExp(`^ask-(${id})\\.json$`),
  answer: new RegExp(`^answer-(${id})\\.(${id})\\.json$`),
};
/** Limits how many files of a kind are read, since a folder may be hostile. */
const maxFiles = 1000;

/** The files of keys and trust in `vault/`. What doesn't parse counts as missing; whether to believe the rest is for the caller. */
export class KeyFolder {
  readonly files: VaultFiles;
  readonly #damaged = new Set<string>();

  constructor(files: VaultFiles) {
    this.files = files;
  }

  /** Returns true if a file with this in its name had unexpected content. */
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

  /** Ids of all keys by their file names, for any recipient. */
  keyIds(): Set<string> {
    return new Set(this.files.list().flatMap((name) => forms.key.exec(name)?.[1] ?? []));
  }

  statements(reader: string): Statement[] {
    return this.#all(forms.trust, toStatement, `.${reader}.json`);
  }

  statement(subject: string, reader: string): Statement | undefined {
    return this.#one(`trust-${subject}.${reader}.json`, forms.trust, toStatement);
  }

  /** Revocations addressed to a reader. Each writer has its own file, so that a planted file can't stop another from writing. */
  revocations(reader: string): Revocation[] {
    return this.#all(forms.revoke, toRevocation).filter((each) => each.reader === reader);
  }

  revocation(subject: string, reader: string, from: string): Revocation | undefined {
    return this.#one(`revoke-${subject}.${reader}.${from}.json`, forms.revoke, toRevocation);
  }

  /** The encrypted name that a device gave itself, for `reader`. */
  deviceName(subject: string, reader: string): Uint8Array | undefined {
    return this.#one(`name-${subject}.${reader}.json`, forms.name, toDeviceName);
  }

  asks(): PairingRequest[] {
    return this.#all(forms.ask, toAsk);
  }

  ask(subject: string): PairingRequest | undefined {
    return this.#one(`ask-${subject}.json`, forms.ask, toAsk);
  }

  answers(reader: string): PairingAnswer[] {
    return this.#all(forms.answer, toAnswer, `.${reader}.json`);
  }

  /** Changes with every file that is added or removed. */
  stamp(): string {
    return this.files.list().join();
  }

  writeRecipient(recipient: Recipient): void {
    this.#write(`for-${recipient.id}.json`, fromRecipient(recipient));
  }

  writeRevocation({ subject, reader, revokedAt, signed }: Revocation): void {
    const content = { ...fromRecipient(subject), revokedAt, mac: toBase64(signed.mac) };
    this.#write(`revoke-${subject.id}.${reader}.${signed.from}.json`, content);
  }

  writeDeviceName(subject: string, reader: string, box: Uint8Array): void {
    this.#write(`name-${subject}.${reader}.json`, { box: toBase64(box) });
  }

  /**
   * Removes everything that makes a device a recipient: all statements about it, and its copies of keys.
   * @param isHeld whether a key is held elsewhere too; copies of other keys are left
   */
  removeRecipient(subject: string, isHeld: (key: string) => boolean): void {
    const about = new RegExp(`^(for-${subject}|ask-${subject}|(trust|answer|name)-${subject}\\.${id})\\.json$`);
    for (const name of this.files.list()) {
      const [, key, reader] = forms.key.exec(name) ?? [];
      if (about.test(name) || (reader === subject && key !== undefined && isHeld(key))) this.files.remove(name);
    }
  }

  writeKey({ key, recipient, box, proof, at, use, epoch, signed }: WrappedKey): void {
    const content = { box: toBase64(box), proof: toBase64(proof), at, use, ...(epoch && { epoch }) };
    this.#write(`key-${key}.${recipient}.json`, { ...content, ...(signed && fromSigned(signed)) });
  }

  writeStatement({ subject, reader, signed }: Statement): void {
    this.#write(`trust-${subject.id}.${reader}.json`, { ...fromRecipient(subject), ...fromSigned(signed) });
  }

  writeAsk({ subject, mac }: PairingRequest): void {
    this.#write(`ask-${subject.id}.json`, { ...fromRecipient(subject), mac: toBase64(mac) });
  }

  writeAnswer({ subject, reader, mac }: PairingAnswer): void {
    this.#write(`answer-${subject.id}.${reader}.json`, { ...fromRecipient(subject), mac: toBase64(mac) });
  }

  #all<T>(form: RegExp, read: KeyFileParser<T>, ending = '.json'): T[] {
    const names = this.files.list().filter((name) => name.endsWith(ending) && form.test(name));
    return names.slice(0, maxFiles).flatMap((name) => this.#one(name, form, read) ?? []);
  }

  #one<T>(name: string, form: RegExp, read: KeyFileParser<T>): T | undefined {
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

const readings: readonly { form: RegExp; read: KeyFileParser<object> }[] = [
  { form: forms.recipient, read: readRecipient },
  { form: forms.key, read: toKeyFile },
  { form: forms.trust, read: toStatement },
  { form: forms.revoke, read: toRevocation },
  { form: forms.name, read: toDeviceName },
  { form: forms.ask, read: toAsk },
  { form: forms.answer, read: toAnswer },
];
