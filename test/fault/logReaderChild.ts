import { readLogs } from './logReader.ts';

/** A window that reads logs, and is killed at a step. */
const [folder = '', at = ''] = process.argv.slice(2);
let step = 0;
await readLogs(folder, () => {
  if (++step === Number(at)) process.kill(process.pid, 'SIGKILL');
});
