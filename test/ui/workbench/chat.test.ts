import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { sharedWorkbench, type WorkbenchWindow } from '../../harness/workbench.ts';

const answers: Readonly<Record<string, RegExp>> = {
  today: /of work today, /,
  week: /Nothing is measured yet|usual/,
  plan: /There is no plan for|·/,
  why: /Nothing measured slows you down|Evidence/,
};

/** VS Code's own chat panel. A test extension provides the account that it needs; our participant is the packaged one. */
describe('@daymark in the chat panel', () => {
  let window: WorkbenchWindow | undefined;
  let open: () => Promise<WorkbenchWindow>;

  before(async () => {
    const extension = path.join(projectFolder, 'test', 'fakes', 'chat');
    const workbench = await sharedWorkbench();
    const args = { query: '@daymark ', mode: 'ask', isPartialQuery: true };
    const bindings = [
      { key: 'ctrl+alt+8', command: 'workbench.action.chat.newChat' },
      { key: 'ctrl+alt+9', command: 'workbench.action.chat.open', args },
    ];
    writeFileSync(path.resolve(workbench.globalStorage, '../../keybindings.json'), JSON.stringify(bindings));
    open = () => workbench.openWindow({ extension });
  });
  beforeEach(async () => {
    window ??= await open();
  });
  // A pending request, or a permission for the session, would interfere with another try.
  afterEach(async function () {
    if (this.currentTest?.state === 'passed') return;
    await window?.screenshot('chat-failed');
    await window?.close();
    window = undefined;
  });
  after(() => window?.close());

  for (const [command, expected] of Object.entries(answers))
    it(`answers /${command}`, async () => {
      assert.ok(window);
      const said = await ask(window, `/${command}`, expected);
      assert.doesNotMatch(said, /Nobody was asked|went wrong|failed/i);
      await window.screenshot(`chat-${command}`);
    });

  it('adds a task for the line after /task', async () => {
    assert.ok(window);
    const said = await ask(window, '/task Order boots !high', /Task added: /);
    assert.match(said, /Task added: Order boots$/m);
  });

  it('logs for an agent only what was confirmed', async () => {
    assert.ok(window);
    const { page } = window;
    await type(window, '');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('log');
    await page.keyboard.press('Enter');
    const panel = page.locator('.interactive-session');
    // The question is in the conversation too, but hidden.
    await visible(panel.getByText('"Meeting about shoes", 30m, meeting')).waitFor();
    await window.screenshot('chat-confirm');
    await visible(panel.getByRole('button', { name: /^(Allow|Continue)/ })).click();
    await visible(panel.getByText('It is logged.')).waitFor();
    const view = await window.openView();
    await view.locator('#panel-feed').getByText('Meeting about shoes').first().waitFor({ timeout: 30_000 });
  });
}).timeout(120_000);

const visible = (found: Locator): Locator => found.filter({ visible: true }).first();

/** Asks in the panel like a person. @returns the whole answer, once it matches */
async function ask(window: WorkbenchWindow, words: string, expected: RegExp): Promise<string> {
  const { page } = window;
  await type(window, words);
  const written = page.locator('.interactive-input-editor .view-lines').filter({ hasText: '@daymark' });
  // An Enter that comes before the panel is ready does nothing.
  for (let tries = 0; tries < 15; tries++) {
    await page.keyboard.press('Enter');
    if (await happens(written.first().waitFor({ state: 'detached', timeout: 2000 }))) break;
  }
  const answer = page.locator('.interactive-session .interactive-response').last();
  let said = '';
  for (let wait = 0; wait < 600 && !expected.test(said); wait++) {
    await page.waitForTimeout(100);
    said = (await answer.count()) > 0 ? await answer.innerText() : '';
  }
  assert.match(said, expected);
  return said;
}

/** Opens the panel with "@daymark " in its input, and types. */
async function type(window: WorkbenchWindow, words: string): Promise<void> {
  const { page } = window;
  const input = page.locator('.interactive-input-editor .view-lines').first();
  // The one before scrolls out of what the page has.
  await page.keyboard.press('Control+Alt+8');
  const before = page.locator('.interactive-session .interactive-response').first();
  await before.waitFor({ state: 'detached', timeout: 2000 }).catch(() => undefined);
  // The key does nothing until the extension that has it is known.
  for (let tries = 0; tries < 15 && !(await isWritten(input)); tries++) await page.keyboard.press('Control+Alt+9');
  await window.screenshot('chat-input');
  assert.ok(await isWritten(input));
  if (words !== '') await page.keyboard.type(words, { delay: 30 });
  // The list of commands that comes up while typing would take the Enter.
  await page.keyboard.press('Escape');
}

/** Returns whether the input contains "@daymark" within two seconds. */
function isWritten(input: Locator): Promise<boolean> {
  return happens(input.filter({ hasText: '@daymark' }).waitFor({ timeout: 2000 }));
}

/** Tells whether something is waited for with success. */
function happens(waiting: Promise<void>): Promise<boolean> {
  return waiting.then(
    () => true,
    () => false,
  );
}
