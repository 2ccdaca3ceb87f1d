import type { BrowserContext, Page } from 'playwright-core';
import { notifications, quickInput } from './window.ts';

/** A window that does not answer is described as that, instead of holding the tests up. */
const patienceMs = 5000;

/**
 * Describes each window of a VS Code as a person sees it: the active tab, the box or list that is open with what is in it, dialogs, and
 * notifications. For the message of a test that failed.
 * @returns a line for each window and thing
 */
export async function describeScreens(context: BrowserContext): Promise<string> {
  const screens = await Promise.all(context.pages().map(describeScreen));
  return screens.flatMap((lines, at) => lines.map((line) => `window ${at}: ${line}`)).join('\n');
}

async function describeScreen(page: Page): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const timer = setTimeout(() => resolve(['does not answer']), patienceMs);
  const described = readScreen(page).catch((error: unknown) => [`can't be read: ${String(error).split('\n')[0]}`]);
  return Promise.race([described, promise]).finally(() => clearTimeout(timer));
}

async function readScreen(page: Page): Promise<string[]> {
  const texts = (selector: string) => page.locator(selector).filter({ visible: true }).allInnerTexts();
  const boxes = page.locator(`${quickInput} .quick-input-box input`).filter({ visible: true });
  const values = await boxes.evaluateAll((found) =>
    found.map((box) => (box instanceof HTMLInputElement && box.type !== 'password' ? box.value : '(password)')),
  );
  const found: [string, string[]][] = [
    ['active tab', await texts('.editor-group-container.active .tab.active')],
    ['title of the quick input', await texts(`${quickInput} .quick-input-title`)],
    ['its message', await texts(`${quickInput} .quick-input-message`)],
    ['its text', values],
    ['its rows', await texts(`${quickInput} .quick-input-list .monaco-list-row`)],
    ['dialog', await texts('.monaco-dialog-box')],
    ['notification', await notifications(page)],
  ];
  const isFocused = await page.evaluate(() => document.hasFocus());
  const lines = found.flatMap(([name, shown]) =>
    shown.map((line) => `${name}: ${line.replaceAll(/\s+/g, ' ').trim()}`),
  );
  return [isFocused ? 'has the focus' : 'has no focus', ...lines];
}
