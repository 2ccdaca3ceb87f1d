import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';

const read = (file: string) => JSON.parse(readFileSync(path.join(projectFolder, file), 'utf8')) as unknown;
const { contributes } = read('package.json') as { contributes: { commands: { command: string; title: string }[] } };
const texts = read('package.nls.json') as Record<string, string>;
const titles = contributes.commands.map(({ title }) => texts[title.slice(1, -1)] ?? title);

/** The commands that the palette offers for a text: those that contain it, in alphabetical order. */
const offered = (typed: string) =>
  titles.filter((title) => title.toLowerCase().includes(typed.toLowerCase())).sort((a, b) => a.localeCompare(b));

describe('the titles of commands', () => {
  it('put a command first when its whole title is typed', () => {
    assert.ok(titles.length > 30, `only ${titles.length} titles`);
    assert.deepEqual(
      titles.filter((title) => offered(title)[0] !== title),
      [],
    );
  });

  it('open the weekly summary before they offer to save it', () => {
    assert.deepEqual(offered('Weekly Summary'), ['Open Weekly Summary', 'Save Weekly Summary']);
  });
});
