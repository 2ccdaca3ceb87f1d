import type { BrowserContext, Frame, Locator, Page } from 'playwright-core';
import { type WindowAddress, windowUrl } from '../../scripts/lib/windowUrl.ts';

const patience = 60_000;
/** The box or list that is open. One that closes stays for some frames, inert, with its title and what was typed. */
export const quickInput = '.quick-input-widget:not([inert])';

/** Opens a VS Code window as a page and waits until its workbench stands. */
export async function openWindow(context: BrowserContext, address: WindowAddress): Promise<Page> {
  const page = await context.newPage();
  // "Leave page?" when a file isn't saved: yes.
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  await page.goto(windowUrl(address));
  await waitForWorkbench(page);
  return page;
}

/** Waits until the workbench of a page that was opened or reloaded stands. */
export async function waitForWorkbench(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: patience });
  await page.locator('.monaco-workbench .part.activitybar').waitFor({ timeout: patience });
}

/**
 * Runs a command as a person would, through the command palette.
 * @param title as the palette shows it, category included: "Daymark: Log Activity"
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    await page.keyboard.press('F1');
    const input = page.locator(`${quickInput} .quick-input-box input`);
    const row = quickInputRow(page, title).first();
    // A row that is there gets time: a click that is given up may have been taken, and then the command would run twice.
    const found = await input
      .fill(`>${title}`, { timeout: 5000 })
      .then(() => row.waitFor({ timeout: 3000 }))
      .then(() => row.click({ timeout: 20_000 }))
      .then(
        () => true,
        () => false,
      );
    if (found) return;
    // An extension's commands come some time after the workbench.
    await page.keyboard.press('Escape');
    if (Date.now() > deadline) throw new Error(`The command palette has no "${title}"`);
  }
}

/**
 * Picks an entry of the list that a command opens, without typing: while it opens, the palette may still be there.
 * @param title of the list; tells two apart that follow each other and have the same entry
 */
export async function pick(page: Page, label: string, title?: string): Promise<void> {
  if (title !== undefined) await quickInputTitle(page, title).waitFor({ timeout: patience });
  await clickRow(page, label);
}

/**
 * Types into the input box with this title once it is open, accepts, and waits until it is closed; without a text, accepts what it
 * holds. An extension checks the text first, and whatever takes the focus meanwhile would cancel the input.
 */
export async function enter(page: Page, title: string, text?: string): Promise<void> {
  await quickInputTitle(page, title).waitFor({ timeout: patience });
  const input = page.locator(`${quickInput} .quick-input-box input`);
  const box = await openBox(page);
  if (text !== undefined) await input.fill(text, { timeout: patience });
  await input.press('Enter', { timeout: patience });
  const deadline = Date.now() + patience;
  // The next question may have the same title.
  while ((await openBox(page)) === box) {
    if (Date.now() > deadline) throw new Error(`"${title}" does not close`);
    await page.waitForTimeout(20);
  }
}

/** Returns title and prompt of the input box that is open, as one text; undefined if there is none. */
function openBox(page: Page): Promise<string | undefined> {
  return page.evaluate((selector) => {
    const widget = document.querySelector(selector);
    if (!widget?.checkVisibility()) return undefined;
    const part = (name: string) => widget.querySelector(`.quick-input-${name}`)?.textContent ?? '';
    return `${part('title')}\n${part('message')}`;
  }, quickInput);
}

/** Picks an entry of the quick input that is open. */
export async function choose(page: Page, label: string): Promise<void> {
  await page.locator(`${quickInput} .quick-input-box input`).fill(label);
  await clickRow(page, label);
}

/** Clicks an entry. The tooltip of another one, under which the mouse happened to be, may cover it. */
async function clickRow(page: Page, label: string): Promise<void> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await quickInputRow(page, label).first().click({ timeout: 5000 });
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await page.mouse.move(0, 0);
    }
  }
}

/**
 * Clicks the first of some buttons that a dialog or a notification shows.
 * @returns the button's text, or null if none of them is shown
 */
export async function answer(page: Page, buttons: readonly string[]): Promise<string | null> {
  for (const name of buttons) {
    const shown = page
      .locator('.monaco-dialog-box, .notification-list-item')
      .getByRole('button', { name, exact: true })
      .filter({ visible: true });
    if ((await shown.count()) === 0) continue;
    // It may go away by itself meanwhile. A click that is given up too early on a busy machine may still come, and nobody hears of it.
    const isClicked = await shown
      .first()
      .click({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (isClicked) return name;
  }
  return null;
}

/** Returns the texts of the shown notifications, the latest first. */
export function notifications(page: Page): Promise<string[]> {
  return page.locator('.notification-list-item-message').filter({ visible: true }).allInnerTexts();
}

function quickInputTitle(page: Page, title: string): Locator {
  return page.locator(`${quickInput} .quick-input-titlebar`).getByText(title, { exact: true });
}

function quickInputRow(page: Page, label: string): Locator {
  return page
    .locator(`${quickInput} .quick-input-list .monaco-list-row`)
    .filter({ has: page.getByText(label, { exact: true }) });
}

/** Opens a file of the workspace by its name and waits for its editor. */
export async function openFile(page: Page, name: string): Promise<void> {
  const base = name.split('/').at(-1) ?? name;
  const input = page.locator(`${quickInput} .quick-input-box input`);
  const row = quickInputRow(page, base).first();
  const deadline = Date.now() + patience;
  for (;;) {
    await page.keyboard.press('Control+p');
    const opened = await input
      .fill(name, { timeout: 5000 })
      .then(() => row.click({ timeout: 5000 }))
      .then(
        () => true,
        () => false,
      );
    if (opened) break;
    // Something that took the focus closed the list, or the search has not seen the file yet.
    if (Date.now() > deadline) throw new Error(`There is no "${name}" to open`);
    await page.keyboard.press('Escape');
  }
  await page.locator('.tab.active').filter({ hasText: base }).waitFor({ timeout: patience });
}

/** Types at the end of the file that the active editor shows. */
export async function typeInEditor(page: Page, text: string): Promise<void> {
  await page.locator('.editor-group-container.active .monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text, { delay: 20 });
}

/**
 * Opens a view container of the activity bar, unless it is open already. A click on one that is open closes it, and a window that was reloaded may
 * open it by itself just before the click: then it is clicked again.
 */
export async function openActivity(page: Page, name: string): Promise<void> {
  const tab = page.locator('.part.activitybar').getByRole('tab', { name, exact: false }).first();
  await tab.waitFor({ timeout: patience });
  const isOpen = async (): Promise<boolean> =>
    (await tab.getAttribute('aria-selected')) === 'true' && (await page.locator('.part.sidebar').isVisible());
  const deadline = Date.now() + patience;
  let clickedAt = 0;
  for (let seen = 0; seen < 3; seen = (await isOpen()) ? seen + 1 : 0) {
    if (Date.now() > deadline) throw new Error(`${name} does not stay open`);
    if (seen === 0 && Date.now() > clickedAt + 1000 && !(await isOpen())) {
      await tab.click();
      clickedAt = Date.now();
    }
    await page.waitForTimeout(50);
  }
}

/** In which kind of place a webview lives: a view of the side bar or panel, or an editor tab. */
export type ViewPlace = 'view' | 'editor';

/**
 * Waits for the frame of one of an extension's webviews. The page is two levels down: VS Code's own frame, and in it
 * the extension's.
 */
export async function webviewFrame(page: Page, place: ViewPlace, extension = 'daymark.daymark'): Promise<Frame> {
  const deadline = Date.now() + patience;
  for (;;) {
    for (const frame of page.frames())
      if (isWebviewOf(frame, extension) && (await placeOf(page, frame)) === place && (await hasContent(frame)))
        return frame;
    if (Date.now() > deadline) throw new Error(`No webview of ${extension} is shown as ${place}`);
    await page.waitForTimeout(100);
  }
}

function isWebviewOf(frame: Frame, extension: string): boolean {
  const outer = frame.parentFrame();
  if (!outer?.url().includes('/webview/browser/pre/')) return false;
  return new URL(outer.url()).searchParams.get('extensionId') === extension;
}

/**
 * Tells where a webview is shown by its position: its address says it is a view's (`purpose=webviewView`) only the first time that
 * VS Code shows it, not when it comes back after it was hidden.
 * @returns undefined for one that can't be seen
 */
async function placeOf(page: Page, frame: Frame): Promise<ViewPlace | undefined> {
  const element = await frame
    .parentFrame()
    ?.frameElement()
    .catch(() => undefined);
  const box = await element?.boundingBox();
  const editors = await page.locator('.monaco-workbench .part.editor').boundingBox();
  if (!box || box.width === 0 || box.height === 0) return undefined;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const isInside =
    editors && x > editors.x && x < editors.x + editors.width && y > editors.y && y < editors.y + editors.height;
  return isInside ? 'editor' : 'view';
}

async function hasContent(frame: Frame): Promise<boolean> {
  const count = await frame
    .locator('body *')
    .count()
    .catch(() => 0);
  return count > 0;
}

/** Drags the side bar's edge until the bar is as wide as asked, in CSS pixels. */
export async function setSideBarWidth(page: Page, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('The side bar is not shown');
  const sashes = await page.locator('.monaco-sash.vertical:not(.disabled)').all();
  const boxes = (await Promise.all(sashes.map((sash) => sash.boundingBox()))).filter((found) => found !== null);
  const edge = box.x + box.width;
  const sash = boxes.sort((one, other) => Math.abs(one.x - edge) - Math.abs(other.x - edge))[0];
  if (!sash) throw new Error('The side bar has no edge to drag');
  const from = { x: sash.x + sash.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + width - box.width, from.y, { steps: 5 });
  await page.mouse.up();
}

/** Resolves once a page has drawn what it knew of before: the second frame begins when the first is done. */
export async function draw(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
