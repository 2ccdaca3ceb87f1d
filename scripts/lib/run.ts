import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './folders.mjs';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is killed. */
  readonly timeout?: number;
}

export interface RunResult {
  readonly code: number;
  /** stdout and stderr, in the order in which they came. */
  readonly output: string;
}

/** Runs a program to its end and returns its output. */
export function runQuietly(file: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const child = spawn(file, args, { ...spawnOptions(options), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Runs a program to its end with our own stdout and stderr, and no stdin.
 * @param log a file to print to instead
 * @returns its exit code, 1 if a signal ended it
 */
export function runLoudly(file: string, args: readonly string[], log?: string): Promise<number> {
  const output = log === undefined ? 'inherit' : openLog(log);
  const child = spawn(file, args, { ...spawnOptions({}), stdio: ['ignore', output, output] });
  if (output !== 'inherit') closeSync(output);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Opens an empty file for the output of a program. */
export function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true });
  return openSync(file, 'w');
}

function spawnOptions({ cwd = projectFolder, env = process.env, timeout }: RunOptions) {
  return { cwd, env, windowsHide: true, ...(timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' as const }) };
}

/** The JavaScript file of a tool among the dependencies, to be run with this Node. */
export function tool(...parts: readonly string[]): string {
  return path.join(projectFolder, 'node_modules', ...parts);
}
