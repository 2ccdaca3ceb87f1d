import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually, withView } from './openView.ts';

/** More presses than any panel has controls that differ. */
const most = 120;

/** The panels, each with something that is there once it has its content. */
const panels = {
  plan: '.task',
  tasks: 'article',
  time: '.time-entries li',
  goals: 'vscode-button:text("Add Goal")',
  timeline: 'button[aria-label="Zoom In"]',
};

/** The names of controls without what differs from row to row, so that of rows that are alike one is enough. */
type Pressed = string[];

/**
 * Gives the focus to the first control of a panel that wasn't pressed yet; of rows that are alike, one is enough.
 * @returns its kind and name; undefined where all were pressed
 */
function nextControl(page: Page, panel: string, pressed: Pressed): Promise<string | undefined> {
  return page.evaluate(
    ([id, known]) => {
      const controls = document.querySelectorAll<HTMLElement>(
        `#panel-${id} :is(button, vscode-button, vscode-checkbox, summary, input[type=checkbox])`,
      );
      for (const control of controls) {
        const { width, height } = control.getBoundingClientRect();
        const isDisabled = control.matches('[disabled], [aria-disabled=true]');
        if (width === 0 || height === 0 || isDisabled || control.matches('.panel-toggle')) continue;
        const words = control.getAttribute('aria-label') ?? control.textContent ?? '';
        const isRow = control.closest('li, article') && control.matches('[aria-expanded], vscode-checkbox');
        const name = `${control.localName} ${isRow ? control.className : words.replaceAll(/\d+|"[^"]*"/g, '#')}`;
        if (known.includes(name)) continue;
        control.focus();
        return name;
      }
      return undefined;
    },
    [panel, pressed] as const,
  );
}

describe('every control of planning and habits', () => {
  for (const [id, content] of Object.entries(panels))
    it(`in the panel ${id} can be pressed by keys, and the focus is never lost`, async () => {
      await withView({ width: 480 }, async (view) => {
        const { page } = view;
        const panel = page.locator(`#panel-${id}`);
        await panel.waitFor();
        const toggle = panel.locator('.panel-toggle');
        if ((await toggle.count()) > 0 && (await toggle.getAttribute('aria-expanded')) === 'false')
          await toggle.press('Enter');
        await panel.locator(content).first().waitFor();
        const pressed: Pressed = [];
        const hasFocus = () => page.evaluate(() => document.activeElement !== document.body);
        while (pressed.length < most) {
          const next = await nextControl(page, id, pressed);
          if (next === undefined) break;
          pressed.push(next);
          await page.keyboard.press(/checkbox|input/.test(next) ? 'Space' : 'Enter');
          await page.evaluate(
            () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(undefined)))),
          );
          await eventually(async () => ((await hasFocus()) ? 'kept' : `lost by ${next}`), 'kept');
        }
        assert.ok(pressed.length > 5 && pressed.length < most, pressed.join('\n'));
      });
    }).timeout(300_000);
});
