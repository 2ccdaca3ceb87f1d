import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { jsonOf } from '../../../core/base/jsonOf.ts';
import { readSmallFile } from '../../smallFile.ts';
import { processIdentity } from '../runRecords.ts';
import { endReasons } from '../runStates.ts';
import { readOutput } from './outputFile.ts';
import { jobFiles, type JobEnd, type ProcessState } from './protocol.ts';

/** Bytes of the files about a job. */
const longestFile = 1_000_000;

const count = z.number().min(0);
const progress = z.object({
  turns: count,
  costUsd: count.optional(),
  session: z.string().optional(),
  isError: z.boolean(),
  denials: count,
});
const processState = z.object({
  token: z.string(),
  supervisor: processIdentity,
  group: processIdentity.optional(),
  progress,
});
const jobEnd = z.object({
  reason: z.enum(endReasons),
  at: z.number(),
  ms: count,
  steps: z.array(z.object({ exitCode: z.number().nullable(), ms: count })),
  progress,
  error: z.string().optional(),
  left: z.array(z.number()),
  isChecked: z.boolean(),
});

/** Returns what the supervisor of a run wrote about its processes; undefined if none has begun. */
export function readProcess(folder: string): ProcessState | undefined {
  return processState.safeParse(readJson(join(folder, jobFiles.process))).data;
}

/** Returns how a run ended; undefined while it runs, and where its supervisor died. */
export function readEnd(folder: string): JobEnd | undefined {
  return jobEnd.safeParse(readJson(join(folder, jobFiles.end))).data;
}

/** Returns the last 2 to 4 MB of what the programs of a run wrote. */
export function readRunOutput(folder: string, key: string): string {
  return readOutput(join(folder, jobFiles.output), key);
}

/** Makes room for the next job of a run. Its output stays. */
export function forgetJob(folder: string): void {
  for (const name of [jobFiles.process, jobFiles.end]) rmSync(join(folder, name), { force: true });
}

function readJson(path: string): unknown {
  return jsonOf(readSmallFile(path, longestFile)?.text ?? '');
}
