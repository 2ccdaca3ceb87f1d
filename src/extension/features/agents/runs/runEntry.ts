export { runAgent } from './runAgent.ts';
export { showRuns } from './showRuns.ts';
export { reconcileRuns } from './windowRuns.ts';
