import { compareText } from '../../core/base/compareText.ts';
import * as z from 'zod';
import { wholeInstant } from '../../core/records/timeFields.ts';
import { query } from '../../core/operations/operation.ts';
import { allRecords } from '../../core/records/readRecords.ts';
import { collection } from '../../core/records/collection.ts';
import { dayMs } from '../../core/time/days.ts';
import { unitTexts } from '../../core/views/unitTexts.ts';
import { fewestRuns, performanceBy, type IdentifiedRun } from '../runs/performance.ts';
import { runPerformance } from '../runs/performanceQuery.ts';
import { runsSince } from '../runs/runsQuery.ts';

const path = z.string().min(1).max(1000);
const version = z
  .string()
  .regex(/^[\da-f]{40}$/)
  .describe('The id that git gives to the file of the prompt (its blob).');

/** Places that a filled-in prompt goes to, where Daymark can't see what came of it. Runs keep their prompt and its version themselves. */
export const promptWays = ['chat', 'clipboard'] as const;

/**
 * A use of a prompt of the library. Everything but `start` is encrypted, and the text is not in it. Erasing a project erases its uses, by the
 * field `project`.
 */
export const promptUses = collection(
  'promptUses',
  z.object({
    start: wholeInstant,
    prompt: z.string().max(500),
    /** The folder in which it was used, and the prompt's file in it: absent for a starter prompt. */
    project: path.optional(),
    file: path.optional(),
    version,
    way: z.enum(promptWays),
  }),
);

const count = z.number();
const versionView = z.object({
  version,
  from: count.describe(`When it was first used. ${unitTexts.instant}`),
  to: count.describe(`When it was last used. ${unitTexts.instant}`),
  chat: count.describe('How often it was inserted into the chat. What came of that is not known.'),
  clipboard: count.describe('How often it was copied. What came of that is not known.'),
  runs: runPerformance.omit({ name: true }).optional().describe('Agent runs with it; absent without any.'),
});
export type PromptVersionView = z.output<typeof versionView>;

const promptView = z.object({
  name: z.string().describe('As it was called when it was last used.'),
  project: path.optional(),
  file: path.optional().describe("Relative to the project's folder; absent for a starter prompt."),
  versions: z.array(versionView).describe('By their first use, not ranked.'),
});
export type PromptUsageView = z.output<typeof promptView>;

/** A use, of either kind. */
interface Use {
  readonly at: number;
  readonly prompt: string;
  readonly project?: string | undefined;
  readonly file?: string | undefined;
  readonly version: string;
  readonly by: (typeof promptWays)[number] | IdentifiedRun;
}

export const promptUsage = query('agents.promptVersions', {
  title: 'Versions of prompts',
  description: `How often each version of a prompt in the library was used, and how the agent runs with it went: shares that succeeded, passed their checks, and were reworked, with sample sizes and 95 % intervals; time and cost. Versions are sorted by their first use, not ranked. Those with fewer than ${fewestRuns} runs are marked as too few to compare.`,
  access: 'read',
  transports: ['view', 'http', 'mcp', 'cli'],
  params: z.object({
    days: z.number().int().min(1).max(3660).default(365).describe('How many days, ending now.'),
    file: path.optional().describe("Only the prompts of this file, relative to the project's folder."),
  }),
  result: z.object({ fewest: count, prompts: z.array(promptView) }),
  run: (read, { days, file }) => {
    const from = read.now - days * dayMs;
    const noted = allRecords(read, promptUses, { by: 'start', from }).map(
      ({ values: { start, way, ...rest } }): Use => ({ ...rest, at: start, by: way }),
    );
    const uses = [...noted, ...usesOf(runsSince(read, from))].filter((use) => (file ?? use.file) === use.file);
    const groups = Map.groupBy(uses, keyOf);
    const prompts = Array.from(groups.values(), viewOf).toSorted((a, b) => compareText(a.name, b.name));
    return { fewest: fewestRuns, prompts };
  },
});

/** Runs of earlier versions don't have the version of their prompt. */
function usesOf(runs: readonly IdentifiedRun[]): Use[] {
  return runs.flatMap((by) => {
    const { prompt, promptVersion, promptFile, start, project } = by.run;
    if (prompt === undefined || promptVersion === undefined) return [];
    return [{ at: start, prompt, project, file: promptFile, version: promptVersion, by }];
  });
}

/** A prompt is its file, since its name may change; a starter prompt is the same everywhere. */
function keyOf({ prompt, project, file }: Use): string {
  return JSON.stringify(file === undefined ? [prompt] : [project, file]);
}

function viewOf(uses: readonly Use[]): PromptUsageView {
  const inOrder = uses.toSorted((a, b) => a.at - b.at);
  const last = inOrder.at(-1);
  const { project, file } = last ?? {};
  return {
    name: last?.prompt ?? '',
    ...(file !== undefined && { file, ...(project !== undefined && { project }) }),
    versions: Array.from(Map.groupBy(inOrder, ({ version: own }) => own).values(), versionOf),
  };
}

/** @param uses of one version, the earliest first */
function versionOf(uses: readonly Use[]): PromptVersionView {
  const of = (way: Use['by']): number => uses.filter(({ by }) => by === way).length;
  const runs = uses.flatMap(({ by }) => (typeof by === 'string' ? [] : [by]));
  const [first, last] = [uses[0], uses.at(-1)];
  const [row] = performanceBy(runs, ({ promptVersion }) => promptVersion);
  const { name: _, ...performance } = row ?? { name: '' };
  return {
    version: first?.version ?? '',
    from: first?.at ?? 0,
    to: last?.at ?? 0,
    chat: of('chat'),
    clipboard: of('clipboard'),
    ...('runs' in performance && { runs: performance }),
  };
}
