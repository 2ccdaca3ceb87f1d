import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';
import { nameModes } from '../../src/ai/aliases.ts';
import type { Digest } from '../../src/core/insights/digest.ts';
import type { PlanInputs } from '../../src/core/insights/planInputs.ts';

/** The input of a model: the facts of some days, and open work. */
export interface World {
  readonly digest: Digest;
  readonly inputs: PlanInputs;
}

/** The position of a text in an answer. */
export const fields = [
  'description',
  'frequency',
  'observation',
  'recommendation',
  'tool',
  'reason',
  'task',
  'learning',
  'question',
] as const;

const claims = z.object({
  author: z.string(),
  names: z.enum(nameModes).default('aliased'),
  /** The name of a file in `worlds`, or the world itself. */
  world: z.union([z.string(), z.record(z.string(), z.unknown())]),
  /** Each becomes a separate answer: `[lie or true, field, ids of the evidence, text]`. */
  claims: z.array(z.tuple([z.enum(['lie', 'true']), z.enum(fields), z.array(z.string()), z.string()])),
});

const call = z.object({
  author: z.string(),
  calls: z.array(
    z.object({
      name: z.string(),
      /** The service's behavior; see `FakeTurn` in test/fakes/anthropic. The last one is repeated. */
      turns: z.array(z.record(z.string(), z.unknown())),
      /** Time at which the caller cancels, in ms. */
      cancelAfterMs: z.number().optional(),
      /** Outcomes that are right. */
      outcomes: z.array(z.string()),
      /** Bounds of the cost, in US dollars; absent ones are not checked. */
      usdAtLeast: z.number().optional(),
      usdAtMost: z.number().optional(),
    }),
  ),
});

export type ClaimCases = Omit<z.infer<typeof claims>, 'world'> & { readonly file: string; readonly world: World };
export type CallCases = z.infer<typeof call> & { readonly file: string };

/** Reads all cases below a folder. @throws Error that names an invalid file */
export function readCases(folder: string): { readonly claims: ClaimCases[]; readonly calls: CallCases[] } {
  const files = jsonFilesIn(folder);
  const made = { claims: [] as ClaimCases[], calls: [] as CallCases[] };
  for (const file of files) {
    const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    const asCalls = call.safeParse(content);
    if (asCalls.success) made.calls.push({ ...asCalls.data, file });
    else {
      const asClaims = claims.safeParse(content);
      if (!asClaims.success) throw new Error(`${file}: ${z.prettifyError(asClaims.error)}`);
      made.claims.push({ ...asClaims.data, file, world: worldOf(asClaims.data.world, file) });
    }
  }
  return made;
}

function jsonFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      if (statSync(file).isDirectory()) return name === 'worlds' ? [] : jsonFilesIn(file);
      return name.endsWith('.json') ? [file] : [];
    });
}

/** A world by name is in `worlds` beside the file, or in a parent folder. */
function worldOf(world: string | object, file: string): World {
  if (typeof world !== 'string') return world as World;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'worlds', `${world}.json`);
    const text = statSync(candidate, { throwIfNoEntry: false }) ? readFileSync(candidate, 'utf8') : undefined;
    if (text !== undefined) return JSON.parse(text) as World;
    if (folder === path.dirname(folder))
      throw new Error(`${file}: there is no worlds/${world}.json beside it or above`);
  }
}
