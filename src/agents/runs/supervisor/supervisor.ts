import { RunningJob } from './runJob.ts';
import type { FromSupervisor, ToSupervisor } from './protocol.ts';

/**
 * A process between the extension host and an agent. It outlives an extension host that is killed by as long as it takes to end the agent
 * and all its children, and to write down how it ended.
 */
let running: RunningJob | undefined;
/** At most one message is under way, since a window that hangs reads none. */
let isTelling = false;
let isMore = false;

function tell(): void {
  isMore = isTelling;
  if (isTelling || !process.connected) return;
  isTelling = true;
  const message: FromSupervisor = { changed: true };
  process.send?.(message, () => {
    isTelling = false;
    if (isMore) tell();
  });
}

process.on('message', (message: ToSupervisor) => {
  if ('cancel' in message) return running?.stop('canceled');
  running = new RunningJob(message.job, tell);
  void running.run().finally(() => process.exit(0));
});
process.on('disconnect', () => {
  if (!running) process.exit(0);
  running.stop('ownerGone');
});
// The terminal, or the system at shutdown, asks it to end: the same as a window that closes.
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => running?.stop('ownerGone'));
