import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { dayMs, minuteMs } from '../../src/core/time/days.ts';
import { needWindows, thisWindow } from '../harness/editor/control.ts';
import { account } from './lib/account.ts';
import { answer, project, run, type, until, wake } from './lib/editor.ts';
import { recordAsAnother } from './lib/otherWriter.ts';

/** Runs the command of the account's last link with this text. */
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

const { choose, enter } = thisWindow;

/** Confirms a preview. */
const apply = () => answer('Apply to the Whole Past');

const today = () => new Date().toLocaleDateString('sv');
const config = () => vscode.workspace.getConfiguration('daymark');
/** Noon of the day before yesterday, when nothing else was recorded. */
const noon = new Date().setHours(12, 0, 0, 0) - 2 * dayMs;
const day = new Date(noon).toLocaleDateString('sv');
const figure = { day, file: 'why.txt' };

describe('the account of a figure and its links', function () {
  this.timeout(120_000);

  before(async function () {
    needWindows(this);
    await until('the extension is active', () => vscode.extensions.getExtension('daymark.daymark')?.isActive);
    const place = { project: project(), file: 'why.txt', language: 'plaintext', branch: 'main' };
    const fiveMinutes = (start: number) => ({ start, end: start + 5 * minuteMs, ...place });
    await recordAsAnother([fiveMinutes(noon), fiveMinutes(noon + 20 * minuteMs)]);
    // The feature starts after the activation, and until then nothing knows the address.
    await until('both are there', async () => /^# [^\n]*: 10m/.test(await account(figure).catch(() => '')));
    await wake();
  });

  after(async () => {
    await run('workbench.action.closeAllEditors');
  });

  it('leads from a gap to what it was, and back', async () => {
    const before = await account(figure);
    assert.match(before, /No activity for longer than the limit/);
    await follow(before, 'Meeting');
    const marked = await until('the mark', async () => {
      const text = await account({ day });
      return /## Corrections\n\n- [\d:–]+: was Meeting/.test(text) && text;
    });
    assert.match(marked, /\*\*Meeting\*\*.*You corrected it/);
    assert.ok(!(await account(figure)).includes('**Meeting**'));
    await follow(marked, 'Undo');
    await until('it is taken back', async () => !(await account({ day })).includes('## Corrections'));
  });

  it('leads from a stretch to another kind, to no work, and to the rules', async () => {
    const reassigned = follow(await account(figure), 'This is wrong');
    await choose('It was something else', 'What is correct?');
    await choose('Reading', 'What was it?');
    await reassigned;
    await until('another kind', async () => /reassigned to Reading/.test(await account(figure)));
    const excluded = follow(await account(figure), 'This is wrong');
    await choose('It was not work (exclude)', 'What is correct?');
    await excluded;
    const text = await until('no work', async () => {
      const now = await account(figure);
      return /: excluded/.test(now) && now;
    });
    await undoAll();
    assert.ok(linkIn(text, 'Change the rules'));
  });

  /** Takes the corrections of the day back, one after the other. */
  async function undoAll(): Promise<void> {
    const left = async () => Array.from((await account(figure)).matchAll(/\[Undo\]/g)).length;
    for (let count = await left(); count > 0; count--) {
      await follow(await account(figure), 'Undo');
      await until('one is taken back', async () => (await left()) === count - 1);
    }
  }

  it('splits a stretch', async () => {
    const split = follow(await account({ day, project: project() }), 'This is wrong');
    await choose('Part of it was something else (split)', 'What is correct?');
    await choose('Learning', 'What was it?');
    // The field contains the whole range.
    await enter('Which part? From and to, as HH:MM-HH:MM');
    await split;
    await until('the part', async () => /reassigned to Learning/.test(await account(figure)));
    await undoAll();
  });

  it('leads to a rule for all such time, which is previewed, applied and taken out again', async () => {
    const total = async () => /^# [^\n]*: ([^\n:]*)\n/.exec(await account(figure))?.[1];
    // Read anew each time: VS Code would miss a change while it opens the document for the first time.
    const preview = async () => {
      const uri = vscode.Uri.from({
        scheme: 'daymark-preview',
        path: '/Daymark Preview.md',
        query: String(Date.now()),
      });
      const document = await Promise.resolve(vscode.workspace.openTextDocument(uri)).catch(() => undefined);
      return document?.getText() ?? '';
    };
    const made = follow(await account(figure), 'This is wrong');
    await choose('Change the rule for all such time', 'What is correct?');
    await choose('It was not work (exclude)', '{"glob":"why.txt"}');
    await until('the preview', async () => /Total/.test(await preview()));
    assert.equal(await total(), '10m', 'nothing changes before it is applied');
    await apply();
    await made;
    assert.deepEqual(config().get('rules'), [{ glob: 'why.txt', excluded: true }]);
    await until('no time is left', async () => !/This is wrong/.test(await account(figure)));
    const undone = run('daymark.changeTimeRules', { change: 'rules' });
    await choose('{"glob":"why.txt","excluded":true}', 'Your own rules');
    await apply();
    await undone;
    assert.equal(await total(), '10m', 'all is as it was');
  });

  it('leads to a rule for the scheme of what has no lasting name', async () => {
    const document = await vscode.workspace.openTextDocument({ content: '', language: 'markdown' });
    await vscode.window.showTextDocument(document);
    const untitled = { day: today(), file: document.uri.path };
    const text = await until('it is known', async () => {
      await type('a');
      const now = await account(untitled);
      return linkIn(now, 'This is wrong') && now;
    });
    const made = follow(text, 'This is wrong');
    await choose('Change the rule for all such time', 'What is correct?');
    await choose('It was not work (exclude)', '{"scheme":"untitled"}');
    await apply();
    await made;
    assert.deepEqual(config().get('rules'), [{ scheme: 'untitled', excluded: true }]);
    await until('no time is left', async () => !/This is wrong/.test(await account(untitled)));
    await config().update('rules', undefined, vscode.ConfigurationTarget.Global);
  });

  it('counts a project as another', async () => {
    const made = run('daymark.changeTimeRules', { change: 'projects' });
    await choose('All with a name', 'Which project?');
    await enter('The last part of a folder, or the last two', project().split(/[\\/]/).at(-1) ?? '');
    await enter('What should it be called? Projects with the same name become one.', 'Mine');
    await apply();
    await made;
    const text = await account({ ...figure, project: 'Mine' });
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
