import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { askingCommands } from './askingCommands.ts';
import { sourceTexts } from './sourceText.ts';

const read = (file: string) => JSON.parse(readFileSync(path.join(projectFolder, file), 'utf8')) as unknown;
const { contributes } = read('package.json') as { contributes: { commands: { command: string; title: string }[] } };
const texts = read('package.nls.json') as Record<string, string>;
const titleOf = (title: string): string => texts[title.slice(1, -1)] ?? title;
const titles = contributes.commands.map(({ title }) => titleOf(title));

/** The commands that the palette offers for a text: those that contain it, in alphabetical order. */
const offered = (typed: string) =>
  titles.filter((title) => title.toLowerCase().includes(typed.toLowerCase())).sort((a, b) => a.localeCompare(b));

/** Commands that usually ask nothing, or show a list that is itself what they are for. */
const seldom: Readonly<Record<string, string>> = {
  'daymark.analyzeNow': 'asks whether data may be sent, the first time',
  'daymark.generatePlan': 'asks whether data may be sent, the first time',
  'daymark.draftPullRequest': 'asks where there are several repositories, or branches to merge into',
  'daymark.draftStandup': 'asks nothing: the list of weeks is that of the weekly post',
  'daymark.showAgentRuns': 'the list is what it shows',
  'daymark.githubStatus': 'the list is what it shows',
};

describe('the titles of commands', () => {
  it('put a command first when its whole title is typed', () => {
    assert.ok(titles.length > 30, `only ${titles.length} titles`);
    assert.deepEqual(
      titles.filter((title) => offered(title)[0] !== title),
      [],
    );
  });

  it('open the weekly summary before they offer to save it', () => {
    assert.deepEqual(offered('Weekly Summary'), ['Open Weekly Summary…', 'Save Weekly Summary…']);
  });

  it('end in “…” where the command asks for something before it does what it says, as in VS Code', () => {
    const asking = askingCommands();
    assert.ok(asking.size > 40, `only ${asking.size} ask`);
    const wrong = contributes.commands.filter(
      ({ command, title }) => titleOf(title).endsWith('…') !== (asking.has(command) && !(command in seldom)),
    );
    assert.deepEqual(
      wrong.map(({ command, title }) => `${titleOf(title)}: ${asking.get(command) ?? 'asks nothing'}`),
      [],
    );
    assert.deepEqual(
      Object.keys(seldom).filter((command) => !asking.has(command)),
      [],
    );
  });

  it('stand in messages as in the palette', () => {
    const sources = ['src/ai', 'src/extension', 'src/habits', 'src/headless', 'src/hub', 'src/web'];
    const named = sources
      .flatMap((folder) => Array.from(sourceTexts(folder).values()))
      .concat(Object.values(texts))
      .flatMap((text) => Array.from(text.matchAll(/["*]Daymark: ([A-Z][^"*\n]*)["*]/g), ([, title = '']) => title));
    assert.ok(named.length > 15, `only ${named.length} found`);
    assert.deepEqual(
      named.filter((title) => !titles.includes(title)),
      [],
    );
  });
});
