import { fork, spawn } from 'node:child_process';
import { forkGroup } from '../../../../scripts/lib/mutants/group.ts';

// node groupChild.ts ROLE [MB]: a run, the head of its group, and processes that the head's tests might start. Each but the run tells its number to
// its parent and then never leaves its loop.
const [role = '', mb = ''] = process.argv.slice(2);
const script = import.meta.filename;
if (role === 'run') {
  const head = forkGroup(script, ['head'], { env: process.env, stdout: 'ignore', stderr: 'ignore' });
  head.on('message', (pids) => process.send?.([process.pid, head.pid, ...(pids as number[])]));
} else if (role === 'head') {
  const program = spawn('sleep', ['600'], { stdio: 'ignore' });
  const apart = fork(script, ['loop'], { detached: true, stdio: 'ignore' });
  apart.on('message', () => tell([program.pid, apart.pid]));
} else if (role === 'loop') tell([process.pid]);
else if (role === 'heap') takeMemory(() => Array.from({ length: 100_000 }, (_, i) => ({ i })));
else if (role === 'buffers') takeMemory(() => Buffer.alloc(4_000_000, 1));

function tell(pids: readonly unknown[]): void {
  process.send?.(pids, undefined, undefined, () => {
    for (;;);
  });
}

/** Takes no more than four times of what it may, so that a test that fails doesn't take the machine with it. */
function takeMemory(take: () => unknown): void {
  const taken: unknown[] = [];
  while (process.memoryUsage.rss() < 4 * Number(mb) * 1_048_576) taken.push(take());
  process.exit(0);
}
