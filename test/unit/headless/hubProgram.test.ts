import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../src/core/base/appError.ts';
import { runHubProgram } from '../../../src/headless/hubProgram.ts';
import { runningHub } from '../../../src/hub/discovery.ts';
import { Tokens } from '../../../src/hub/tokens.ts';
import { StandardOutput } from '../../fakes/standardOutput.ts';
import { wasmPath } from '../storage/storageFolder.ts';

describe('the command line of the hub', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'daymark-hub-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const surroundings = (env: Record<string, string | undefined>) => ({
    env,
    bundles: path.dirname(wasmPath),
    openMcp: async () => assert.fail('no client asks'),
  });
  const run = (argv: readonly string[], env: Record<string, string | undefined> = { DAYMARK_DATA: folder }) =>
    runHubProgram(argv, surroundings(env));
  const hub = (...argv: readonly string[]): Promise<string> => StandardOutput.of(() => run(argv));
  const fails = (argv: readonly string[], code: string, message: RegExp) =>
    assert.rejects(hub(...argv), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, code);
      assert.match(error.message, message);
      return true;
    });
  const usage = /^Usage: daymark hub \[--data FOLDER\]/;

  it('helps, and refuses what it does not know with the same words', async () => {
    assert.match(await hub('--help'), usage);
    assert.match(await hub('-h', 'token'), usage);
    for (const argv of [['start'], ['token'], ['token', 'rename'], ['pairs'], ['', 'list']])
      await fails(argv, 'invalid-input', usage);
    await fails(['--colour'], 'invalid-input', /^Unknown option '--colour'.*\n\nUsage: daymark hub/s);
  });

  it('makes, lists, and revokes tokens', async () => {
    const text = await hub('token', 'create', 'vim');
    const [token] = new Tokens(folder).list();
    assert.deepEqual([token?.name, token?.scopes], ['vim', ['write', 'read']]);
    const [secret = '', , sentence] = text.split('\n');
    assert.equal(new Tokens(folder).verify(secret)?.id, token?.id);
    assert.equal(sentence, `This is token ${token?.id} (write, read). It can't be shown again.`);
    await hub('token', 'create', 'agents', '--scopes', 'read, names');
    const all = new Tokens(folder).list();
    assert.equal(
      await hub('token', 'list'),
      all.map(({ id, name, scopes }) => `${id}  ${scopes.join(',')}  ${name}\n`).join(''),
    );
    assert.deepEqual(all.map(({ scopes }) => scopes.join(',')).toSorted(), ['read,names', 'write,read']);
    assert.equal(await hub('token', 'revoke', token?.id ?? ''), 'Revoked.\n');
    assert.deepEqual(
      new Tokens(folder).list().map(({ name }) => name),
      ['agents'],
    );
    await fails(['token', 'revoke', 'none'], 'not-found', /none/);
    await fails(['token', 'create'], 'invalid-input', /name/);
    await fails(
      ['token', 'create', 'x', '--scopes', 'read,all'],
      'invalid-input',
      /^"all" is no scope\. There are write, read, names, browser\.$/,
    );
  });

  it('takes the folder from its option before that of the environment', async () => {
    await StandardOutput.of(() => run(['token', 'create', 'vim', '--data', folder], { DAYMARK_DATA: '/nowhere' }));
    assert.equal(new Tokens(folder).list().length, 1);
  });

  it('refuses what is not a valid port, before it touches the folder', async () => {
    for (const port of ['x', '-1', '65536', '1.5', '1e9'])
      await fails([`--port=${port}`], 'invalid-input', new RegExp(`^${port} is not a valid port\\.$`));
    assert.equal(runningHub(folder), undefined);
  });

  it('says that no hub runs, and gives a code without its port', async () => {
    assert.equal(await hub('status'), 'No hub is running.\n');
    assert.equal(await hub('status', '--json'), 'null\n');
    assert.match(
      await hub('pair'),
      /^\w{4}-\w{4}\n\nEnter this code .* within five minutes\. It can be used once\.\n$/,
    );
  });

  it('answers until it is stopped, alone on its folder', async () => {
    const output = new StandardOutput();
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const before = signals.map((signal) => process.listeners(signal));
    const ended = run(['--port', '0']);
    try {
      while (output.text === '') await new Promise((resolve) => setTimeout(resolve, 2));
    } finally {
      output.restore();
    }
    const { url, port } = runningHub(folder) ?? assert.fail('it is not announced');
    assert.equal(output.text, `The Daymark hub answers on ${url}. Press Ctrl+C to stop it.\n`);
    const health = () => fetch(`${url}/api/daymark/v1/health`);
    assert.equal((await health()).status < 500, true);
    assert.equal(await hub('status', '--json'), `${JSON.stringify(runningHub(folder), undefined, 2)}\n`);
    assert.match(
      await hub('status'),
      new RegExp(`^The Daymark hub answers on ${url} .*\\nNo client has sent anything`),
    );
    assert.match(await hub('pair'), new RegExp(`^\\w{4}-\\w{4}@${port}\\n`));
    await fails([], 'not-allowed', new RegExp(`already runs on ${url} \\(process ${process.pid}\\)\\. Stop it first`));
    for (const [i, signal] of signals.entries())
      assert.equal(process.listenerCount(signal), (before[i]?.length ?? 0) + 1, signal);
    process.emit('SIGHUP');
    await ended;
    await assert.rejects(health());
    assert.equal(runningHub(folder), undefined);
    for (const [i, signal] of signals.entries())
      for (const one of process.listeners(signal)) if (!before[i]?.includes(one)) process.off(signal, one);
  });
});
