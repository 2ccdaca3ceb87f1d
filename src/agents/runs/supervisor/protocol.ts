import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PriceOverrides } from '../../../core/prices/modelPrices.ts';
import type { RunAgent } from '../runRecords.ts';
import type { EndReason } from '../runStates.ts';
import type { ProcessIdentity } from './processes.ts';

/** A program that a supervisor runs. */
export interface JobStep {
  readonly command: readonly string[];
  /** For its standard input. */
  readonly input?: string;
  /** Whose output it writes; absent for other programs. */
  readonly agent?: RunAgent;
}

/** Steps for a supervisor, one after the other. They are sent over a pipe, so that no name is on disk. */
export interface Job {
  /** The folder of the run in the data folder. */
  readonly folder: string;
  readonly token: string;
  readonly outputKey: string;
  readonly workingFolder: string;
  readonly steps: readonly JobStep[];
  /** For all steps together, milliseconds. */
  readonly timeMs: number;
  readonly usd?: number | undefined;
  readonly turns?: number | undefined;
  readonly prices: PriceOverrides;
}

/** A message to a supervisor. */
export type ToSupervisor = { readonly job: Job } | { readonly cancel: true };
/** A message of a supervisor: output or progress is new, so read the files. */
export interface FromSupervisor {
  readonly changed: true;
}

/** `RunProgress`, as far as it is kept. */
interface JobProgress {
  readonly turns: number;
  readonly costUsd?: number | undefined;
  readonly session?: string | undefined;
  readonly isError: boolean;
  readonly denials: number;
}

/** The process that runs now. */
export interface ProcessState {
  readonly token: string;
  readonly supervisor: ProcessIdentity;
  /** The leader of the process group. */
  readonly group?: ProcessIdentity | undefined;
  readonly progress: JobProgress;
}

/** End of a job. */
export interface JobEnd {
  readonly reason: EndReason;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Milliseconds. */
  readonly ms: number;
  /** The exit code is null if a signal ended it. */
  readonly steps: readonly { readonly exitCode: number | null; readonly ms: number }[];
  readonly progress: JobProgress;
  /** Reason why a program could not be started. */
  readonly error?: string | undefined;
  /** Processes that could not be ended. */
  readonly left: readonly number[];
  /** False where the system can't tell which processes were left. */
  readonly isChecked: boolean;
}

/** Names of the files of a job, in the folder of its run. */
export const jobFiles = { process: 'process.json', end: 'end.json', output: 'output' } as const;

export function writeProcess(folder: string, state: ProcessState): void {
  writeWhole(join(folder, jobFiles.process), state);
}

export function writeEnd(folder: string, end: JobEnd): void {
  writeWhole(join(folder, jobFiles.end), end);
}

/** Either the old file or the new one is there, whatever happens. */
function writeWhole(path: string, value: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
