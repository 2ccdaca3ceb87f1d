import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGroup, forkGroup } from '../../../../scripts/lib/mutants/group.ts';

const script = path.join(import.meta.dirname, 'groupChild.ts');
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a process with mutants', function () {
  this.timeout(60_000);
  let pids: number[] = [];
  const started = async (child: ChildProcess): Promise<number[]> => {
    const [message] = (await once(child, 'message')) as [number[]];
    return (pids = message);
  };
  const ended = async (): Promise<void> => {
    for (let tries = 0; tries < 400 && pids.some(isAlive); tries++) await sleep(25);
    assert.deepEqual(pids.filter(isAlive), []);
  };
  afterEach(() => {
    for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    pids = [];
  });

  it('ends with its run, however that ends, and so does all that its tests started', async () => {
    const run = fork(script, ['run'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const [, head, program, apart] = await started(run);
    assert.equal(new Set([run.pid, head, program, apart]).size, 4);
    await sleep(500);
    assert.ok(pids.every(isAlive), 'nothing ends by itself');
    run.kill('SIGKILL');
    await ended();
  });

  it('ends at its bound with all that its tests started, though its code never returns', async () => {
    const head = forkGroup(script, ['head'], { env: process.env, stdout: 'ignore', stderr: 'ignore' });
    await started(head);
    endGroup(head.pid);
    const [code, signal] = (await once(head, 'exit')) as [number | null, string | null];
    assert.deepEqual([code, signal], [null, 'SIGKILL']);
    await ended();
  });

  for (const kind of ['heap', 'buffers'])
    it(`ends when it takes more memory than it may, in ${kind}`, async () => {
      const mb = 200;
      const head = forkGroup(script, [kind, String(mb)], { env: process.env, stdout: 'ignore', stderr: 'ignore', mb });
      const [code] = (await once(head, 'exit')) as [number | null];
      assert.notEqual(code, 0, 'it took four times as much');
    });
});
