import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { thisWindow } from '../harness/editor/control.ts';
import { account } from './lib/account.ts';
import { open, project, run, sleep, type, until, wake, writeOutside } from './lib/editor.ts';

/** What a link of an account with this text runs; the last one of several. */
function linkIn(text: string, label: string): { command: string; args: unknown[] } | undefined {
  const links = Array.from(text.matchAll(/\[([^\]]*)\]\(command:([\w.]+)(?:\?([^)]*))?\)/g));
  const [, , command, query] = links.findLast(([, shown]) => shown === label) ?? [];
  if (command === undefined) return undefined;
  return { command, args: query === undefined ? [] : (JSON.parse(decodeURIComponent(query)) as unknown[]) };
}

function follow(text: string, label: string): Thenable<unknown> {
  const link = linkIn(text, label);
  assert.ok(link, `no link "${label}" in ${text}`);
  return run(link.command, ...link.args);
}

/** Takes the `index`th item of the list that a link opens. */
async function choose(index: number): Promise<void> {
  await sleep(700);
  for (let i = 0; i < index; i++) await run('workbench.action.quickOpenSelectNext');
  await run('workbench.action.acceptSelectedQuickOpenItem');
}

/** Types into the field that is open. */
async function enter(text: string): Promise<void> {
  await sleep(700);
  await run('editor.action.selectAll');
  for (const key of text) await thisWindow.press(key);
  await run('workbench.action.acceptSelectedQuickOpenItem');
}

/** Says yes to the question of a preview. */
async function apply(): Promise<void> {
  await sleep(1500);
  await run('notification.acceptPrimaryAction');
}

const today = () => new Date().toLocaleDateString('sv');
const config = () => vscode.workspace.getConfiguration('daymark');
const limits = ['tracking.idleLimitMinutes', 'tracking.thinkingLimitMinutes', 'tracking.readingLimitMinutes'] as const;

describe('the account of a figure and its links', function () {
  this.timeout(240_000);

  before(async () => {
    for (const limit of limits) await config().update(limit, 0.5, vscode.ConfigurationTarget.Global);
    // Else a pause would be told as one of thinking.
    await config().update(limits[1], 0, vscode.ConfigurationTarget.Global);
    await open(writeOutside('why.txt', ''));
    await wake();
    await type('one');
    await sleep(36_000);
    await wake();
    await type('two');
    await sleep(1000);
  });

  after(async () => {
    for (const limit of limits) await config().update(limit, undefined, vscode.ConfigurationTarget.Global);
    await run('workbench.action.closeAllEditors');
  });

  it('leads from a gap to what it was, and back', async () => {
    const day = today();
    const before = await account({ day, file: 'why.txt' });
    assert.match(before, /No activity for longer than the limit/);
    await follow(before, 'Meeting');
    const marked = await until('the mark', async () => {
      const text = await account({ day });
      return /## Corrections\n\n- [\d:–]+: was Meeting/.test(text) && text;
    });
    assert.match(marked, /\*\*Meeting\*\*.*You corrected it/);
    assert.ok(!(await account({ day, file: 'why.txt' })).includes('**Meeting**'));
    await follow(marked, 'Undo');
    await until('it is taken back', async () => !(await account({ day })).includes('## Corrections'));
  });

  it('leads from a stretch to another kind, to no work, and to the rules', async () => {
    const figure = { day: today(), file: 'why.txt' };
    const reassigned = follow(await account(figure), 'This is wrong');
    await choose(0);
    // Of the kinds, the second: reading.
    await choose(1);
    await reassigned;
    await until('another kind', async () => /reassigned to Reading/.test(await account(figure)));
    const excluded = follow(await account(figure), 'This is wrong');
    await choose(3);
    await excluded;
    const text = await until('no work', async () => {
      const now = await account(figure);
      return /: excluded/.test(now) && now;
    });
    for (let i = 0; i < 2; i++) {
      await follow(await account(figure), 'Undo');
      await sleep(500);
    }
    assert.ok(linkIn(text, 'Change the rules'));
    await until('all is as it was', async () => !(await account(figure)).includes('## Corrections'));
  });

  it('splits a stretch', async () => {
    const figure = { day: today(), project: project() };
    const split = follow(await account(figure), 'This is wrong');
    await choose(2);
    await choose(8);
    // The whole range stands in the field.
    await sleep(700);
    await run('workbench.action.acceptSelectedQuickOpenItem');
    await split;
    await until('the part', async () => /reassigned to Learning/.test(await account(figure)));
    await follow(await account(figure), 'Undo');
    await until('all is as it was', async () => !(await account(figure)).includes('## Corrections'));
  });

  it('leads to a rule for all such time, which is previewed, applied and taken out again', async () => {
    const figure = { day: today(), file: 'why.txt' };
    const totals = (text: string) => /^# [^\n]*: ([^\n:]*)\n/.exec(text)?.[1];
    const before = totals(await account(figure));
    const preview = async () =>
      (await vscode.workspace.openTextDocument(vscode.Uri.parse('daymark-preview:/Daymark Preview.md'))).getText();
    const made = follow(await account(figure), 'This is wrong');
    // The rule for all such time; it was no work.
    await choose(5);
    await choose(2);
    await until('the preview', async () => /\/home|why|Total/.test(await preview()));
    assert.equal(totals(await account(figure)), before, 'nothing changes before it is applied');
    await apply();
    await made;
    assert.deepEqual(config().get('rules'), [{ glob: 'why.txt', excluded: true }]);
    await until('no time is left', async () => !/This is wrong/.test(await account(figure)));
    const undone = run('daymark.changeTimeRules', { change: 'rules' });
    await choose(1);
    await apply();
    await undone;
    assert.equal(totals(await account(figure)), before, 'all is as it was');
  });

  it('leads to a rule for the scheme of what has no lasting name', async () => {
    const document = await vscode.workspace.openTextDocument({ content: '', language: 'markdown' });
    await vscode.window.showTextDocument(document);
    await type('one');
    await sleep(1000);
    await type('two');
    const figure = { day: today(), file: document.uri.path };
    const text = await until('it is known', async () => {
      const now = await account(figure);
      return linkIn(now, 'This is wrong') && now;
    });
    const made = follow(text, 'This is wrong');
    await choose(5);
    await choose(2);
    await apply();
    await made;
    assert.deepEqual(config().get('rules'), [{ scheme: 'untitled', excluded: true }]);
    await until('no time is left', async () => !/This is wrong/.test(await account(figure)));
    await config().update('rules', undefined, vscode.ConfigurationTarget.Global);
  });

  it('counts a project as another', async () => {
    const made = run('daymark.changeTimeRules', { change: 'projects' });
    // By its name.
    await choose(2);
    await enter(project().split(/[\\/]/).at(-1) ?? '');
    await enter('Mine');
    await apply();
    await made;
    const text = await account({ day: today(), project: 'Mine', file: 'why.txt' });
    assert.match(text, /\*\*Coding\*\* · Mine · why\\?\.txt.*Project by rule 1 of .*projects/);
    await config().update('projects', undefined, vscode.ConfigurationTarget.Global);
  });

  it('opens a page, one for each figure', async () => {
    const tabs = () =>
      vscode.window.tabGroups.all.flatMap((group) =>
        group.tabs.map(({ label }) => label).filter((label) => label.startsWith('Why: ')),
      );
    await run('daymark.explainDay', { day: today(), kind: 'planning' });
    await run('daymark.explainDay', { day: today(), kind: 'planning' });
    await until('the page', () => tabs().length === 1);
    await run('daymark.explainToday');
    await until('another page', () => tabs().length === 2);
    assert.deepEqual(tabs(), [`Why: ${today()} · Planning`, `Why: ${today()}`]);
  });
});
