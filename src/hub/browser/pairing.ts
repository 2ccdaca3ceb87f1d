import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import type { Clock } from '../../core/base/clock.ts';
import { usualPort } from '../../core/views/companion.ts';
import { readOwnFile, removeOwnFile, writeOwnFile } from '../ownFile.ts';

/** No letters and digits that look alike. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 8;
/** Time for which a code is valid, in ms. */
const validMs = 5 * 60_000;
/** Wrong codes until the right one is no longer accepted. */
const mostWrong = 5;

const stored = z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/), expires: z.number() });

/**
 * The code as a person enters it: with the port of a hub that answers on another one than the companion knows. Another user of the machine may
 * listen on that one, so the companion hands the code to no port but that of this hub.
 */
export function withPort(code: string, port: number): string {
  return port === usualPort ? code : `${code}@${port}`;
}

/** A code that lets a browser in, once. It is shown to a person, who types it into the companion. */
export class Pairing {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #wrong = new Map<string, number>();

  /** @param folder the data folder */
  constructor(folder: string, clock: Clock) {
    this.#file = path.join(folder, 'hub', 'pairing.json');
    this.#clock = clock;
  }

  /** Makes a code in place of an earlier one. @throws Node's error where the folder can't be written to */
  create(): { readonly code: string; readonly expires: number } {
    const digits = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)]).join('');
    const expires = this.#clock.now() + validMs;
    writeOwnFile(this.#file, JSON.stringify({ hash: hashOf(digits).toString('hex'), expires }));
    return { code: `${digits.slice(0, 4)}-${digits.slice(4)}`, expires };
  }

  /** Returns true for the code that was shown, once. After five wrong ones no code is accepted until another is made. */
  redeem(code: string): boolean {
    const text = readOwnFile(this.#file);
    const shown = text === undefined ? undefined : parsed(text);
    if (!shown || shown.expires < this.#clock.now()) return false;
    const isRight = timingSafeEqual(Buffer.from(shown.hash, 'hex'), hashOf(plain(code)));
    const wrong = isRight ? 0 : (this.#wrong.get(shown.hash) ?? 0) + 1;
    this.#wrong.clear();
    this.#wrong.set(shown.hash, wrong);
    if (isRight || wrong >= mostWrong) removeOwnFile(this.#file);
    return isRight;
  }
}

function parsed(text: string): z.infer<typeof stored> | undefined {
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}

function hashOf(code: string): Buffer {
  return createHash('sha256').update(code).digest();
}
