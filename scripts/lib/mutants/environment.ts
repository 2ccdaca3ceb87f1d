import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooseSeed, seedVariable } from '../../../test/harness/seed.ts';
import { projectFolder } from '../folders.mjs';
import type { DrawnMutant } from './switches.ts';

/** The folder of a run's notes. Two runs at once need one each. */
export const mutantsFolder = process.env['DAYMARK_MUTANTS_FOLDER'] ?? path.join(projectFolder, 'out', 'mutants');

/** A file with the mutants that were drawn, for processes that have them in their modules. */
export const drawnFile = path.join(mutantsFolder, 'drawn.json');

const chosenVariable = 'DAYMARK_MUTANT';

/** Returns the environment of a process whose modules have the mutants in them. @param chosen the one that holds; none if left out */
export function mutantEnvironment(chosen?: number): NodeJS.ProcessEnv {
  const hook = `--import=${pathToFileURL(path.join(import.meta.dirname, 'hook.ts')).href}`;
  // The same random inputs with each mutant, and without one.
  const seed = String(chooseSeed({ ...process.env, CI: 'true' }));
  return { ...process.env, NODE_OPTIONS: hook, [chosenVariable]: String(chosen ?? -1), [seedVariable]: seed };
}

/** Reads the mutants that were drawn, by their numbers. */
export function drawnMutants(): DrawnMutant[] {
  return JSON.parse(readFileSync(drawnFile, 'utf8')) as DrawnMutant[];
}

/** Returns the number of the mutant that holds in this process, -1 for none. */
export function chosenMutant(): number {
  return Number(process.env[chosenVariable] ?? -1);
}

interface MutantState {
  /** The number of the mutant that holds, -1 for none. */
  chosen: number;
  /** 1 for each mutant whose place was executed. */
  readonly reached: Uint8Array;
}

/** Chooses the mutant that holds from now on in this process and in those that it starts. @param id -1 for none */
export function chooseMutant(id: number): void {
  mutantState().chosen = id;
  process.env[chosenVariable] = String(id);
}

/** Returns the mutants whose places were executed since the last call. */
export function takeReached(): number[] {
  const { reached } = mutantState();
  const ids = [...reached.keys()].filter((id) => reached[id] === 1);
  reached.fill(0);
  return ids;
}

function mutantState(): MutantState {
  return (globalThis as unknown as { readonly mutantState: MutantState }).mutantState;
}
