import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readlinkSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { killProcess, needWindows, openOtherWindow, type OtherWindow } from '../harness/editor/control.ts';
import { sleep, until } from './lib/editor.ts';

const config = () => vscode.workspace.getConfiguration('daymark');
/** No test that looks at the last days sees it. */
const began = Date.now() - 200 * 86_400_000;

/** A line of Aider's log. */
const line = (second: number): string =>
  `${JSON.stringify({
    event: 'message_send',
    properties: { main_model: 'gpt-5', prompt_tokens: 100, completion_tokens: 10 },
    time: Math.floor(began / 1000) + second,
  })}\n`;

/** The calls that are recorded, as any window knows them. */
async function callsRecorded(): Promise<number> {
  const { content } = await vscode.lm.invokeTool('daymark_agents_usage', {
    input: { days: 366 },
    toolInvocationToken: undefined,
  });
  const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  return Number(/"name":"aider","calls":(\d+)/.exec(text)?.[1] ?? 0);
}

/** The process that has a file open; undefined while none has. */
function readerOf(file: string): number | undefined {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const opened = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
      if (opened.includes(file)) return Number(pid);
    } catch {
      // It has ended, or belongs to somebody else.
    }
  }
  return undefined;
}

describe('an extension host that is killed while it reads logs', function () {
  this.timeout(300_000);
  let folder: string;
  let other: OtherWindow;

  before(async function () {
    if (process.platform !== 'linux') return this.skip();
    needWindows(this);
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-logs-'));
    const settings = { 'agents.folders': [folder], 'agents.tools': ['aider'], 'agents.record': true };
    for (const [name, value] of Object.entries(settings))
      await config().update(name, value, vscode.ConfigurationTarget.Global);
    other = await openOtherWindow();
  });
  after(async () => {
    for (const name of ['agents.folders', 'agents.tools', 'agents.record'])
      await config().update(name, undefined, vscode.ConfigurationTarget.Global);
    if (folder) rmSync(folder, { recursive: true });
  });

  it('nothing is lost, and nothing counts twice', async () => {
    const log = path.join(folder, 'log.jsonl');
    const read = async (): Promise<void> => {
      await other.run('Daymark: Show AI Tool Usage…');
      await other.choose('Last 7 days', 'Show AI Tool Usage');
    };
    writeFileSync(log, line(0));
    await read();
    await until('the first call is recorded', async () => (await callsRecorded()) === 1, 60_000);
    const lines = [0, 1, 2].map(line).join('');
    writeFileSync(log, lines);
    // A hole in the file takes seconds to read, and no room on the disk.
    truncateSync(log, 20_000_000_000);
    await read();
    const host = await until('the log is being read', () => readerOf(log), 60_000);
    assert.notEqual(host, process.pid);
    await killProcess(host);
    assert.equal(readerOf(log), undefined);
    assert.equal(await callsRecorded(), 1);
    writeFileSync(log, lines);
    await other.reload();
    await read();
    await until('the other calls are recorded', async () => (await callsRecorded()) === 3, 60_000);
    await read();
    await sleep(2000);
    assert.equal(await callsRecorded(), 3);
  });
});
