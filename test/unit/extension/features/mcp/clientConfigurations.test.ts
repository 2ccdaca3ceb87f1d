import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  clientConfigurations,
  hubConfigurations,
  type Program,
} from '../../../../../src/extension/features/mcp/clientConfigurations.ts';

const awkward: Program = {
  file: "/home/ada's box/.vscode/extensions/daymark 1/dist/daymark.cjs",
  folder: '/home/ada/$HOME "x"/globalStorage/daymark.daymark',
  platform: 'linux',
};
const textFor = (program: Program, client: string): string =>
  clientConfigurations(program).find((one) => one.client === client)?.text ?? assert.fail(client);

describe('the MCP configuration of a client', () => {
  it('starts the program with the folder, whatever is in their names: in a shell', function () {
    if (process.platform === 'win32') return this.skip();
    const line = textFor(awkward, 'Claude Code').replace(/^claude/, `printf '%s\\n'`);
    const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    const [, command, ...args] = stdout.trimEnd().split('\n').slice(stdout.split('\n').indexOf('--'));
    assert.deepEqual([command, ...args], ['node', awkward.file, 'mcp', '--data', awkward.folder]);
    return undefined;
  });

  it('starts it from JSON', () => {
    for (const client of ['Cursor', 'JSON']) {
      const { mcpServers } = JSON.parse(textFor(awkward, client)) as { mcpServers: { daymark: unknown } };
      assert.deepEqual(mcpServers.daymark, { command: 'node', args: [awkward.file, 'mcp', '--data', awkward.folder] });
    }
    const { servers } = JSON.parse(textFor(awkward, 'VS Code')) as { servers: { daymark: { type: string } } };
    assert.equal(servers.daymark.type, 'stdio');
  });

  it('starts it from TOML', () => {
    const text = textFor(awkward, 'Codex');
    assert.match(text, /^\[mcp_servers\.daymark\]\ncommand = "node"\nargs = \[.*\]\n$/);
    const list = JSON.parse(text.split('args = ')[1] ?? '') as string[];
    assert.deepEqual(list, [awkward.file, 'mcp', '--data', awkward.folder]);
  });

  it('quotes for Windows', () => {
    const program: Program = { file: 'C:\\Users\\Ada B\\daymark.cjs', folder: 'C:\\Data', platform: 'win32' };
    assert.match(textFor(program, 'Claude Code'), /-- node "C:\\Users\\Ada B\\daymark\.cjs" mcp --data "C:\\Data"$/);
  });

  it('reaches the server through the hub without a token in any file', function () {
    const url = 'http://127.0.0.1:38417/mcp';
    const of = (client: string): string =>
      hubConfigurations(url, 'linux').find((one) => one.client === client)?.text ?? assert.fail(client);
    const variable = 'Bearer $' + '{DAYMARK_TOKEN}';
    if (process.platform !== 'win32') {
      const line = of('Claude Code').replace(/^claude/, `printf '%s\\n'`);
      const { stdout } = spawnSync('sh', ['-c', line], { encoding: 'utf8', env: { DAYMARK_TOKEN: 'secret' } });
      assert.deepEqual(stdout.trimEnd().split('\n').slice(-4), [
        'daymark',
        url,
        '--header',
        `Authorization: ${variable}`,
      ]);
    }
    assert.equal(of('Codex'), `[mcp_servers.daymark]\nurl = "${url}"\nbearer_token_env_var = "DAYMARK_TOKEN"\n`);
    const { inputs, servers } = JSON.parse(of('VS Code')) as {
      inputs: { id: string; password: boolean }[];
      servers: { daymark: { type: string; url: string; headers: { Authorization: string } } };
    };
    assert.equal(inputs[0]?.password, true);
    assert.deepEqual(servers.daymark, {
      type: 'http',
      url,
      headers: { Authorization: `Bearer $${'{'}input:${inputs[0]?.id}}` },
    });
    assert.match(of('Cursor'), /"Authorization": "Bearer \$\{env:DAYMARK_TOKEN\}"/);
  });

  it('lets nothing write and tells no name', () => {
    for (const { text } of clientConfigurations(awkward))
      assert.doesNotMatch(text, /allow-write|--names|DAYMARK_VAULT/);
  });
});
