import { monitorEventLoopDelay } from 'node:perf_hooks';

// A process that does nothing: sends the longest block of its loop when asked to stop. What it says is the machine's own, and no fault of the hub.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.once('message', () => {
  delay.disable();
  process.send?.(Math.round(delay.max / 1e5) / 10);
  process.disconnect();
});
