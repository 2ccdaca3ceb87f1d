import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../src/core/base/appError.ts';
import { usage } from '../../../src/cli/help.ts';
import { commandFirst } from '../../../src/cli/commandFirst.ts';
import { runCommand } from '../../../src/cli/runCommand.ts';
import { systemClock } from '../../../src/headless/systemClock.ts';
import { openJournal } from '../../../src/storage/journal/openJournal.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { StandardOutput } from '../../fakes/standardOutput.ts';
import { wasmPath } from '../storage/storageFolder.ts';

describe('a command of the command line', () => {
  let folder: string;
  let errors: string[];
  const usual = { error: console.error, isTTY: process.stdin.isTTY };

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-cli-'));
  });
  beforeEach(() => {
    errors = [];
    console.error = (text: string) => void errors.push(text);
    process.stdin.isTTY = false;
  });
  afterEach(() => {
    console.error = usual.error;
    process.stdin.isTTY = usual.isTTY;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs a command on the folder. @returns what it prints on standard output */
  const daymark = (...argv: readonly string[]): Promise<string> =>
    StandardOutput.of(() =>
      runCommand(commandFirst(argv), { env: { DAYMARK_DATA: folder }, bundles: path.dirname(wasmPath) }),
    );
  const fails = (run: Promise<unknown>, code: string, message: RegExp) =>
    assert.rejects(run, (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  /** Records a minute of work, a minute ago. */
  async function work(secret = folderSecret(folder)): Promise<void> {
    const sealer = new Vault({ folder, clock: systemClock, secret });
    const journal = openJournal({ folder, clock: systemClock, sealer });
    const start = Date.now() - 60_000;
    const project = '/home/ada/zq7shop';
    journal.append({
      type: 'span',
      id: journal.nextId(),
      start,
      end: start + 60_000,
      offset: 0,
      kind: 'coding',
      source: 'editor',
      project,
      signals: 3,
      saves: 0,
      edits: {},
    });
    await journal.close();
  }

  it('helps, with words or without', async () => {
    for (const argv of [[], ['help'], ['--help'], ['-h']]) assert.equal(await daymark(...argv), `${usage}\n`);
    const help = await daymark('help', 'day.get');
    assert.match(help, /^daymark day\.get\n\n/);
    for (const argv of [
      ['--help', 'day.get'],
      ['-h', 'day.get'],
      ['day.get', '--help'],
      ['day.get', '-h'],
      ['help', 'day'],
    ])
      assert.equal(await daymark(...argv), help);
  });

  it('lists operations, all or those of a subject', async () => {
    const all = (await daymark('list')).trim().split('\n');
    const plan = (await daymark('list', 'plan')).trim().split('\n');
    assert.ok(all.length > plan.length && plan.length > 3);
    assert.deepEqual(
      plan.map((line) => line.trimEnd().split('  ')[0]),
      all.map((line) => line.split('  ')[0] ?? '').filter((name) => name.startsWith('plan.')),
    );
    await fails(daymark('list', 'pla'), 'invalid-input', /^There are no operations of "pla"\. "daymark list"/);
  });

  it('is found by its name, or by its subject where nothing else is needed', async () => {
    await fails(daymark('nothing'), 'unknown-operation', /^There is no operation "nothing"\. "daymark list"/);
    await fails(daymark('help', 'nothing'), 'unknown-operation', /"nothing"/);
    assert.match(await daymark('help', 'today'), /^daymark today\.get\n/);
    // `tasks.get` needs an id.
    assert.match(await daymark('help', 'tasks'), /^daymark tasks\.list\n/);
  });

  it('takes its options before the name of the operation too', async () => {
    await work();
    assert.deepEqual(
      JSON.parse(await daymark('--data', folder, '--json', 'today')),
      JSON.parse(await daymark('today', '--json')),
    );
    assert.match(await daymark('--help', 'today'), /^daymark today\.get\n/);
    await fails(daymark('--json'), 'invalid-input', /^Which operation\? "daymark list"/);
  });

  it('says in plain words which parameter is missing or wrong', async () => {
    await work();
    await fails(daymark('day.get'), 'invalid-input', /^day: is required$/);
    await fails(daymark('tasks.create'), 'invalid-input', /^title: is required$/);
    const log = (...more: readonly string[]) => daymark('activity.log', '--title', 'x', ...more);
    await fails(log('--kind', 'meeting', '--minutes', 'abc'), 'invalid-input', /^minutes: must be a number$/);
    await fails(
      log('--kind', 'foo', '--minutes', '15'),
      'invalid-input',
      /^kind: must be coding, .+, break, or other$/,
    );
    await fails(log('--kind', 'meeting', '--minutes', '0'), 'invalid-input', /^minutes: must be at least 1$/);
    await fails(log('--kind', 'meeting', '--minutes', '9999'), 'invalid-input', /^minutes: must be at most 1440$/);
    await fails(daymark('top.get', '--days', '8'), 'invalid-input', /^days: must be /);
  });

  it('logs no time that has not passed yet, as the form does not either', async () => {
    await work();
    const what = ['--title', 'x', '--kind', 'meeting', '--minutes', '15'];
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    await fails(daymark('activity.log', ...what, '--end', soon), 'invalid-input', /^The end is in the future\.$/);
    const fields = [...what, '--errors', '0', '--notes', ''];
    await fails(daymark('activity.save', ...fields, '--start', soon), 'invalid-input', /^The end is in the future\.$/);
    const ago = new Date(Date.now() - 72 * 3_600_000).toISOString();
    assert.match(await daymark('activity.save', ...fields, '--start', ago), /^id: /);
  });

  it('prints what was found, for a person or as JSON, and warns of no locked names', async () => {
    await work();
    assert.match(await daymark('today'), /^byProject:\n {2}name +minutes\n {2}zq7shop +1$/m);
    const { byProject } = JSON.parse(await daymark('today.get', '--json')) as { byProject: object[] };
    assert.deepEqual(byProject, [{ name: 'zq7shop', minutes: 1 }]);
    assert.match(await daymark('today.get', '--json'), /^\{\n {2}"/, 'indented');
    assert.deepEqual(errors, []);
    await fails(daymark('day.get', '--day', '2026-02-30'), 'invalid-input', /^day: /);
  });

  it('writes, and deletes only after a question that somebody can answer', async () => {
    const typed = ['--title', 'Stand-up', '--kind', 'meeting', '--minutes', '15'];
    await daymark('activity.log', ...typed);
    const feed = async () => {
      const text = await daymark('feed.more', '--before', '2100-01-01', '--limit', '9', '--json');
      return (JSON.parse(text) as { items: { id: string; title: string }[] }).items;
    };
    const { id } = (await feed()).find(({ title }) => title === 'Stand-up') ?? assert.fail('not in the feed');
    await fails(daymark('activity.delete', '--id', id), 'cancelled', /^This deletes data\. Add --yes/);
    assert.ok((await feed()).some(({ title }) => title === 'Stand-up'));
    await daymark('activity.delete', '--id', id, '--yes');
    assert.ok(!(await feed()).some(({ title }) => title === 'Stand-up'));
  });

  it('warns that names are locked', async () => {
    await work(new Uint8Array(32).fill(7));
    assert.match(await daymark('today.get'), /\u{1F512}/u);
    assert.deepEqual(errors, ['daymark: Names are locked here: only VS Code can open them. The numbers are right.']);
  });

  it('ends well when its reader stops reading, and fails when printing fails', async () => {
    const failing = (code: string) =>
      StandardOutput.of(
        () => runCommand(['help'], { env: {}, bundles: '' }),
        Object.assign(new Error('broken'), { code }),
      );
    await failing('EPIPE');
    await assert.rejects(failing('EIO'), /broken/);
  });
});
