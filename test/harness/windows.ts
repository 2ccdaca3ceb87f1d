import type { BrowserContext, Page } from 'playwright-core';
import type { WindowAddress } from '../../scripts/lib/windowUrl.ts';
import type { ControlHandlers } from './controlApi.ts';
import {
  answer,
  draw,
  enter,
  notifications,
  openFile,
  openWindow,
  pick,
  runCommand,
  typeInEditor,
  waitForWorkbench,
} from './window.ts';

/**
 * The control calls that need a browser.
 * @param address of the windows to open; a call may choose another folder
 */
export function windowHandlers(context: BrowserContext, address: WindowAddress): ControlHandlers {
  const pages = new Map<number, Page>();
  const page = ({ id }: { readonly id: number }): Page => {
    // The window in which the tests run was opened before all others.
    const found = id === 0 ? context.pages()[0] : pages.get(id);
    if (!found) throw new Error(`there is no window ${id}`);
    return found;
  };
  return {
    openWindow: async ({ folder }) => {
      const id = pages.size + 1;
      pages.set(
        id,
        await openWindow(context, { ...address, folder: folder === null ? undefined : (folder ?? address.folder) }),
      );
      return { id };
    },
    reloadWindow: async (params) => {
      await page(params).reload();
      await waitForWorkbench(page(params));
    },
    closeWindow: (params) => page(params).close(),
    runCommand: (params) => runCommand(page(params), params.title),
    openFile: (params) => openFile(page(params), params.name),
    typeInEditor: (params) => typeInEditor(page(params), params.text),
    choose: (params) => pick(page(params), params.label, params.title),
    enter: (params) => enter(page(params), params.title, params.text),
    answer: (params) => answer(page(params), params.buttons),
    notifications: (params) => notifications(page(params)),
    press: async (params) => {
      // A page behind another one, such as one that VS Code opened, may have no focus, and then no window of it is active.
      await page(params).bringToFront();
      await page(params).keyboard.press(params.key);
    },
    draw: (params) => draw(page(params)),
    text: async (params) => {
      const frames = params.frames ? page(params).frames() : [page(params).mainFrame()];
      // One may go away meanwhile.
      const texts = frames.map((frame) => frame.evaluate(() => document.body.innerText).catch(() => ''));
      return (await Promise.all(texts)).join('\n');
    },
  };
}
