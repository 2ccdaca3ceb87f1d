import { fullName, type CategoryList } from '../../src/core/categories/categories.ts';
import { listWith } from './categories.ts';
import { act, byId, element, renew, waitingText } from './dom.ts';
import { ask } from './messages.ts';
import { pageAddress } from './page.ts';
import { readParts, type State } from './state.ts';

const status = byId('status');

async function show(): Promise<void> {
  const state = await readParts(['settings', 'connection', 'delivery', 'outbox', 'dropped', 'list']);
  const { settings, connection } = state;
  byId('unpaired').hidden = connection !== null;
  byId('paired').hidden = connection === null;
  byId('connection').textContent = connectionText(state);
  byId<HTMLInputElement>('private').checked = settings.privateWindows;
  fill('paths', settings.pathsOf);
  fill('blocked', settings.blocked);
  showRules(listWith(state.list, settings.categories));
  document.body.dataset['ready'] = 'true';
}

function connectionText({
  connection,
  delivery,
  outbox,
  dropped,
}: Pick<State, 'connection' | 'delivery' | 'outbox' | 'dropped'>): string {
  const where = connection ? `Paired with Daymark at ${connection.url}.` : '';
  const how = {
    never: '',
    delivered: outbox.length === 0 ? 'Everything is delivered.' : '',
    unreachable: "Daymark isn't running.",
    refused: 'Daymark no longer accepts this browser. Disconnect, and pair it again.',
  }[delivery];
  const lost =
    dropped > 0 ? `Too many visits waited, so the oldest were dropped: ${dropped.toLocaleString()} so far.` : '';
  const waiting = outbox.length > 0 ? waitingText(outbox.length) : '';
  return [where, connection ? how : '', waiting, lost].filter((part) => part !== '').join(' ');
}

/** Doesn't change fields in which someone is typing. */
function fill(id: string, lines: readonly string[]): void {
  const area = byId<HTMLTextAreaElement>(id);
  if (document.activeElement !== area) area.value = lines.join('\n');
}

function showRules({ categories, rules }: CategoryList): void {
  const sites = new Map(rules.map(({ domain = '', category }) => [domain, category]));
  const hosts = [...sites.keys()].sort();
  byId('noRules').hidden = hosts.length > 0;
  renew(byId('rules'), [[...sites], categories], () =>
    hosts.map((host) => {
      const choose = element(
        'select',
        {
          'aria-label': `Category of ${host}`,
          change: (event) => {
            const category = (event.target as HTMLSelectElement).value;
            act(status, () => ask({ type: 'category', host, category }))();
          },
        },
        ...categories.map(({ id }) =>
          element('option', { value: id, selected: sites.get(host) === id }, fullName(categories, id)),
        ),
      );
      const remove = element(
        'button',
        {
          type: 'button',
          'aria-label': `Remove ${host}`,
          click: act(status, () => ask({ type: 'category', host, category: '' })),
        },
        'Remove',
      );
      return element('li', {}, element('span', { class: 'name' }, host), choose, remove);
    }),
  );
}

/**
 * Reads the sites of a text, one per line, as addresses or as names.
 * @throws Error that names a line that isn't a site
 */
function sitesIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== '').map(siteIn))];
}

function siteIn(line: string): string {
  const host = pageAddress(/^https?:/.test(line) ? line : `https://${line}`)?.host ?? '';
  if (!/^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(host)) throw new Error(`Nothing was saved: “${line}” isn’t a site.`);
  return host;
}

function saveSites(id: string, key: 'pathsOf' | 'blocked'): void {
  byId(id).addEventListener(
    'change',
    act(status, async () => {
      await ask({ type: 'settings', change: { [key]: sitesIn(byId<HTMLTextAreaElement>(id).value) } });
      status.textContent = 'Saved.';
    }),
  );
}

saveSites('paths', 'pathsOf');
saveSites('blocked', 'blocked');
byId('private').addEventListener(
  'change',
  act(status, () => ask({ type: 'settings', change: { privateWindows: byId<HTMLInputElement>('private').checked } })),
);
byId('pairForm').addEventListener('submit', (event) => {
  event.preventDefault();
  act(status, async () => {
    await ask({ type: 'pair', code: byId<HTMLInputElement>('code').value });
    status.textContent = 'Paired.';
  })();
});
byId('unpair').addEventListener(
  'click',
  act(status, () => ask({ type: 'unpair' })),
);
chrome.storage.onChanged.addListener(() => void show());
await show();
