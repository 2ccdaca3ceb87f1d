/** Gives the focus to an element once the next frame has drawn it, unless the user has put it elsewhere by then. */
export function focusSoon(element: { readonly current: HTMLElement | null }): void {
  requestAnimationFrame(() => {
    if (document.activeElement === null || document.activeElement === document.body) element.current?.focus();
  });
}
