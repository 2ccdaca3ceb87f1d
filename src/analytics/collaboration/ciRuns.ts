import type { TimeRange } from '../../core/time/days.ts';
import type { RunFact } from '../../core/facts/facts.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import { readTimed } from './events.ts';

const exitCodes = { passed: 0, failed: 1, stopped: undefined } as const;

/**
 * Returns the finished CI runs of a range as test runs, so that red to green is computed as for local ones, by workflow and branch. Stopped
 * runs are omitted.
 */
export function ciRuns(reader: ActivityReader, range: TimeRange): RunFact[] {
  return readTimed(reader, range, new Set(['run'])).flatMap(({ event, offset }): RunFact[] => {
    if (event.kind !== 'run' || event.endedAt === undefined) return [];
    const { id, repo, workflow, branch, startedAt: start, endedAt: end, conclusion } = event;
    const exitCode = conclusion && exitCodes[conclusion];
    const what = { type: 'run', source: 'task', group: 'test', name: [workflow, repo, branch].join(' · ') } as const;
    return [{ ...what, id, project: repo, branch, start, end, offset, ...(exitCode !== undefined && { exitCode }) }];
  });
}
