import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../folders.mjs';
import { mutantEnvironment } from './environment.ts';

/** A single test file may take this long beyond the bound. */
const patienceMs = 60_000;
const passes = new Map<string, boolean>();

/**
 * Tries a mutant in a process of its own.
 * @param files those test files, in this order
 * @param boundMs no further file begins after it
 */
export function tryAlone(id: number, files: readonly string[], boundMs: number): 'killed' | 'survived' | 'unreached' {
  const end = performance.now() + boundMs;
  for (let left = files; left.length > 0 && performance.now() < end;) {
    const { isRed, last, isReached } = run(left, end - performance.now(), id);
    if (!isRed) return isReached ? 'survived' : 'unreached';
    if (last === undefined || passesWithout(last)) return 'killed';
    left = left.slice(left.indexOf(last) + 1);
  }
  return 'unreached';
}

/** Says whether a test file passes without a mutant: one that doesn't can't kill any. */
function passesWithout(file: string): boolean {
  const known = passes.get(file) ?? !run([file], patienceMs).isRed;
  passes.set(file, known);
  return known;
}

function run(files: readonly string[], boundMs: number, id?: number) {
  const child = spawnSync(
    process.execPath,
    [path.join(import.meta.dirname, 'tryAlone.ts'), String(Math.ceil(boundMs)), ...files],
    {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      timeout: Math.ceil(boundMs) + patienceMs,
      killSignal: 'SIGKILL',
      env: mutantEnvironment(id),
    },
  );
  const last = [...child.stdout.matchAll(/^file (.+)$/gm)].at(-1)?.[1];
  return { isRed: child.status !== 0, last, isReached: /^reached$/m.test(child.stdout) };
}
