/** Gives the focus to an element once the next frame has drawn it, unless the user has put it elsewhere by then. */
export function focusSoon(element: { readonly current: HTMLElement | null }): void {
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) element.current?.focus();
  });
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
