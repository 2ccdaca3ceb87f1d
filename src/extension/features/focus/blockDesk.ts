import { StatusBarAlignment, window, type StatusBarItem } from 'vscode';
import { errorCode } from '../../../core/base/appError.ts';
import { disposeAll, type Disposable } from '../../../core/base/event.ts';
import { clockTime } from '../../../core/time/clockTime.ts';
import { minuteMs } from '../../../core/time/days.ts';
import type { FocusBlock } from '../../../planning/blocks/blockQueries.ts';
import { decideOffer, offerKey, presentBlock } from '../../../planning/blocks/offer.ts';
import { perWindow } from '../../perWindow.ts';
import { LineItem } from '../../lineItem.ts';
import type { Services } from '../../services.ts';
import { unlinked } from '../../unlinked.ts';
import { startBlock } from './startBlock.ts';

/** Blocks are read at most this often (ms) while nothing of them changed here. */
const readEveryMs = minuteMs;
/** The blocks that were offered, in any window. */
const offeredKey = 'daymark.offeredBlocks';
const mostOffered = 50;
/** Changes that affect the blocks of a day, or whether a session runs. */
const collections = ['planBlocks', 'planTasks', 'tasks', 'calendarDays', 'calendars', 'focusSessions', 'focusStops'];

const deskOf = perWindow((services: Services) => {
  const desk = new BlockDesk(services);
  services.context.subscriptions.push(desk);
  return desk;
});

/** Looks whether a time block has begun, now and from now on when the next one begins. */
export async function lookAtBlocks(services: Services): Promise<void> {
  await deskOf(services).look();
}

/** Offers a focus session when a time block begins. Its only timer runs while offers are on and a block of today is ahead. */
class BlockDesk implements Disposable {
  readonly #services: Services;
  readonly #listeners: Disposable;
  #blocks: readonly FocusBlock[] = [];
  /** Known at once, while the memento is still being written. */
  readonly #offeredHere = new Set<string>();
  #isFocus = false;
  #readAt = Number.NEGATIVE_INFINITY;
  #timer: Disposable | undefined;
  readonly #item = new LineItem(makeItem);
  #isDisposed = false;

  constructor(services: Services) {
    this.#services = services;
    const again = (): void => {
      this.#readAt = Number.NEGATIVE_INFINITY;
      this.#lookSafely();
    };
    this.#listeners = disposeAll(
      services.recorder.onDidRecord(
        (fact) => fact.type === 'record' && collections.includes(fact.collection) && again(),
      ),
      services.today.onDidChangeRecords(again),
      services.settings.onDidChange(again),
      window.onDidChangeWindowState(({ focused }) => focused && this.#lookSafely()),
    );
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#listeners.dispose();
    this.#timer?.dispose();
    this.#item.dispose();
  }

  /** Looks whether a block has begun. */
  async look(): Promise<void> {
    const { clock, context, tracking } = this.#services;
    if (clock.monotonic() - this.#readAt >= readEveryMs) await this.#read();
    if (this.#isDisposed) return;
    const now = clock.now();
    const { offer, lookAt } = decideOffer(this.#blocks, now, this.#offered());
    this.#timer?.dispose();
    this.#timer = lookAt === undefined ? undefined : clock.after(lookAt - now + 50, () => this.#lookSafely());
    this.#show(this.#isFocus ? undefined : presentBlock(this.#blocks, now));
    if (!offer || this.#isFocus || !window.state.focused || tracking.state !== 'on') return;
    const key = offerKey(offer);
    this.#offeredHere.add(key);
    await context.globalState.update(offeredKey, [...this.#offered(), key].slice(-mostOffered));
    await this.#offer(offer);
  }

  async #read(): Promise<void> {
    const { clock, read, settings } = this.#services;
    this.#readAt = clock.monotonic();
    this.#blocks = settings.get('focus.atBlocks') === 'off' ? [] : await read('blocks.today', {});
    this.#isFocus = this.#blocks.length > 0 && (await read('focus.now', {})).phase === 'focus';
  }

  #offered(): string[] {
    const { globalState } = this.#services.context;
    return [...globalState.get<readonly string[]>(offeredKey, []), ...this.#offeredHere];
  }

  #lookSafely(): void {
    this.look().catch((error: unknown) =>
      this.#services.log.warn(`time blocks were not looked at: ${errorCode(error)}`),
    );
  }

  async #offer(block: FocusBlock): Promise<void> {
    const { settings, t } = this.#services;
    const mode = settings.get('focus.atBlocks');
    if (mode === 'start') return startBlock(this.#services, block);
    if (mode !== 'notify') return;
    const start = t('Start Focus Session');
    const text = t('Until {0} you planned: {1}', this.#until(block), block.title);
    const chosen = await window.showInformationMessage(unlinked(text), start, t('Not Now'));
    if (chosen === start) await startBlock(this.#services, block);
  }

  #until({ end }: FocusBlock): string {
    return clockTime(end, this.#services.clock.utcOffset(end));
  }

  #show(block: FocusBlock | undefined): void {
    const { settings, t } = this.#services;
    if (!block || settings.get('focus.atBlocks') !== 'statusBar') return this.#item.show(undefined);
    // A title must not add icons.
    const title = block.title.replaceAll('$(', '$ (');
    const label = t('Until {0} you planned: {1}', this.#until(block), block.title);
    this.#item.show({
      text: `$(target) ${title.length > 30 ? `${title.slice(0, 29)}…` : title}`,
      label,
      tooltip: `${label}\n${t('Select to start a focus session.')}`,
    });
  }
}

function makeItem(): StatusBarItem {
  const item = window.createStatusBarItem('daymark.block', StatusBarAlignment.Right, 88.45);
  item.name = 'Daymark Time Block';
  item.command = 'daymark.startFocus';
  return item;
}
