type Child = Node | string;
type Attributes = Readonly<Record<string, string | boolean | ((event: Event) => void)>>;

/** Makes an element. Attributes that are functions listen to the event of their name; those that are false are left out. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') created.addEventListener(key, value);
    else if (value !== false) created.setAttribute(key, value === true ? '' : value);
  }
  created.append(...children);
  return created;
}

/** The element of a page with an id. @throws TypeError when the page has none, which is a fault of ours */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new TypeError(`there is no #${id}`);
  return found as T;
}

/** The contents of elements that `renew` filled. */
const filled = new WeakMap<HTMLElement, string>();

/**
 * Replaces the contents of an element, unless they are the same: a button that is replaced loses a click that has begun. The focus stays at
 * its place in the element.
 * @param contents everything that `make` depends on, as JSON
 */
export function renew(parent: HTMLElement, contents: unknown, make: () => readonly HTMLElement[]): void {
  const text = JSON.stringify(contents);
  if (filled.get(parent) === text) return;
  filled.set(parent, text);
  const at = [...parent.children].findIndex((child) => child.contains(document.activeElement));
  const children = make();
  parent.replaceChildren(...children);
  const near = at < 0 ? undefined : children[Math.min(at, children.length - 1)];
  (near?.querySelector<HTMLElement>('button, select') ?? near)?.focus();
}

/** Minutes as people write them. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return '< 1 min';
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** The time of day in the user's language. */
export function timeOfDay(at: number): string {
  return new Date(at).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
}

/** Runs a button's action, and shows in the page why it failed. */
export function act(status: HTMLElement, work: () => Promise<unknown>): () => void {
  return () => {
    status.textContent = '';
    work().catch((error: unknown) => (status.textContent = error instanceof Error ? error.message : String(error)));
  };
}

/** Says how many visits wait for the hub. */
export function waitingText(visits: number): string {
  return visits === 1 ? '1 visit waits to be delivered.' : `${visits.toLocaleString()} visits wait to be delivered.`;
}
