import type { Disposable } from '../../core/base/event.ts';

/** Calls back when VS Code changed its theme: it writes the variables to the root's style and the kind to the body's class. */
export function onThemeChange(listener: () => void): Disposable {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return { dispose: () => observer.disconnect() };
}

/** Returns the current value of a CSS variable for an element. */
export function readVariable(element: Element, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Returns true if the theme is one of high contrast, in which tones get textures too. */
export function isHighContrast(): boolean {
  return document.body.classList.contains('vscode-high-contrast');
}
