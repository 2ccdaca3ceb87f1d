import path from 'node:path';
import { parseArgs } from 'node:util';
import type { NameMode } from '../ai/aliases.ts';
import { AppError } from '../core/base/appError.ts';
import { codeVersion } from './codeVersion.ts';
import { findDataFolder } from './findDataFolder.ts';
import { takeSecret } from './handedSecret.ts';
import type { HeadlessOptions } from './openHeadless.ts';

/** The start options of a program without VS Code. */
export interface StartOptions {
  readonly headless: HeadlessOptions;
  /** Form in which names are shown. */
  readonly names: NameMode;
  /** Arguments that are not options of ours, in their order. */
  readonly rest: readonly string[];
}

const nameModes: Readonly<Record<string, NameMode>> = { full: 'real', aliased: 'aliased', none: 'none' };

/** A program's environment, and the folder of its bundle, which contains `sql-wasm.wasm`. */
export interface ProgramEnvironment {
  readonly env: Record<string, string | undefined>;
  readonly bundles: string;
}

/**
 * Reads the command line and the environment: `--data`, `--names`, `--allow-write`, `DAYMARK_DATA`, `DAYMARK_VAULT`.
 * @throws AppError `invalid-input` for an unknown option or value; `not-found` when no folder is named and none is found
 */
export function startOptions(argv: readonly string[], surroundings: ProgramEnvironment): StartOptions {
  const { values, positionals } = parsed(argv);
  const level = values.names ?? 'aliased';
  const names = Object.hasOwn(nameModes, level) ? nameModes[level] : undefined;
  if (!names) throw new AppError('invalid-input', `--names is "full", "aliased", or "none", not "${level}".`);
  const headless = headlessOptions(values.data, surroundings);
  return { headless: { ...headless, mayWrite: values['allow-write'] ?? false }, names, rest: positionals };
}

/**
 * Finds the data folder and what opens it. Only reading is allowed.
 * @param data the value of `--data`
 * @throws AppError `invalid-input` or `not-found`
 */
export function headlessOptions(data: string | undefined, { env, bundles }: ProgramEnvironment): HeadlessOptions {
  const secret = takeSecret(env);
  const folder = data ?? env['DAYMARK_DATA'];
  if (folder === '') throw new AppError('invalid-input', '--data must name a folder.');
  return {
    folder: folder === undefined ? findDataFolder() : path.resolve(folder),
    wasmPath: path.join(bundles, 'sql-wasm.wasm'),
    codeVersion: codeVersion(bundles),
    ...secret,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { data: { type: 'string' }, names: { type: 'string' }, 'allow-write': { type: 'boolean' } },
    });
  } catch (error) {
    throw new AppError('invalid-input', error instanceof Error ? error.message : String(error));
  }
}
