import { areEqual, listMac, sealTo } from './cipher.ts';
import { legacyProof, toDataKey } from './dataKey.ts';
import type { DataKey } from './dataKey.ts';
import type { Identity } from './identity.ts';
import type { KeyFolder, KeyUse, Recipient, Revocation, FileSignature, Statement, WrappedKey } from './keyFolder.ts';

/**
 * Statements that an identity writes into the folder, and those in it that it believes: its own statements, and those of identities that
 * it already trusts. Everything else is ignored. docs/security.md describes the protocol.
 */
export class Trust {
  readonly self: Identity;
  readonly #folder: KeyFolder;

  constructor(folder: KeyFolder, self: Identity) {
    this.#folder = folder;
    this.self = self;
  }

  /**
   * Returns the recipients that this identity trusts, by id, except itself, those that were revoked, and those that are known only through
   * them.
   */
  recipients(revoked: { has(id: string): boolean }): Map<string, Recipient> {
    const trusted = new Map<string, Recipient>();
    const isOpen = ({ subject: { id } }: Statement): boolean => id !== this.self.id && !revoked.has(id);
    const open = new Set(this.#folder.statements(this.self.id).filter(isOpen));
    // Each added recipient may vouch for others.
    for (let before = -1; before < trusted.size;) {
      before = trusted.size;
      for (const statement of open) {
        if (!this.#isBelieved(statement, trusted)) continue;
        trusted.set(statement.subject.id, statement.subject);
        open.delete(statement);
      }
    }
    return trusted;
  }

  /** Returns true if this identity has written here in the present format: files of the earlier one have been dealt with. */
  isMarked(): boolean {
    const mark = this.#folder.statement(this.self.id, this.self.id);
    return mark !== undefined && this.#isOwn(mark);
  }

  mark(at: number): void {
    if (!this.isMarked()) this.vouch(this.asRecipient('client', at), this.asRecipient('client', at));
  }

  asRecipient(kind: Recipient['kind'], at: number): Recipient {
    return { id: this.self.id, kind, publicKey: this.self.publicKey, at };
  }

  /** Takes a recipient for trusted, from now on. */
  add(subject: Recipient): void {
    const there = this.#folder.statement(subject.id, this.self.id);
    if (!there || !this.#isOwn(there)) this.vouch(subject, this.asRecipient('client', 0));
  }

  /** Returns true if this identity itself authorized another; it knows the rest through those it trusts. */
  isOwnChoice(subject: string): boolean {
    const there = this.#folder.statement(subject, this.self.id);
    return there !== undefined && this.#isOwn(there);
  }

  /** Returns the revocations that apply to this identity: its own, and those by recipients it trusts. */
  revocations(trusted: ReadonlyMap<string, Recipient>): Revocation[] {
    return this.#folder.revocations(this.self.id).filter((each) => {
      const from = this.#publicKeyOf(each.signed.from, trusted);
      return from !== undefined && this.#isFrom(from, revocationParts(each), each.signed);
    });
  }

  /** Writes for `reader` that `subject` was revoked, unless this identity has done so. */
  revoke(subject: Recipient, reader: Recipient, revokedAt: number): void {
    const key = this.self.pairKey(reader.publicKey);
    if (!key) return;
    const there = this.#folder.revocation(subject.id, reader.id, this.self.id);
    if (there && areEqual(listMac(key, revocationParts(there)), there.signed.mac)) return;
    const signed = { from: this.self.id, mac: Buffer.alloc(0) };
    const revocation = { subject, reader: reader.id, revokedAt, signed };
    const mac = listMac(key, revocationParts(revocation));
    this.#folder.writeRevocation({ ...revocation, signed: { ...signed, mac } });
  }

  /** Writes for `reader` that `subject` may have every key, unless someone it may believe has done so. */
  introduce(subject: Recipient, reader: Recipient, trusted: ReadonlyMap<string, Recipient>): void {
    const there = this.#folder.statement(subject.id, reader.id);
    if (!there || !this.#mayStand(statementParts(there), there.signed, { reader, trusted }))
      this.vouch(subject, reader);
  }

  /** Writes for `reader` that `subject` may have every key. */
  vouch(subject: Recipient, reader: Recipient): void {
    const key = this.self.pairKey(reader.publicKey);
    if (!key) return;
    const statement = { subject, reader: reader.id, signed: { from: this.self.id, mac: Buffer.alloc(0) } };
    const mac = listMac(key, statementParts(statement));
    this.#folder.writeStatement({ ...statement, signed: { from: this.self.id, mac } });
  }

  /** Opens a key that was given to this identity by itself, or by someone it trusts. */
  take(wrapped: WrappedKey, trusted: ReadonlyMap<string, Recipient>): DataKey | undefined {
    const { signed } = wrapped;
    const from = signed && this.#publicKeyOf(signed.from, trusted);
    if (!signed || !from || !this.#isFrom(from, keyParts(wrapped), signed)) return undefined;
    return this.open(wrapped, wrapped.use);
  }

  /** Opens a key that a revoked recipient gave to this identity. It only opens what is sealed under it already. */
  takeFromRevoked(wrapped: WrappedKey, revoked: ReadonlyMap<string, Recipient>): DataKey | undefined {
    const key = this.take(wrapped, revoked);
    return key && { ...key, use: 'open' };
  }

  /** Opens a key from any giver. */
  open(wrapped: WrappedKey, use: KeyUse): DataKey | undefined {
    const raw = this.self.open(wrapped.box);
    const key = raw && toDataKey(raw, { at: wrapped.at, use, epoch: wrapped.epoch });
    return key?.id === wrapped.key ? key : undefined;
  }

  /** Gives a key to a recipient, unless it has it from someone it may believe. */
  give(key: DataKey, reader: Recipient, trusted: ReadonlyMap<string, Recipient>): void {
    const there = this.#folder.key(key.id, reader.id);
    if (there?.signed && this.#mayStand(keyParts(there), there.signed, { reader, trusted })) return;
    const pairKey = this.self.pairKey(reader.publicKey);
    const box = sealTo(reader.publicKey, key.raw);
    if (!pairKey || !box) return;
    const signed = { from: this.self.id, mac: Buffer.alloc(0) };
    const wrapped = { key: key.id, recipient: reader.id, box, proof: legacyProof(key, reader) };
    const unsigned = { ...wrapped, at: key.at, use: key.use, epoch: key.epoch, signed };
    this.#folder.writeKey({ ...unsigned, signed: { ...signed, mac: listMac(pairKey, keyParts(unsigned)) } });
  }

  /** A file that another trusted one wrote for the reader can't be checked from here; a file of one's own can. */
  #mayStand(parts: readonly (string | number)[], signed: FileSignature, { reader, trusted }: OtherReader): boolean {
    if (signed.from === this.self.id) return this.#isFrom(reader.publicKey, parts, signed);
    return reader.id !== this.self.id && (signed.from === reader.id || trusted.has(signed.from));
  }

  #isBelieved(statement: Statement, trusted: ReadonlyMap<string, Recipient>): boolean {
    const from = this.#publicKeyOf(statement.signed.from, trusted);
    return from !== undefined && this.#isFrom(from, statementParts(statement), statement.signed);
  }

  #isOwn(statement: Statement): boolean {
    return this.#isBelieved(statement, new Map());
  }

  #publicKeyOf(id: string, trusted: ReadonlyMap<string, Recipient>): Uint8Array | undefined {
    return id === this.self.id ? this.self.publicKey : trusted.get(id)?.publicKey;
  }

  #isFrom(publicKey: Uint8Array, parts: readonly (string | number)[], { mac }: FileSignature): boolean {
    const key = this.self.pairKey(publicKey);
    return key !== undefined && areEqual(listMac(key, parts), mac);
  }
}

interface OtherReader {
  readonly reader: Recipient;
  readonly trusted: ReadonlyMap<string, Recipient>;
}

// Sender and reader are in the list, so that nothing can be sent back to its writer as if it came from the other.
function statementParts({ subject, reader, signed }: Statement): (string | number)[] {
  const publicKey = Buffer.from(subject.publicKey).toString('base64');
  return ['trust', signed.from, reader, subject.kind, publicKey, subject.at];
}

function revocationParts({ subject, reader, revokedAt, signed }: Revocation): (string | number)[] {
  const publicKey = Buffer.from(subject.publicKey).toString('base64');
  return ['revoke', signed.from, reader, subject.kind, publicKey, subject.at, revokedAt];
}

// Before the first revocation, keys have the format of earlier versions.
function keyParts({ key, recipient, box, proof, at, use, epoch, signed }: WrappedKey): (string | number)[] {
  const bytes = [box, proof].map((each) => Buffer.from(each).toString('base64'));
  return ['key', signed?.from ?? '', recipient, key, use, at, ...bytes, ...(epoch === '' ? [] : [epoch])];
}
