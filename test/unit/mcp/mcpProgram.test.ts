import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { buildProgram, type BuiltProgram } from '../cli/builtProgram.ts';

describe('the MCP server as a program', function () {
  this.timeout(30_000);
  let built: BuiltProgram;
  let folder: string;
  let data: string;
  let program: string;

  before(async () => {
    built = await buildProgram();
    ({ folder, data, program } = built);
  });
  after(() => built.remove());

  const run = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    spawnSync(process.execPath, [program, 'mcp', ...args], {
      input: '',
      encoding: 'utf8',
      timeout: 20_000,
      env: { PATH: process.env['PATH'], HOME: path.join(folder, 'home'), APPDATA: folder, ...env },
    });

  for (const mode of ['legacy', 'auto'] as const)
    it(`answers a client that speaks ${mode === 'legacy' ? 'the protocol of 2025' : 'the newest protocol'}`, async () => {
      const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
      const args = [program, 'mcp', '--data', data];
      await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: 'pipe' }));
      try {
        const { tools } = await client.listTools();
        assert.ok(tools.some(({ name }) => name === 'today_get'));
        const { structuredContent } = await client.callTool({ name: 'today_get', arguments: {} });
        const { byProject } = structuredContent as { byProject: { name: string; minutes: number }[] };
        assert.deepEqual(byProject, [{ name: 'project-1', minutes: 1 }]);
      } finally {
        await client.close();
      }
    });

  it('answers through the hub, with its token', async () => {
    const made = spawnSync(process.execPath, [
      program,
      'hub',
      'token',
      'create',
      'test',
      '--scopes',
      'read',
      '--data',
      data,
    ]);
    const [token = ''] = String(made.stdout).split('\n');
    const hub = spawn(process.execPath, [program, 'hub', '--port', '0', '--data', data], { stdio: 'pipe' });
    let said = '';
    hub.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const client = new Client({ name: 'test', version: '1' });
    try {
      while (!said.includes('\n')) await once(hub.stdout, 'data');
      const [url = ''] = /http:\S+\d/.exec(said) ?? [];
      const headers = { authorization: `Bearer ${token}` };
      await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }));
      const { structuredContent } = await client.callTool({ name: 'today_get', arguments: {} });
      const { byProject } = structuredContent as { byProject: { name: string; minutes: number }[] };
      assert.deepEqual(byProject, [{ name: 'project-1', minutes: 1 }]);
    } finally {
      await client.close();
      const ended = once(hub, 'exit');
      hub.kill();
      await ended;
    }
  });

  it('writes nothing but protocol to standard output, whatever it is sent, and continues', async () => {
    // Options may precede the command.
    const child = spawn(process.execPath, [program, '--data', data, 'mcp'], { stdio: 'pipe' });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    const clientInfo = { name: 'raw', version: '1' };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    const initialize = { jsonrpc: '2.0', id: 1, method: 'initialize', params };
    const long = { name: 'activity_log', arguments: { title: 'x'.repeat(5_000_000), minutes: 1, kind: 'meeting' } };
    const messages = [
      initialize,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { jsonrpc: '2.0', id: 2, method: 'tools/call', params: long },
      { jsonrpc: '2.0', id: 3, method: 'no/such', params: {} },
    ];
    for (const message of messages) child.stdin.write(`${JSON.stringify(message)}\n`);
    child.stdin.write('this is no JSON\n{"jsonrpc":"2.0"}\n[]\n\n');
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 4, method: 'tools/list' })}\n`);
    while (!out.includes('"id":4')) await new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.end();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(code, 0, 'it ends with its input');
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id?: number });
    assert.ok(lines.every(({ jsonrpc }) => jsonrpc === '2.0'));
    for (const id of [1, 2, 3, 4]) assert.equal(lines.filter((one) => one.id === id).length, 1, `answer ${id}`);
  });

  it('ends with a clear message when what it is sent never ends', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'mcp', '--data', data], {
      input: 'x'.repeat(12_000_000),
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.equal(stdout, '');
    assert.match(stderr, /longer than 10 MB/);
    assert.equal(status, 0);
  });

  it('says on standard error what is wrong with how it was started', () => {
    const cases: [args: string[], env: NodeJS.ProcessEnv, message: RegExp][] = [
      [['--dta', data], {}, /--dta.*\(invalid-input\)/],
      [['--data'], {}, /--data.*\(invalid-input\)/],
      [['--names', 'all'], { DAYMARK_DATA: data }, /"full", "aliased", or "none", not "all"/],
      [[], { DAYMARK_DATA: data, DAYMARK_VAULT: 'x' }, /DAYMARK_VAULT/],
      [[], {}, /No Daymark data was found.*--data.*\(not-found\)/],
    ];
    for (const [args, env, message] of cases) {
      const { status, stdout, stderr } = run(args, env);
      assert.equal(status, 1, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1, stderr);
    }
  });
});
