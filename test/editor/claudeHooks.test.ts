import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { needWindows, openOtherWindow, type OtherWindow } from '../harness/editor/control.ts';
import { setting } from './ai/asking.ts';
import { until } from './lib/editor.ts';

const original = { model: 'opus', hooks: { Stop: [{ hooks: [{ type: 'command', command: 'say done' }] }] } };

/** A person at another window, since VS Code refuses dialogs in the one that runs tests. */
describe("Claude Code's hooks", function () {
  this.timeout(120_000);
  let other: OtherWindow;
  const folder = process.env['CLAUDE_CONFIG_DIR'] ?? '';
  const file = path.join(folder, 'settings.json');
  const text = () => readFileSync(file, 'utf8');

  before(async function () {
    needWindows(this);
    // The runner's; otherwise these would be the settings of whoever runs the tests.
    assert.notEqual(folder, '');
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(original, undefined, 2));
    await setting('agents.tools', ['claude-code']);
    other = await openOtherWindow();
  });
  after(async () => {
    await other?.close();
    await setting('agents.tools', undefined);
  });

  const click = (button: string) =>
    until(`"${button}" was clicked`, async () => (await other.answer(button)) !== null, 60_000);

  it('are written once they were shown and agreed to, beside others', async () => {
    await other.run('Daymark: Install Claude Code Hooks');
    await until('they are shown', async () => (await other.text()).includes('daymark-claude-hook'), 60_000);
    assert.deepEqual(JSON.parse(text()), original);
    await click('Write Hooks');
    await until('they are written', () => text().includes('daymark-claude-hook'));
    const written = JSON.parse(text()) as { model: string; hooks: Record<string, object[]> };
    assert.equal(written.model, 'opus');
    assert.deepEqual(written.hooks['Stop']?.[0], original.hooks.Stop[0]);
    assert.ok(Object.keys(written.hooks).length > 3);
    assert.equal(readdirSync(folder).length, 2, 'a copy of the file is kept');
  });

  it('are removed, and others stay', async () => {
    await other.run('Daymark: Remove Claude Code Hooks');
    await click('Remove Hooks');
    await until('they are removed', () => !text().includes('daymark-claude-hook'));
    assert.deepEqual(JSON.parse(text()), original);
    assert.ok(existsSync(file));
  });
});
