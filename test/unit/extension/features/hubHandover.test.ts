import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runningHub } from '../../../../src/hub/discovery.ts';

describe('the hub, when the window that runs it is killed', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-hub-'));
  const children: ChildProcess[] = [];

  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a "window". Resolves when it looks for the lock; `port` does when its hub answers. */
  async function openWindow(port: number): Promise<{ readonly process: ChildProcess; readonly port: Promise<number> }> {
    const file = path.join(import.meta.dirname, 'keeperChild.ts');
    const child = spawn(process.execPath, [file, folder, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, 'looking');
    return { process: child, port: lines.next().then(({ value }) => Number(value)) };
  }

  it('answers in another window within 5 s, on the same port', async () => {
    const first = await openWindow(0);
    const port = await first.port;
    assert.equal(runningHub(folder)?.pid, first.process.pid);
    const second = await openWindow(port);
    first.process.kill('SIGKILL');
    const killed = performance.now();
    assert.equal(await second.port, port);
    assert.ok(performance.now() - killed < 5000, `it took ${performance.now() - killed} ms`);
    assert.equal(runningHub(folder)?.pid, second.process.pid);
    const { status } = await fetch(`http://127.0.0.1:${port}/health/live`);
    assert.equal(status, 200);
  });
});
