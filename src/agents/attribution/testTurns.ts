import type { RunFact } from '../../core/facts/facts.ts';
import type { Reading } from '../../core/operations/reading.ts';
import type { TimeRange } from '../../core/time/days.ts';
import type { AgentSession } from '../sessionRecords.ts';

/** Tests that end within this time (ms) after an agent stopped still concern its work. */
const soonMs = 10 * 60_000;

/**
 * Counts how often a project's tests changed their result while an agent worked in it, or within 10 minutes. Based on runs that VS Code
 * saw, which exclude an agent's own runs in its terminal.
 */
export function testsTurned(
  { reader }: Reading,
  range: TimeRange,
  sessions: readonly AgentSession[],
): { turnedGreen: number; turnedRed: number } {
  const worked = sessions.flatMap(({ project, work }) => work.map(([start, end]) => ({ project, start, end })));
  const turned = { turnedGreen: 0, turnedRed: 0 };
  if (worked.length === 0) return turned;
  const runs = reader.runs(range).filter(isJudged);
  for (const [project, own] of Map.groupBy(runs, (run) => run.project)) {
    const sorted = own.toSorted((a, b) => a.end - b.end);
    for (const [i, { start, end, exitCode }] of sorted.entries()) {
      const before = sorted[i - 1];
      if (!before || (before.exitCode === 0) === (exitCode === 0)) continue;
      const isOfAgent = worked.some(
        (one) => isWithin(one.project, project) && one.start < end && one.end + soonMs > start,
      );
      if (isOfAgent) turned[exitCode === 0 ? 'turnedGreen' : 'turnedRed']++;
    }
  }
  return turned;
}

function isJudged(run: RunFact): run is RunFact & { readonly end: number; readonly exitCode: number } {
  return run.group === 'test' && run.end !== undefined && run.exitCode !== undefined;
}

function isWithin(folder: string | undefined, project: string | undefined): boolean {
  if (folder === undefined || project === undefined) return false;
  return folder === project || folder.startsWith(`${project}/`) || folder.startsWith(`${project}\\`);
}
