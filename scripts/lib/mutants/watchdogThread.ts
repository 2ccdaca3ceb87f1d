import { workerData } from 'node:worker_threads';
import { endGroup } from './group.ts';

const { isHead, endsWith, mb } = workerData as { isHead: boolean; endsWith: number; mb: number };
const lookEveryMs = 250;

setInterval(() => {
  if (isAlive(endsWith) && process.memoryUsage.rss() < mb * 1_048_576) return;
  if (isHead) endGroup(process.pid);
  else process.kill(process.pid, 'SIGKILL');
}, lookEveryMs);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
