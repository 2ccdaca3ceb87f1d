import { text } from 'node:stream/consumers';
import path from 'node:path';
import { mutantEnvironment } from './environment.ts';
import { endGroup, forkGroup } from './group.ts';

/** A single test file may take this long beyond the bound. */
const patienceMs = 60_000;
const passes = new Map<string, boolean>();

/**
 * Tries a mutant in a process of its own.
 * @param files those test files, in this order
 * @param boundMs no further file begins after it
 */
export async function tryAlone(
  id: number,
  files: readonly string[],
  boundMs: number,
): Promise<'killed' | 'survived' | 'unreached'> {
  const end = performance.now() + boundMs;
  for (let left = files; left.length > 0 && performance.now() < end;) {
    const { isRed, last, isReached } = await run(left, end - performance.now(), id);
    if (!isRed) return isReached ? 'survived' : 'unreached';
    if (last === undefined || (await passesWithout(last))) return 'killed';
    left = left.slice(left.indexOf(last) + 1);
  }
  return 'unreached';
}

/** Says whether a test file passes without a mutant: one that doesn't can't kill any. */
async function passesWithout(file: string): Promise<boolean> {
  const known = passes.get(file) ?? !(await run([file], patienceMs)).isRed;
  passes.set(file, known);
  return known;
}

async function run(files: readonly string[], boundMs: number, id?: number) {
  const ms = Math.ceil(boundMs);
  const child = forkGroup(path.join(import.meta.dirname, 'tryAlone.ts'), [String(ms), ...files], {
    stdout: 'pipe',
    stderr: 'ignore',
    env: mutantEnvironment(id),
  });
  const limit = setTimeout(() => endGroup(child.pid), ms + patienceMs);
  const printed = child.stdout ? text(child.stdout) : Promise.resolve('');
  const status = await new Promise((resolve) => child.on('exit', resolve));
  clearTimeout(limit);
  // What its tests left running would keep the output open, and the processor busy.
  endGroup(child.pid);
  const output = await printed;
  const last = [...output.matchAll(/^file (.+)$/gm)].at(-1)?.[1];
  return { isRed: status !== 0, last, isReached: /^reached$/m.test(output) };
}
