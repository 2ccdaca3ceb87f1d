import { useLayoutEffect } from 'preact/hooks';

/**
 * Gives the focus to an element once the next frame has drawn it, unless the user has put it elsewhere by then.
 * @param leaving a row that is removed, maybe later, with the focus in it
 */
export function focusSoon(element: { readonly current: HTMLElement | null }, leaving?: Element | null): void {
  requestAnimationFrame(() => {
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body || leaving?.contains(activeElement)) element.current?.focus();
  });
}

/**
 * Keeps the focus in an element when a change takes away what had it: it goes to the first control that is left. Call it in the component that is
 * drawn again then.
 */
export function useKeptFocus(within: { readonly current: HTMLElement | null }): void {
  const had = within.current?.contains(document.activeElement) ?? false;
  useLayoutEffect(() => {
    if (had)
      focusSoon({
        get current() {
          return within.current?.querySelector<HTMLElement>(controls) ?? null;
        },
      });
  });
}

const controls = 'button:not([disabled]), vscode-button:not([disabled]), vscode-text-field, input, select';

/** Returns a button of the row that takes a removed one's place, or the panel's heading. Call it while the row exists. */
export function buttonAfter(row: Element | null): { readonly current: HTMLElement | null } {
  const near = neighbourOf(row).current;
  return { current: near?.matches('button') ? near : (near?.querySelector('button') ?? null) };
}

/**
 * Returns where to move the focus when a list row is removed: the next row, the previous one, or the panel's heading. Call it while the row
 * exists.
 * @param row any element inside of it
 */
export function neighbourOf(row: Element | null): { readonly current: HTMLElement | null } {
  const item = row?.closest('li, article');
  const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
  const target = neighbour?.querySelector<HTMLElement>('[aria-expanded]') ?? neighbour;
  const heading = item?.closest('.panel')?.querySelector<HTMLElement>('.panel-toggle');
  return { current: (target as HTMLElement | null | undefined) ?? heading ?? null };
}
