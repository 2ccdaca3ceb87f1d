import { categoryOf, kindOf, listWith } from './categories.ts';
import { blockSites, showBlocked, showBlockedAt } from './blocking.ts';
import { deliver, HubError, pair, readCompanionState, sendCategory } from './hubClient.ts';
import type { Message } from './messages.ts';
import { pageAddress } from './page.ts';
import {
  blockedNow,
  copyShownState,
  focusUntil,
  installId,
  readParts,
  withEnded,
  writeState,
  type State,
} from './state.ts';
import { advance, endWhereSeen, type Observation, type Site } from './visits.ts';

/** After this time without a key or the mouse the person is away, in s; equals Daymark's idle limit. */
const idleSeconds = 120;
/** Interval at which the browser wakes the companion, in minutes; browsers allow no less. */
const beatMinutes = 0.5;
const beat = 'beat';
/** Time for which a site stays unblocked, in ms. */
const throughMs = 5 * 60_000;
/** Time for which an open-ended session of Daymark counts after the last contact, in ms. */
const heardMs = 2 * 60_000;
/** Batches sent in one go. */
const batchesAtOnce = 20;
/** The parts that the badge shows, and those that a visit changes when it ends. Thousands of visits may wait: they aren't read in vain. */
const badgeParts = ['settings', 'focus', 'connection', 'delivery'] as const;
const endingParts = ['outbox', 'dropped', 'totals'] as const;

/**
 * Watches the active tab, and delivers visits to the hub. The browser may end the worker at any time, so all state is in `chrome.storage`,
 * and each step writes its changes immediately.
 */
export class Companion {
  #turn: Promise<void> = Promise.resolve();

  start(): void {
    chrome.idle.setDetectionInterval(idleSeconds);
    this.#soon(copyShownState);
    this.#soon(async () => {
      if (!(await chrome.alarms.get(beat))) await chrome.alarms.create(beat, { periodInMinutes: beatMinutes });
    });
    this.look();
  }

  /** Records what is in front now. */
  look(): void {
    this.#soon(() => this.#look());
  }

  /** The browser was started: a visit that was open when it ended stops when it was last seen. */
  recover(): void {
    this.#soon(async () => {
      const state = await readParts(['open', ...endingParts]);
      const ended = state.open && endWhereSeen(state.open);
      await writeState({ open: null, ...(ended && withEnded(state, ended)) });
      await this.#applyFocus();
      await this.#look();
    });
  }

  /** Shows the options to who has just installed the companion. */
  welcome(): void {
    this.#soon(async () => {
      if (!(await readParts(['connection'])).connection) await chrome.runtime.openOptionsPage();
    });
  }

  /** Runs twice a minute. */
  tick(): void {
    this.#soon(async () => {
      await this.#look();
      await this.#sync();
      // The end of focus unblocks its sites, even without a hub.
      await this.#applyFocus();
    });
  }

  applyFocus(): void {
    this.#soon(() => this.#applyFocus());
  }

  /** A page didn't come. */
  missed(tab: number, url: string): void {
    this.#soon(async () => showBlockedAt(tab, url, blockedNow(await readParts(['settings', 'focus']), Date.now())));
  }

  /** Does what a page asks. @throws Error with a message for the user */
  answer(message: unknown): Promise<void> {
    return this.#queue(() => this.#answer(message as Message));
  }

  async #answer(message: Message): Promise<void> {
    const { settings, focus } = await readParts(['settings', 'focus']);
    switch (message.type) {
      case 'settings':
        await writeState({ settings: { ...settings, ...message.change } });
        return this.#look();
      case 'category':
        await writeState({
          settings: { ...settings, categories: { ...settings.categories, [message.host]: message.category } },
        });
        await this.#look();
        // The popup doesn't wait for the hub.
        return this.#soon(() => this.#sync());
      case 'focus':
        await writeState({
          focus: { ...focus, ownUntil: message.minutes > 0 ? Date.now() + message.minutes * 60_000 : 0, allowed: {} },
        });
        return this.#applyFocus();
      case 'letThrough':
        await writeState({
          focus: { ...focus, allowed: { ...focus.allowed, [message.host]: Date.now() + throughMs } },
        });
        return this.#applyFocus();
      case 'pair':
        await writeState({ connection: await pair(message.code, browserName()), delivery: 'never' });
        return this.#sync();
      case 'unpair':
        return writeState({ connection: null, delivery: 'never' });
      case 'sync':
        await this.#look();
        await this.#sync();
        return this.#applyFocus();
    }
  }

  async #look(): Promise<void> {
    const state = await readParts(['open', 'list', ...badgeParts]);
    const { open, ended } = advance(state.open ?? undefined, await lookNow(state), () => crypto.randomUUID());
    await writeState({ open: open ?? null, ...(ended && withEnded(await readParts(endingParts), ended)) });
    await showBlocked(blockedNow(state, Date.now()));
    await showBadge(state);
  }

  async #sync(): Promise<void> {
    const { connection } = await readParts(['connection']);
    if (!connection) return;
    try {
      await this.#deliverAll();
      await this.#deliverChoices();
      const { focus, list } = await readParts(['focus', 'list']);
      const { focus: theirs, categories } = await readCompanionState(connection);
      const daymarkUntil = theirs.phase === 'focus' ? (theirs.until ?? Date.now() + heardMs) : 0;
      await writeState({ delivery: 'delivered', focus: { ...focus, daymarkUntil }, list: categories ?? list });
    } catch (error) {
      await writeState({ delivery: error instanceof HubError ? error.reason : 'unreachable' });
    }
  }

  async #deliverAll(): Promise<void> {
    for (let i = 0; i < batchesAtOnce; i++) {
      const { connection, outbox } = await readParts(['connection', 'outbox']);
      if (!connection || outbox.length === 0) return;
      const taken = await deliver(connection, await installId(), outbox);
      if (taken.size === 0) return;
      await writeState({ outbox: outbox.filter(({ id }) => !taken.has(id)) });
    }
  }

  /** Creates Daymark rules from choices made here. Refused ones, such as for a deleted category, are dropped. */
  async #deliverChoices(): Promise<void> {
    const { connection, settings } = await readParts(['connection', 'settings']);
    for (const [host, category] of Object.entries(settings.categories)) {
      if (!connection || !(await sendCategory(connection, host, category))) return;
      const { settings: now } = await readParts(['settings']);
      const { [host]: _, ...categories } = now.categories;
      await writeState({ settings: { ...now, categories } });
    }
  }

  async #applyFocus(): Promise<void> {
    const state = await readParts(badgeParts);
    const blocked = blockedNow(state, Date.now());
    await blockSites(blocked);
    await showBlocked(blocked);
    await showBadge(state);
  }

  /** A step that nobody waits for. Failures are retried at the next event. */
  #soon(step: () => Promise<void>): void {
    this.#queue(step).catch(() => undefined);
  }

  /** One step after another: each reads what the one before has written. */
  #queue(step: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(step);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

async function lookNow({ settings, list }: Pick<State, 'settings' | 'list'>): Promise<Observation> {
  const at = Date.now();
  const presence = await chrome.idle.queryState(idleSeconds);
  const site = settings.isPaused ? undefined : await siteInFront({ settings, list }, presence);
  return { at, site, awayMs: presence === 'idle' && site === undefined ? idleSeconds * 1000 : 0 };
}

/**
 * The site of the active tab, if its window has focus and someone is there. Playing media counts without input, unless the screen is
 * locked.
 */
async function siteInFront(
  { settings, list }: Pick<State, 'settings' | 'list'>,
  presence: `${chrome.idle.IdleState}`,
): Promise<Site | undefined> {
  const front = await chrome.windows.getLastFocused({ populate: true }).catch(() => undefined);
  if (!front?.focused || (front.incognito && !settings.privateWindows)) return undefined;
  const tab = front.tabs?.find(({ active }) => active);
  const address = pageAddress(tab?.url);
  const isThere = presence === 'active' || (presence === 'idle' && tab?.audible === true);
  if (!address || !isThere) return undefined;
  const { host, path } = address;
  const mayPath = settings.pathsOf.includes(host) && path !== '/';
  const present = listWith(list, settings.categories);
  const { category, ...marks } = categoryOf(present, address, { title: tab?.title, isAudible: tab?.audible });
  const site = { host, category, kind: kindOf(present, category), ...marks };
  return mayPath ? { ...site, path } : site;
}

async function showBadge({
  settings,
  focus,
  connection,
  delivery,
}: Pick<State, (typeof badgeParts)[number]>): Promise<void> {
  const until = focusUntil(focus, Date.now());
  const minutes = until === 0 ? '' : String(Math.ceil((until - Date.now()) / 60_000));
  const isLost = connection !== null && delivery === 'refused';
  await chrome.action.setBadgeText({ text: isLost ? '!' : settings.isPaused ? 'off' : minutes });
  await chrome.action.setBadgeBackgroundColor({
    color: isLost ? '#b3261e' : settings.isPaused ? '#5f6368' : '#0f62fe',
  });
}

function browserName(): string {
  const { userAgent } = navigator;
  return /Firefox/.test(userAgent) ? 'Firefox' : /Edg\//.test(userAgent) ? 'Edge' : 'Chrome';
}
