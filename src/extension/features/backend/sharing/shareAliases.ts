import { createHmac, randomBytes } from 'node:crypto';
import { jsonOf } from '../../../../core/base/jsonOf.ts';
import { ownValue } from '../../../../core/base/ownValue.ts';
import type { Services } from '../../../services.ts';

const secret = 'backend.aliases';
/** Without vowels, so that no alias is a word. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';
const lettersInAlias = 5;

interface StoredAliases {
  readonly key: string;
  readonly chosen: Readonly<Record<string, string>>;
}

/**
 * The aliases of projects whose names aren't shared. An alias is derived from the project and a key of this installation, so it stays the same,
 * and names can't be guessed without the key; the user can choose another. No name is stored.
 */
export class ProjectAliases {
  readonly #services: Pick<Services, 'context'>;
  #stored: StoredAliases;

  constructor(services: Pick<Services, 'context'>, stored: StoredAliases) {
    this.#services = services;
    this.#stored = stored;
  }

  /** Reads the key, and makes it the first time. */
  static async open(services: Pick<Services, 'context'>): Promise<ProjectAliases> {
    const { secrets } = services.context;
    const found = jsonOf((await secrets.get(secret)) ?? '') as Partial<StoredAliases> | undefined;
    if (typeof found?.key === 'string' && typeof found.chosen === 'object')
      return new ProjectAliases(services, { key: found.key, chosen: found.chosen });
    const stored = { key: randomBytes(32).toString('base64'), chosen: {} };
    await secrets.store(secret, JSON.stringify(stored));
    return new ProjectAliases(services, stored);
  }

  /** @param project its id */
  of(project: string): string {
    const mark = this.#markOf(project);
    const code = Array.from(mark.subarray(0, lettersInAlias), (byte) => letters[byte % letters.length]).join('');
    return ownValue(this.#stored.chosen, mark.toString('hex')) ?? `Project ${code}`;
  }

  /** Gives a project another alias; an empty one gives it its own again. */
  async choose(project: string, alias: string): Promise<void> {
    const { [this.#markOf(project).toString('hex')]: _, ...others } = this.#stored.chosen;
    const own = alias === '' ? {} : { [this.#markOf(project).toString('hex')]: alias };
    this.#stored = { ...this.#stored, chosen: { ...others, ...own } };
    await this.#services.context.secrets.store(secret, JSON.stringify(this.#stored));
  }

  #markOf(project: string): Buffer {
    return createHmac('sha256', this.#stored.key).update(project).digest().subarray(0, 16);
  }
}
