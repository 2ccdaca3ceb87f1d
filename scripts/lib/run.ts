import { spawn } from 'node:child_process';
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
 * @returns its exit code, 1 if a signal ended it
 */
export function runLoudly(file: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(file, args, { ...spawnOptions(options), stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function spawnOptions({ cwd = projectFolder, env = process.env, timeout }: RunOptions) {
  return { cwd, env, windowsHide: true, ...(timeout === undefined ? {} : { timeout, killSignal: 'SIGKILL' as const }) };
}

/** The JavaScript file of a tool among the dependencies, to be run with this Node. */
export function tool(...parts: readonly string[]): string {
  return path.join(projectFolder, 'node_modules', ...parts);
}
