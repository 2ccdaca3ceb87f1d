import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../core/base/appError.ts';
import { readOwnFile, removeOwnFile, writeOwnFile } from './ownFile.ts';

/** The permissions of a token: to send activity and change data, to read numbers, to read names, and to act as the browser companion. */
export const scopes = ['write', 'read', 'names', 'browser'] as const;
export type Scope = (typeof scopes)[number];

const storedToken = z.object({
  /** Also the name of its file. */
  id: z.string().regex(/^[0-9a-f]{8}$/),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** Milliseconds since the epoch. */
  created: z.number(),
  /** SHA-256 of the token, hex. The token is random, so a slow hash would protect nothing more. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** A token without its secret. */
export type Token = Omit<z.infer<typeof storedToken>, 'hash'>;
type StoredToken = z.infer<typeof storedToken>;

const mostTokens = 100;
/** No file system dates changes more coarsely, in ms. */
const coarsestMs = 2000;
const suffix = '.json';
/** The form that WakaTime's clients ask of a key. */
const form = /^(?:waka_)?[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The tokens of a hub, each in a file of its own that only its owner can read: two processes can't undo what the other did. */
export class Tokens {
  readonly #folder: string;
  readonly #oldFile: string;
  readonly #known = new Map<string, StoredToken>();
  /** The ids of all files, when they were read, and when their folder had last changed then; times in ms since the epoch. */
  #read: { readonly ids: readonly string[]; readonly at: number; readonly changed: number } | undefined;

  /** @param folder the data folder */
  constructor(folder: string) {
    this.#folder = path.join(folder, 'hub', 'tokens');
    this.#oldFile = path.join(folder, 'hub', 'tokens.json');
  }

  /**
   * Makes a token. It is returned once and can't be shown again.
   * @throws AppError `invalid-input` for a name that is empty or too long, no scope, or too many tokens
   */
  create(name: string, allowed: readonly Scope[], now: number): { readonly token: Token; readonly secret: string } {
    if (name.trim() === '' || name.length > 80)
      throw new AppError('invalid-input', 'Give the token a name of up to 80 characters.');
    if (allowed.length === 0) throw new AppError('invalid-input', `Give the token a scope: ${scopes.join(', ')}.`);
    if (this.#files().length >= mostTokens)
      throw new AppError('invalid-input', `There are ${mostTokens} tokens. Revoke one first.`);
    const secret = randomUUID();
    const token = { id: randomUUID().slice(0, 8), name: name.trim(), scopes: [...new Set(allowed)], created: now };
    this.#keep({ ...token, hash: hashOf(secret).toString('hex') });
    return { token, secret };
  }

  /** The oldest first. @throws AppError `storage-damaged` where the file of one is damaged */
  list(): Token[] {
    const [damaged] = this.#files().filter((id) => !this.#known.has(id));
    if (damaged !== undefined) throw damagedFile(this.#fileOf(damaged));
    return this.#tokens().map(withoutHash);
  }

  /** From now on the token is refused. @throws AppError `not-found` for an unknown id */
  revoke(id: string): void {
    if (!this.#files().includes(id)) throw new AppError('not-found', `There is no token ${id}.`);
    removeOwnFile(this.#fileOf(id));
  }

  /** Reads the files of all tokens, for which the first client would wait. A damaged one is reported to the clients. */
  prepare(): void {
    try {
      this.#files();
    } catch {
      // See above.
    }
  }

  /** The token of a secret. Takes as long for a wrong secret as for a right one. */
  verify(secret: string | undefined): Token | undefined {
    const presented = hashOf((secret ?? '').toLowerCase().replace(/^waka_/, ''));
    let found: StoredToken | undefined;
    for (const token of this.#tokens()) if (timingSafeEqual(Buffer.from(token.hash, 'hex'), presented)) found = token;
    if (!found || !form.test((secret ?? '').toLowerCase())) return undefined;
    return withoutHash(found);
  }

  /**
   * Returns what shows that this hub knows a token: the HMAC-SHA-256 of a text under the token's SHA-256, hexadecimal.
   * @param mark names the token, see `ProofRequest`
   * @returns undefined for an unknown token
   */
  proof(mark: string, text: string): string | undefined {
    const token = this.#tokens().find(({ hash }) => markOf(hash) === mark);
    return token && createHmac('sha256', Buffer.from(token.hash, 'hex')).update(text).digest('hex');
  }

  #tokens(): StoredToken[] {
    const tokens = this.#files().flatMap((id) => this.#known.get(id) ?? []);
    return tokens.sort((a, b) => a.created - b.created);
  }

  /** The ids of all files. Reads those that are new: another process may have written one, and a file never changes. */
  #files(): readonly string[] {
    const changed = changedAt(this.#folder);
    // A client sends hundreds of requests a second, and each is checked. What changed about when it was read may have changed once more
    // at the same date.
    if (this.#read?.changed === changed && changed < this.#read.at - coarsestMs) return this.#read.ids;
    this.#takeOver();
    this.#read = { ids: this.#readFiles(), at: Date.now(), changed };
    return this.#read.ids;
  }

  #readFiles(): string[] {
    const ids = filesIn(this.#folder).map((name) => name.slice(0, -suffix.length));
    for (const id of this.#known.keys()) if (!ids.includes(id)) this.#known.delete(id);
    for (const id of ids) {
      if (this.#known.has(id)) continue;
      const token = parsed(storedToken, readOwnFile(this.#fileOf(id)));
      if (token?.id === id) this.#known.set(id, token);
    }
    return ids;
  }

  /** Gives each token of the one list that earlier versions kept a file of its own. @throws AppError `storage-damaged` */
  #takeOver(): void {
    const text = readOwnFile(this.#oldFile);
    if (text === undefined) return;
    const old = parsed(z.object({ tokens: z.array(storedToken) }), text);
    if (!old) throw damagedFile(this.#oldFile);
    for (const token of old.tokens) this.#keep(token);
    removeOwnFile(this.#oldFile);
  }

  #keep(token: StoredToken): void {
    writeOwnFile(this.#fileOf(token.id), `${JSON.stringify(token)}\n`);
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, id + suffix);
  }
}

/** Returns the time of the last creation or deletion in a folder, in ms since the epoch; 0 if there is no folder. */
function changedAt(folder: string): number {
  return statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(suffix));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parsed<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  try {
    return schema.parse(JSON.parse(text ?? ''));
  } catch {
    return undefined;
  }
}

function damagedFile(file: string): AppError {
  return new AppError('storage-damaged', `The token in ${file} is damaged. Delete the file and make a new token.`);
}

function withoutHash({ id, name, scopes: allowed, created }: StoredToken): Token {
  return { id, name, scopes: allowed, created };
}

function markOf(hash: string): string {
  return createHash('sha256').update(Buffer.from(hash, 'hex')).digest('hex').slice(0, 16);
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
