import type { AgentRun } from '../../../../agents/runs/runRecords.ts';
import { nextRunState } from '../../../../agents/runs/runStates.ts';
import type { JobEnd, ProcessState } from '../../../../agents/runs/supervisor/protocol.ts';
import type { Translate } from '../../../../core/base/translate.ts';

/** The end of a job whose supervisor wrote none: what was known last. */
export function goneEnd(at: number, state: ProcessState | undefined): JobEnd {
  const progress = state?.progress ?? { turns: 0, isError: false, denials: 0 };
  return { reason: 'lost', at, ms: 0, steps: [], progress, left: [], isChecked: false };
}

/** Returns what the end of an agent's process changes in its run. */
export function afterJob(run: AgentRun, end: JobEnd, t: Translate): Partial<AgentRun> {
  const { reason, progress, error } = end;
  const exitCode = end.steps.at(-1)?.exitCode ?? null;
  const { isError, denials } = progress;
  const status = nextRunState('running', { type: 'end', reason, exitCode, isError, denials });
  const before = run.outcome;
  const costs = [before?.costUsd, progress.costUsd].filter((cost) => cost !== undefined);
  const notice = error ?? leftText(end, t);
  return {
    status: status ?? 'interrupted',
    end: end.at,
    ...(progress.session !== undefined && { session: progress.session }),
    ...(notice !== undefined && { notice: notice.slice(0, 1000) }),
    outcome: {
      reason,
      ...(exitCode !== null && { exitCode }),
      isError,
      denials,
      // A continued run is the sum of its attempts.
      turns: (before?.turns ?? 0) + progress.turns,
      workMs: (before?.workMs ?? 0) + Math.round(end.ms),
      ...(costs.length > 0 && { costUsd: costs.reduce((sum, cost) => sum + cost, 0) }),
    },
  };
}

function leftText({ left, isChecked, reason }: JobEnd, t: Translate): string | undefined {
  if (left.length > 0) return t('Processes that could not be ended: {0}', left.join(', '));
  // The processes of its own group have been ended.
  if (!isChecked && reason === 'lost')
    return t("On this system, Daymark can't tell whether processes of the run are still running.");
  return undefined;
}

/** State after a verification. */
interface EndedVerification {
  readonly commands: readonly string[];
  readonly end: JobEnd | undefined;
  readonly tree: string | undefined;
  readonly at: number;
}

/** Returns the result of a verification. Without its end, or when it was stopped, it says nothing about the work. */
export function afterVerification({
  commands,
  end,
  tree,
  at,
}: EndedVerification): NonNullable<AgentRun['verification']> {
  const isWhole = end?.reason === 'exited' && end.steps.length === commands.length && commands.length > 0;
  const steps = commands.map((command, index) => {
    const { exitCode, ms } = end?.steps[index] ?? { exitCode: null, ms: 0 };
    if (exitCode === null) return { command, outcome: 'stopped' as const, ms };
    return { command, outcome: exitCode === 0 ? ('passed' as const) : ('failed' as const), exitCode, ms };
  });
  const hasPassed = steps.every(({ outcome }) => outcome === 'passed');
  return {
    state: isWhole ? (hasPassed ? 'passed' : 'failed') : 'stopped',
    at,
    steps,
    ...(tree !== undefined && { tree }),
  };
}
