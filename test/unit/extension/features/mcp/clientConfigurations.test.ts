import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { clientConfigurations, type Program } from '../../../../../src/extension/features/mcp/clientConfigurations.ts';

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

  it('lets nothing write and tells no name', () => {
    for (const { text } of clientConfigurations(awkward))
      assert.doesNotMatch(text, /allow-write|--names|DAYMARK_VAULT/);
  });
});
