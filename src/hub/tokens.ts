import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { AppError } from '../core/base/appError.ts';
import { readOwnFile, writeOwnFile } from './ownFile.ts';

/** What a token allows: to send activity and change data, to read numbers, and to read names. */
export const scopes = ['write', 'read', 'names'] as const;
export type Scope = (typeof scopes)[number];

const storedToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** Milliseconds since the epoch. */
  created: z.number(),
  /** SHA-256 of the token, hex. The token is random, so a slow hash would protect nothing more. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
const stored = z.object({ tokens: z.array(storedToken) });

/** A token without its secret. */
export type Token = Omit<z.infer<typeof storedToken>, 'hash'>;
type StoredToken = z.infer<typeof storedToken>;

const mostTokens = 100;
/** The form that WakaTime's clients ask of a key. */
const form = /^(?:waka_)?[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The tokens of a hub, in a file that only its owner can read. */
export class Tokens {
  readonly #file: string;
  #tokens: readonly StoredToken[] = [];
  #stamp = '';

  /** @param folder the data folder */
  constructor(folder: string) {
    this.#file = path.join(folder, 'hub', 'tokens.json');
  }

  /**
   * Makes a token. It is returned once and can't be shown again.
   * @throws AppError `invalid-input` for a name that is empty or too long, no scope, or too many tokens
   */
  create(name: string, allowed: readonly Scope[], now: number): { readonly token: Token; readonly secret: string } {
    this.#read();
    if (name.trim() === '' || name.length > 80)
      throw new AppError('invalid-input', 'Give the token a name of up to 80 characters.');
    if (allowed.length === 0) throw new AppError('invalid-input', `Give the token a scope: ${scopes.join(', ')}.`);
    if (this.#tokens.length >= mostTokens)
      throw new AppError('invalid-input', `There are ${mostTokens} tokens. Revoke one first.`);
    const secret = randomUUID();
    const token = { id: randomUUID().slice(0, 8), name: name.trim(), scopes: [...new Set(allowed)], created: now };
    this.#write([...this.#tokens, { ...token, hash: hashOf(secret).toString('hex') }]);
    return { token, secret };
  }

  list(): Token[] {
    this.#read();
    return this.#tokens.map(withoutHash);
  }

  /** From now on the token is refused. @throws AppError `not-found` for an unknown id */
  revoke(id: string): void {
    this.#read();
    const left = this.#tokens.filter((token) => token.id !== id);
    if (left.length === this.#tokens.length) throw new AppError('not-found', `There is no token ${id}.`);
    this.#write(left);
  }

  /** The token of a secret. Takes as long for a wrong secret as for a right one. */
  verify(secret: string | undefined): Token | undefined {
    this.#read();
    const asked = hashOf((secret ?? '').toLowerCase().replace(/^waka_/, ''));
    let found: StoredToken | undefined;
    for (const token of this.#tokens) if (timingSafeEqual(Buffer.from(token.hash, 'hex'), asked)) found = token;
    if (!found || !form.test((secret ?? '').toLowerCase())) return undefined;
    return withoutHash(found);
  }

  /** Another process may have changed them. */
  #read(): void {
    const stamp = stampOf(this.#file);
    if (stamp === this.#stamp) return;
    const text = readOwnFile(this.#file);
    this.#tokens = text === undefined ? [] : parse(text, this.#file);
    // Only now: a list that is damaged stays so when it is asked again.
    this.#stamp = stamp;
  }

  #write(tokens: readonly StoredToken[]): void {
    writeOwnFile(this.#file, `${JSON.stringify({ tokens }, undefined, 2)}\n`);
    this.#stamp = '';
    this.#read();
  }
}

function parse(text: string, file: string): StoredToken[] {
  try {
    return stored.parse(JSON.parse(text)).tokens;
  } catch {
    throw new AppError(
      'storage-damaged',
      `The list of tokens in ${file} is damaged. Delete the file and make new tokens.`,
    );
  }
}

function withoutHash({ id, name, scopes: allowed, created }: StoredToken): Token {
  return { id, name, scopes: allowed, created };
}

function stampOf(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : 'none';
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
