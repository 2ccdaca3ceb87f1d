import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startFakeAnthropic, type FakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import { needWindows, thisWindow } from '../../harness/editor/control.ts';
import { git } from '../../harness/workspace.ts';
import {
  answer,
  backTo,
  closeAll,
  inWorkspace,
  notifications,
  project,
  run,
  until,
  wake,
  writeOutside,
} from '../lib/editor.ts';
import { setting, untilPayload } from './asking.ts';

const key = 'sk-ant-drafts-0123456789abcdef';

/** The text of the untitled Markdown editor that a draft opens in. */
const untilDraft = (): Promise<string> =>
  until('the draft is open', () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.isUntitled === true && document.languageId === 'markdown' && document.getText();
  });

/** Writes the file that the drafts are about; no editor shows it. */
const rewrite = (text: string): unknown => writeOutside('tax.ts', text);

describe('drafts', function () {
  this.timeout(120_000);
  let fake: FakeAnthropic;
  const messages = () => fake.seen.filter(({ path }) => path === '/v1/messages');

  before(async function () {
    needWindows(this);
    await wake();
    await closeAll();
    fake = await startFakeAnthropic(key);
    await setting('ai.claude.baseUrl', fake.url);
    git(project(), 'checkout', '--quiet', '-b', 'drafts');
    rewrite('export const taxRate = 19;\n');
    writeOutside('.env', 'TOKEN=never-sent-anywhere\n');
    git(project(), 'add', '--force', 'tax.ts', '.env');
    git(project(), 'commit', '--quiet', '--no-gpg-sign', '-m', 'Add the rate of the tax');
    await run('git.refresh');
  });
  after(async () => {
    if (!fake) return;
    await closeAll();
    await backTo('main');
    git(project(), 'branch', '--quiet', '-D', 'drafts');
    for (const name of ['ai.claude.baseUrl', 'ai.enabled']) await setting(name, undefined);
    await run('daymark.removeClaudeKey');
    await run('notifications.clearAll');
    await fake.close();
  });
  afterEach(() => closeAll());

  it('list commits and files while AI is off, and can be copied', async () => {
    await run('daymark.draftPullRequest');
    const text = await untilDraft();
    assert.match(text, /## Commits\n\n- Add the rate of the tax\n\n## Files\n\n- `tax\.ts` \(\+1 −0\)/);
    assert.doesNotMatch(text, /\.env/);
    await until('what was left out is said', async () =>
      (await notifications()).some((one) => /1 file that may hold secrets was left out/.test(one)),
    );
    await answer('Copy');
    await until('it was copied', async () => (await vscode.env.clipboard.readText()) === text);
    assert.deepEqual(fake.seen, []);
  });

  it('are written by a model only after the code was shown, each time', async () => {
    void run('daymark.setClaudeKey');
    await thisWindow.enter('Claude API key', key);
    await until('the key was kept', async () => (await notifications()).some((one) => /was saved/.test(one)));
    await run('notifications.clearAll');
    await setting('ai.enabled', true);
    const refused = run('daymark.draftPullRequest');
    const shown = await untilPayload();
    assert.match(shown, /taxRate = 19/);
    assert.doesNotMatch(shown, /never-sent|\.env/);
    await thisWindow.choose("Don't Send");
    await refused;
    assert.match(await untilDraft(), /## Commits/);
    assert.deepEqual(messages(), []);

    const change = { kind: 'added', text: 'Adds `taxRate`.', evidence: ['f1'] };
    const invented = { kind: 'added', text: 'Adds `taxTable`.', evidence: ['f1'] };
    fake.turns.push({
      answer: { title: 'Add the tax', summary: 'There is a rate.', changes: [change, invented], notes: [] },
    });
    await closeAll();
    const drafted = run('daymark.draftPullRequest');
    const sent = await untilPayload();
    await thisWindow.choose('Send Source Code');
    await drafted;
    assert.deepEqual(
      messages().map(({ body }) => body),
      [JSON.parse(sent)],
    );
    assert.equal(
      await untilDraft(),
      '# Add the tax\n\nThere is a rate.\n\n## Changes\n\n- Adds `taxRate`. (`tax.ts`)\n',
    );
  });

  it('have the decisions that were noted on the branch', async () => {
    await setting('ai.enabled', undefined);
    await vscode.window.showTextDocument(inWorkspace('tax.ts'));
    const noted = run('daymark.noteDecision');
    await thisWindow.enter('Note a Decision', 'Keep one rate');
    await thisWindow.enter('Why?', 'There is **one** country.');
    // All that was found is picked.
    await thisWindow.enter('What is it about?');
    await noted;
    await closeAll();
    await run('daymark.draftPullRequest');
    assert.match(await untilDraft(), /## Decisions\n\n- \*\*Keep one rate\*\*\n\n {2}There is \*\*one\*\* country\./);
  });

  it('document uncommitted changes', async () => {
    await setting('ai.enabled', undefined);
    rewrite('export const taxRate = 7;\n');
    const documented = run('daymark.documentChanges');
    await thisWindow.choose('Uncommitted changes', 'Document which changes?');
    await documented;
    assert.match(await untilDraft(), /## Files\n\n- `tax\.ts` \(\+1 −1\)/);
  });

  it('make a standup and a weekly post of facts, without a model', async () => {
    await setting('ai.enabled', undefined);
    const logged = { title: 'About drafts', minutes: 30, kind: 'meeting' };
    await vscode.lm.invokeTool('daymark_log_activity', { input: logged, toolInvocationToken: undefined });
    const asked = messages().length;
    await run('daymark.draftStandup');
    assert.match(await untilDraft(), /^# Standup for \d{4}-\d\d-\d\d\n\n## [^]*\d+ (?:h|min)/);
    await closeAll();
    const posted = run('daymark.draftWeeklyPost');
    await thisWindow.choose('This week so far', 'Draft Weekly Post');
    await posted;
    assert.match(await untilDraft(), /^# Week of [^]*## Done\n\n- /);
    assert.equal(messages().length, asked);
  });

  it('make a standup by a model, with facts alone', async () => {
    await setting('ai.enabled', true);
    const before = messages().length;
    fake.turns.push({ answer: { lines: [{ text: 'Invented 99 things.', evidence: ['e1'] }] } });
    const drafted = run('daymark.draftStandup');
    const shown = await untilPayload();
    await thisWindow.choose('Send');
    await drafted;
    assert.deepEqual(messages().at(-1)?.body, JSON.parse(shown));
    assert.equal(messages().length, before + 1);
    const text = await untilDraft();
    assert.match(text, /^# Standup for [^]*\n- /);
    assert.doesNotMatch(text, /99/);
  });
});
