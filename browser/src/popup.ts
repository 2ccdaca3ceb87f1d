// First, so that the browser answers while the rest is run.
import { firstReads, frontTab } from './popupReads.ts';
import { fullName, type CategoryList } from '../../src/core/categories/categories.ts';
import { categoryOf, listWith } from './categories.ts';
import { act, byId, duration, element, renew, timeOfDay, waitingText } from './dom.ts';
import { ask } from './messages.ts';
import { pageAddress } from './page.ts';
import { readCopy } from './shownCopy.ts';
import { focusUntil, readParts, readShownState, todayByCategory, type ShownState } from './state.ts';

const focusMinutes = [25, 50];
/** Reads what is in the browser's own storage, without waiting for the hub or the worker. */
function read([copy, tab]: typeof firstReads = [readCopy(), frontTab()]): Promise<[ShownState, chrome.tabs.Tab[]]> {
  return Promise.all([readShownState(copy), tab]);
}

function show([state, [tab]]: readonly [ShownState, readonly chrome.tabs.Tab[]]): void {
  const now = Date.now();
  const list = listWith(state.list, state.settings.categories);
  showToday(todayByCategory(state, now), list);
  showSite(tab, list);
  showFocus(focusUntil(state.focus, now), state);
  byId('pause').textContent = state.settings.isPaused ? 'Resume Tracking' : 'Pause Tracking';
  byId('connection').textContent = connectionText(state);
  document.body.dataset['ready'] = 'true';
  performance.mark('shown');
}

function status(): HTMLElement {
  return byId('status');
}

function showToday(times: readonly [string, number][], { categories }: CategoryList): void {
  const all = times.reduce((sum, [, ms]) => sum + ms, 0);
  byId('total').textContent = all > 0 ? `: ${duration(all)}` : '';
  byId('empty').hidden = times.length > 0;
  const rows = times.map(([category, ms]) => ({
    name: fullName(categories, category) || 'Other',
    share: Math.round((ms / all) * 100),
    time: duration(ms),
  }));
  renew(byId('categories'), rows, () =>
    rows.map(({ name, share, time }) =>
      element(
        'li',
        {},
        element('span', { class: 'name' }, name),
        element('span', { class: 'bar', 'aria-hidden': 'true' }, bar(share)),
        element('span', { class: 'time' }, time),
      ),
    ),
  );
}

/** @param percent of the whole */
function bar(percent: number): HTMLElement {
  const fill = element('span', { class: 'fill' });
  // A style attribute would be against the page's policy; a property isn't.
  fill.style.inlineSize = `${percent}%`;
  return fill;
}

function showSite(tab: chrome.tabs.Tab | undefined, list: CategoryList): void {
  const address = pageAddress(tab?.url);
  byId('site').hidden = address === undefined;
  if (!address) return;
  byId('host').textContent = address.host;
  const { category: current, isUnclear } = categoryOf(list, address, { title: tab?.title, isAudible: tab?.audible });
  byId('unclear').hidden = !isUnclear;
  renew(byId('choices'), [address.host, current, list.categories], () =>
    list.categories.map(({ id: category }) =>
      element(
        'button',
        {
          type: 'button',
          'aria-pressed': String(category === current),
          click: act(status(), () => ask({ type: 'category', host: address.host, category })),
        },
        fullName(list.categories, category),
      ),
    ),
  );
}

function showFocus(until: number, { focus }: ShownState): void {
  const isDaymarks = until > 0 && focus.ownUntil < until;
  const source = isDaymarks ? ', started in Daymark' : '';
  byId('focus').textContent = until === 0 ? 'No focus session.' : `Focus until ${timeOfDay(until)}${source}.`;
  const start = (minutes: number): (() => void) => act(status(), () => ask({ type: 'focus', minutes }));
  renew(byId('focusButtons'), [until > 0, isDaymarks], () => {
    if (until === 0)
      return focusMinutes.map((minutes) =>
        element('button', { type: 'button', click: start(minutes) }, `Focus for ${minutes} min`),
      );
    return isDaymarks ? [] : [element('button', { type: 'button', click: start(0) }, 'End Focus')];
  });
}

function connectionText({ connection, delivery }: ShownState): string {
  if (!connection) return 'Not paired with Daymark. Open the options to pair.';
  if (delivery === 'refused') return 'Daymark no longer accepts this browser. Pair it again in the options.';
  return delivery === 'delivered' ? 'Connected to Daymark.' : "Daymark isn't running.";
}

/** Adds how many visits wait, after everything else is shown. */
async function showWaiting({ connection, delivery }: ShownState): Promise<void> {
  if (!connection || delivery === 'refused' || delivery === 'delivered') return;
  const { outbox } = await readParts(['outbox']);
  if (outbox.length > 0) byId('connection').textContent = `Daymark isn't running. ${waitingText(outbox.length)}`;
}

/** Shows the present state. */
async function update(first?: ReturnType<typeof read>): Promise<void> {
  const found = await (first ?? read());
  show(found);
  await showWaiting(found[0]);
}

function listen(): void {
  byId('pause').addEventListener(
    'click',
    act(status(), async () => {
      const { settings } = await readParts(['settings']);
      await ask({ type: 'settings', change: { isPaused: !settings.isPaused } });
    }),
  );
  byId('options').addEventListener(
    'click',
    act(status(), () => chrome.runtime.openOptionsPage()),
  );
  chrome.storage.onChanged.addListener(() => void update());
}

// The page and its style load meanwhile.
const first = read(firstReads);
if (document.readyState === 'loading')
  await new Promise((resolve) => document.addEventListener('DOMContentLoaded', resolve, { once: true }));
listen();
await update(first);
// Only now, so that the first render doesn't wait for the hub.
await ask({ type: 'sync' }).catch(() => undefined);
