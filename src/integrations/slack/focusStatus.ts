import { shape, text, number } from '../../core/base/checks.ts';
import { jsonOf } from '../../core/base/jsonOf.ts';
import { readSlackStatus, writeSlackStatus, type SlackAccess, type SlackStatus } from './slackStatus.ts';

/** Places of the token and of the status before a session: both are secret, and survive a crash. */
export interface SlackSecrets {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

/** The key of the token in the secret storage. */
export const slackTokenKey = 'slack.token';
const changedKey = 'slack.changed';

const isStatus = shape<SlackStatus>({ text: text(0, 10_000), emoji: text(0, 10_000), expiration: number(0) });
const isChanged = shape<{ readonly before: SlackStatus; readonly ours: SlackStatus }>({
  before: isStatus,
  ours: isStatus,
});

/** The token's account and the clock. */
export interface FocusStatusOptions extends Omit<SlackAccess, 'token'> {
  readonly secrets: SlackSecrets;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * The Slack status during a focus session. The status before it is kept first, so that it is restored also after a crash; Slack clears
 * ours by itself when the session ends.
 */
export class FocusStatus {
  readonly #options: FocusStatusOptions;

  constructor(options: FocusStatusOptions) {
    this.#options = options;
  }

  /**
   * Sets the status until a session ends. Of one that is still set from before a crash, the first status is the one that is restored.
   * @param until ms since the epoch
   * @returns false without a token
   * @throws SlackError
   */
  async set({ text: statusText, emoji }: Omit<SlackStatus, 'expiration'>, until: number): Promise<boolean> {
    const access = await this.#access();
    if (!access) return false;
    const known = await this.#changed();
    const before = known?.before ?? (await readSlackStatus(access));
    const wanted = { text: statusText, emoji, expiration: Math.ceil(until / 1000) };
    await this.#options.secrets.store(changedKey, JSON.stringify({ before, ours: wanted }));
    const ours = await writeSlackStatus(access, wanted);
    await this.#options.secrets.store(changedKey, JSON.stringify({ before, ours }));
    return true;
  }

  /**
   * Puts the status back that was there before, unless someone has set another one since. When Slack can't be reached, it is tried again the
   * next time.
   * @returns whether something was to restore
   * @throws SlackError
   */
  async restore(): Promise<boolean> {
    const changed = await this.#changed();
    if (!changed) return false;
    const access = await this.#access();
    if (access && (await this.#isOurs(access, changed.ours)))
      await writeSlackStatus(access, this.#unlessOver(changed.before));
    await this.#options.secrets.delete(changedKey);
    return true;
  }

  async #isOurs(access: SlackAccess, ours: SlackStatus): Promise<boolean> {
    const present = await readSlackStatus(access);
    // Slack may write an emoji under another of its names.
    const isCleared = present.text === '' && present.emoji === '' && ours.expiration * 1000 <= this.#options.now();
    return isCleared || present.text === ours.text;
  }

  #unlessOver(status: SlackStatus): SlackStatus {
    const isOver = status.expiration !== 0 && status.expiration * 1000 <= this.#options.now();
    return isOver ? { text: '', emoji: '', expiration: 0 } : status;
  }

  async #access(): Promise<SlackAccess | undefined> {
    const { secrets, now: _, ...access } = this.#options;
    const token = await secrets.get(slackTokenKey);
    return token === undefined ? undefined : { ...access, token };
  }

  async #changed() {
    const found = jsonOf((await this.#options.secrets.get(changedKey)) ?? '');
    return isChanged(found) ? found : undefined;
  }
}

/** Checks a token before it is kept. @throws SlackError */
export async function checkSlackToken(access: SlackAccess): Promise<void> {
  // Writing the present status back shows that the token may do both.
  await writeSlackStatus(access, await readSlackStatus(access));
}
