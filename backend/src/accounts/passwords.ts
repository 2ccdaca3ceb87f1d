import { hash, verify } from '@node-rs/argon2';
import * as z from 'zod';

/** The cost of a hash, for the server and for an attacker. */
export interface PasswordCost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** OWASP's parameters for argon2id: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
export const passwordCost: PasswordCost = { memoryKib: 19_456, passes: 2 };

const argon2id = 2;

/** As in NIST SP 800-63B: a minimum length, and no rules about characters. */
export const passwordSchema = z.string().min(10, 'Use at least 10 characters.').max(200);

/** Hashes and checks passwords, by argon2id. */
export class Passwords {
  readonly #cost: PasswordCost;
  #dummy: Promise<string> | undefined;

  constructor(cost: PasswordCost) {
    this.#cost = cost;
  }

  hash(password: string): Promise<string> {
    const { memoryKib: memoryCost, passes: timeCost } = this.#cost;
    return hash(password.normalize('NFKC'), { algorithm: argon2id, memoryCost, timeCost, parallelism: 1 });
  }

  /**
   * Tells whether the password belongs to the hash.
   * @param stored undefined for an account that doesn't exist: that takes as long, and is false
   */
  async check(stored: string | undefined, password: string): Promise<boolean> {
    this.#dummy ??= this.hash('an account that does not exist');
    const isRight = await verify(stored ?? (await this.#dummy), password.normalize('NFKC'));
    return isRight && stored !== undefined;
  }
}
