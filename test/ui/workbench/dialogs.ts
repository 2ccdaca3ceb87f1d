import type { Page } from 'playwright-core';
import { notifications, quickInput } from '../../harness/window.ts';
import type { WorkbenchWindow } from '../../harness/workbench.ts';

/** Time that a dialog or a message may take, ms. */
export const patience = 30_000;

/** The first row of the list that is open with this text. */
export const rowOf = (page: Page, text: RegExp) =>
  page.locator(`${quickInput} .quick-input-list .monaco-list-row`).filter({ hasText: text }).first();

/** Enters the path that VS Code asks for. */
export async function givePath(page: Page, target: string): Promise<void> {
  const input = page.locator(`${quickInput} .quick-input-box input`);
  // It lists a folder first, and sets the path to that when it has.
  await rowOf(page, /./).waitFor({ timeout: patience });
  for (let tries = 0; tries < 8; tries++) {
    await page.waitForTimeout(500);
    await input.fill(target);
    await page.waitForTimeout(500);
    if ((await input.inputValue()) !== target) continue;
    await page.keyboard.press('Enter');
    const isClosed = input.waitFor({ state: 'hidden', timeout: 3000 });
    if (await isClosed.then(yes, no)) return;
  }
  throw new Error(`${target} was not accepted`);
}

const yes = () => true;
const no = () => false;

/** Presses a button of the dialog. */
export async function answer(page: Page, button: string): Promise<void> {
  await page
    .locator('.monaco-dialog-box')
    .getByRole('button', { name: button, exact: true })
    .click({ timeout: patience });
}

/** Waits for a message, including one that disappeared: it is in the list of all. */
export async function told({ page, run }: WorkbenchWindow, text: RegExp): Promise<void> {
  const deadline = Date.now() + patience;
  let shown: string[] = [];
  for (let looks = 1; Date.now() < deadline; looks++) {
    shown = await notifications(page);
    if (shown.some((message) => text.test(message))) return;
    await page.waitForTimeout(200);
    if (looks % 10 === 0) await run('Notifications: Show Notifications');
  }
  throw new Error(`no message says ${text.source}, but: ${shown.join(' | ')}`);
}
