import { focusSoon } from './focus.ts';

/**
 * Gives the focus to the heading of its panel when what has it goes from the page, such as a row that another window deleted. Who knows a
 * better place has a frame to go there first (`focusSoon`). Nothing happens where the user has left what had the focus.
 */
export function catchLostFocus(root: HTMLElement): void {
  let held: { readonly element: Element; readonly heading: HTMLElement | null } | undefined;
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element)
      held = { element: target, heading: target.closest('.panel')?.querySelector('.panel-toggle') ?? null };
  });
  root.addEventListener('focusout', ({ target }) => {
    // Browsers say so too when an element goes. Only one that stays was left.
    queueMicrotask(() => {
      if (target === held?.element && held?.element.isConnected) held = undefined;
    });
  });
  new MutationObserver(() => {
    if (!held || held.element.isConnected) return;
    const { heading } = held;
    held = undefined;
    requestAnimationFrame(() => focusSoon({ current: heading }));
  }).observe(root, { childList: true, subtree: true });
}
