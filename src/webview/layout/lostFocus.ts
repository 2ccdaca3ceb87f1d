import { focusSoon } from './focus.ts';

/**
 * Moves the focus to the heading of the panel when the element that has it is removed, such as a row that another window deleted. Code that
 * knows a better place has one frame to move it there first (`focusSoon`). Nothing happens if the user has already moved the focus. While
 * another part of VS Code has it, such as a list that a button opened, this waits until the page has it again.
 */
export function catchLostFocus(root: HTMLElement): void {
  let held: { readonly element: Element; readonly heading: HTMLElement | null } | undefined;
  root.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element)
      held = { element: target, heading: target.closest('.panel')?.querySelector('.panel-toggle') ?? null };
  });
  root.addEventListener('focusout', ({ target }) => {
    // Browsers say so too when an element goes, or when the page loses the focus. Only one that stays in a page with the focus was left.
    queueMicrotask(() => {
      if (target === held?.element && held?.element.isConnected && document.hasFocus()) held = undefined;
    });
  });
  const restore = () => {
    if (!held || held.element.isConnected || !document.hasFocus()) return;
    const { heading } = held;
    held = undefined;
    requestAnimationFrame(() => focusSoon({ current: heading }));
  };
  new MutationObserver(restore).observe(root, { childList: true, subtree: true });
  window.addEventListener('focus', restore);
}
