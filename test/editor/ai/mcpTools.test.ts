import assert from 'node:assert/strict';
import { startFakeAnthropic, type FakeAnthropic } from '../../fakes/anthropic/fakeAnthropic.ts';
import { needWindows, thisWindow } from '../../harness/editor/control.ts';
import { closeAll, notifications, run, until, wake, writeOutside } from '../lib/editor.ts';
import { setting, untilPayload } from './asking.ts';

const key = 'sk-ant-mcptools-0123456789abcdef';

/** A server with one tool, as small as one can be. */
const program = `
const send = (id, result) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', id, result }) + '\\n');
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  if (method === 'initialize') send(id, { protocolVersion: '2025-06-18', capabilities: {}, serverInfo: {} });
  if (method === 'tools/list') send(id, { tools: [{ name: 'list_directory' }] });
  if (method === 'tools/call') send(id, { content: [{ type: 'text', text: 'heliotrope.ts' }] });
});`;

describe('an analysis with tools of MCP servers', function () {
  this.timeout(120_000);
  let fake: FakeAnthropic;
  const messages = () => fake.seen.filter(({ path }) => path === '/v1/messages');

  before(async function () {
    needWindows(this);
    await wake();
    await closeAll();
    fake = await startFakeAnthropic(key);
    await setting('ai.claude.baseUrl', fake.url);
    const script = writeOutside('mcpServer.cjs', program).fsPath;
    const call = {
      server: 'files',
      command: process.execPath,
      args: [script],
      tool: 'list_directory',
      arguments: { path: '/x' },
    };
    await setting('ai.mcpTools', [call]);
    await setting('ai.enabled', true);
    void run('daymark.setClaudeKey');
    await thisWindow.enter('Claude API key', key);
    await until('the key was kept', async () => (await notifications()).some((one) => /was saved/.test(one)));
    await run('notifications.clearAll');
  });
  after(async () => {
    if (!fake) return;
    for (const name of ['ai.claude.baseUrl', 'ai.enabled', 'ai.mcpTools']) await setting(name, undefined);
    await run('daymark.removeClaudeKey');
    await closeAll();
    await fake.close();
  });

  it('asks before it starts a server, and shows what it answered before it is sent', async () => {
    const analyzed = run('daymark.analyzeNow');
    await thisWindow.choose('Run and Ask', 'Ask these MCP servers for evidence?');
    const shown = await untilPayload();
    assert.match(shown, /external[^]*heliotrope\.ts/);
    assert.deepEqual(messages(), []);
    await thisWindow.choose('Send');
    await analyzed;
    assert.deepEqual(
      messages().map(({ body }) => body),
      [JSON.parse(shown)],
    );
  });
});
