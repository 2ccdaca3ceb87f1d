import { act, byId, timeOfDay } from './dom.ts';
import { ask } from './messages.ts';
import { isPageOf } from './page.ts';
import { focusUntil, readParts } from './state.ts';

const params = new URLSearchParams(location.hash.slice(1));
const site = params.get('site') ?? '';
const to = params.get('to') ?? '';
/** Interval at which to check whether the focus session is over, in ms. */
const recheckMs = 5000;
const status = byId('status');

/** Continues to the page once the focus session is over, or says until when it lasts. */
async function show(): Promise<void> {
  const { focus } = await readParts(['focus']);
  const until = focusUntil(focus, Date.now());
  if (until === 0) return leave();
  byId('site').textContent = site;
  byId('name').textContent = site;
  byId('until').textContent = timeOfDay(until);
  document.body.dataset['ready'] = 'true';
}

/** Only to a page of the site itself, since anyone can create this page's address. */
function leave(): void {
  if (isPageOf(to, site)) location.replace(to);
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  act(status, async () => {
    const typed = byId<HTMLInputElement>('typed').value.trim().toLowerCase();
    if (typed !== site) throw new Error(`Type ${site} to continue.`);
    await ask({ type: 'letThrough', host: site });
    leave();
  })();
});
byId('back').addEventListener('click', () => history.back());
setInterval(() => void show(), recheckMs);
chrome.storage.onChanged.addListener(() => void show());
await show();
