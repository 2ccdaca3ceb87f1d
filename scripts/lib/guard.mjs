// Runs a Node program in a separate process group, and ends the whole group on SIGTERM or when its parent process is gone for any reason.
// Usage: guard.mjs PROGRAM.js [ARGUMENTS], with an IPC channel.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const windows = process.platform === 'win32';
const child = spawn(process.execPath, process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: !windows,
  windowsHide: true,
});
let stopping = false;

// Ctrl+C reaches the whole terminal; our parent decides what it means.
process.on('SIGINT', () => {});
process.on('SIGTERM', stop);
process.on('disconnect', stop);
child.once('error', () => process.exit(1));
child.once('exit', (code) => void finish(code ?? 1));

function stop() {
  if (stopping) return;
  stopping = true;
  if (windows) killTree();
  else child.kill('SIGTERM');
  // One that ignores this is ended all the same.
  setTimeout(() => signalGroup('SIGKILL'), 5000);
}

/** The program is gone; its children get a moment to end by themselves. @param {number} code */
async function finish(code) {
  const deadline = Date.now() + 4000;
  while (isGroupAlive() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
  if (isGroupAlive()) signalGroup('SIGKILL');
  process.exit(stopping ? 0 : code);
}

function isGroupAlive() {
  if (windows || !signalGroup(0)) return false;
  return process.platform !== 'linux' || readdirSync('/proc').some(isLivingMember);
}

/** In a container there may be nobody to reap orphans, which then stay in their group as zombies. @param {string} pid */
function isLivingMember(pid) {
  if (!/^\d+$/.test(pid)) return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(group) === child.pid && state !== 'Z';
  } catch {
    return false;
  }
}

/** @param {NodeJS.Signals | 0} signal */
function signalGroup(signal) {
  try {
    return process.kill(-Number(child.pid), signal);
  } catch {
    return false;
  }
}

function killTree() {
  execFileSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' });
}
