import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { writeLauncher } from '../../../src/extension/features/terminal/launcher.ts';
import { buildProgram, type BuiltProgram } from './builtProgram.ts';

describe('the command line as a program', function () {
  this.timeout(30_000);
  let built: BuiltProgram;
  before(async () => (built = await buildProgram()));
  after(() => built.remove());

  const options = (env: NodeJS.ProcessEnv = {}) => ({
    input: '',
    encoding: 'utf8' as const,
    timeout: 20_000,
    env: { PATH: process.env['PATH'], HOME: built.folder, APPDATA: built.folder, ...env },
  });
  const daymark = (...args: string[]) =>
    spawnSync(process.execPath, [built.program, ...args], options({ DAYMARK_DATA: built.data }));

  it('tells today by the subject alone, for people and as JSON', () => {
    const shown = daymark('today');
    assert.equal(shown.stderr, '');
    assert.match(shown.stdout, /^byProject:\n {2}name +minutes\n {2}zq7shop +1$/m);
    const { byProject } = JSON.parse(daymark('today.get', '--json').stdout) as { byProject: object[] };
    assert.deepEqual(byProject, [{ name: 'zq7shop', minutes: 1 }]);
  });

  it('asks for the list of a subject whose single things need an id', () => {
    assert.equal(daymark('tasks.add', '--text', 'Fix login #auth !high 2h').status, 0);
    const { stdout, stderr } = daymark('tasks');
    assert.equal(stderr, '');
    assert.match(stdout, /title: Fix login$/m);
  });

  it('writes, and asks before it deletes', () => {
    const typed = ['--title', 'Stand-up', '--kind', 'meeting', '--minutes', '15'];
    assert.equal(daymark('activity.log', ...typed).status, 0);
    const feed = JSON.parse(daymark('feed.more', '--before', '2100-01-01', '--limit', '9', '--json').stdout) as {
      items: { id: string; title: string }[];
    };
    const { id } = feed.items.find(({ title }) => title === 'Stand-up') ?? assert.fail('not in the feed');
    const refused = daymark('activity.delete', '--id', id);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /Add --yes .* \(cancelled\)/);
    assert.equal(daymark('activity.delete', '--id', id, '--yes').status, 0);
    assert.doesNotMatch(daymark('feed.more', '--before', '2100-01-01', '--limit', '9').stdout, /Stand-up/);
  });

  it('helps, and says what is wrong', () => {
    assert.match(daymark().stdout, /^Usage: daymark/);
    assert.match(daymark('--version').stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(daymark('list', 'plan').stdout, /^plan\.answer/);
    assert.match(daymark('help', 'day.get').stdout, /--day {2}YYYY-MM-DD; required/);
    for (const args of [['tomorow'], ['day.get', '--day', '2026-02-30'], ['list', 'nothing']]) {
      const { status, stdout, stderr } = daymark(...args);
      assert.deepEqual([status, stdout], [1, ''], args.join(' '));
      assert.match(stderr, /^daymark: .+ \((invalid-input|unknown-operation)\)\n$/);
    }
  });

  it('is started by the script that terminals find, wherever it lies', function () {
    if (process.platform === 'win32') return this.skip();
    const folder = path.join(built.folder, "ada's $HOME bin");
    const { program, data } = built;
    writeLauncher(folder, { node: process.execPath, program, data, platform: process.platform });
    const PATH = [folder, process.env['PATH']].join(path.delimiter);
    const { stdout, stderr } = spawnSync('sh', ['-c', 'daymark list "pl""an"'], options({ PATH }));
    assert.equal(stderr, '');
    assert.match(stdout, /^plan\.answer/);
    return undefined;
  });
});
