import { enforcedLimits, readsTask } from '../../../../agents/runs/runCommands.ts';
import type {
  AgentRun,
  RunAgent,
  RunLimits,
  RunMaker,
  RunPermission,
  StartedRun,
} from '../../../../agents/runs/runRecords.ts';
import type { RunState } from '../../../../agents/runs/runStates.ts';
import { counted } from '../../../../core/base/counted.ts';
import { formatDuration } from '../../../../core/base/format.ts';
import type { Translate } from '../../../../core/base/translate.ts';
import { shellQuoted } from '../../../shellQuoted.ts';
import { minuteMs } from '../../../../core/time/days.ts';

/** Length of a task's text in a question, in UTF-16 units. */
const shownTask = 1_500;

export function agentName(agent: RunMaker, t: Translate): string {
  if (agent === 'daymark') return 'Daymark';
  if (agent === 'custom') return t('Your command');
  return { claude: 'Claude Code', codex: 'Codex', gemini: 'Gemini CLI', copilot: 'GitHub Copilot CLI' }[agent];
}

export function stateName(state: RunState, t: Translate): string {
  return {
    pending: t('pending'),
    running: t('running'),
    needsInput: t('needs input'),
    succeeded: t('succeeded'),
    failed: t('failed'),
    killed: t('killed'),
    interrupted: t('interrupted'),
    canceled: t('canceled'),
  }[state];
}

export const stateIcons: Readonly<Record<RunState, string>> = {
  pending: '$(clock)',
  running: '$(sync~spin)',
  needsInput: '$(question)',
  succeeded: '$(pass)',
  failed: '$(error)',
  killed: '$(stop-circle)',
  interrupted: '$(debug-disconnect)',
  canceled: '$(circle-slash)',
};

/** A command line as it is typed. */
export function commandText(command: readonly string[]): string {
  return command.map((part) => shellQuoted(part, process.platform)).join(' ');
}

export function permissionText(agent: RunAgent, permission: RunPermission, t: Translate): string {
  if (permission === 'all') return t("Anything that you may do: Daymark can't limit this command.");
  const own = t('for what your own settings of {0} allow', agentName(agent, t));
  return permission === 'read'
    ? t("Reads files and doesn't edit them. Anything else that needs a permission is refused, except {0}.", own)
    : t('Reads and edits files. Anything else that needs a permission is refused, except {0}.', own);
}

export function limitsText(agent: RunAgent, { minutes, usd, turns }: RunLimits, t: Translate): string {
  const enforced = new Set(enforcedLimits(agent));
  const some = [
    formatDuration(minutes * minuteMs, t),
    ...(enforced.has('usd') && usd !== undefined ? [`$${usd}`] : []),
    ...(enforced.has('turns') && turns !== undefined ? [turnsText(turns, t)] : []),
  ].join(' · ');
  if (enforced.has('usd')) return some;
  return t("{0}. Cost and turns can't be limited, since it doesn't report them while it works.", some);
}

function turnsText(turns: number, t: Translate): string {
  return counted(t, ['{0} turn', '{0} turns'], [turns]);
}

/** The whole of what is about to run, for a question before it. */
export function confirmationText(run: StartedRun, t: Translate): string {
  const { agent, command, task, worktree, project, branch, base, permission, limits, verify } = run;
  const start =
    run.attempts === 0 ? t('new worktree of {0}, branch {1}, from {2}', project, branch, base.slice(0, 8)) : branch;
  const shown = task.length > shownTask ? `${task.slice(0, shownTask)}…` : task;
  const taskLines = readsTask(agent)
    ? [t('Task, on its standard input ({0} characters):', task.length), shown]
    : [t('Other users of this machine can see the task in the list of processes.')];
  const after = verify.length === 0 ? [] : [t('If it succeeds, in the same folder:'), ...verify];
  return [
    t('Command: {0}', commandText(command)),
    t('Folder: {0} ({1})', worktree, start),
    t('Permissions: {0}', permissionText(agent, permission, t)),
    t('Limits: {0}', limitsText(agent, limits, t)),
    t('A worktree is not a sandbox: programs that the agent starts can reach the network and your other files.'),
    taskLines.join('\n'),
    ...(after.length > 0 ? [after.join('\n')] : []),
  ].join('\n\n');
}

/** A line about a run: its time, cost, and checks. */
export function runDetail(run: AgentRun, t: Translate): string {
  const { outcome, verification, branch, discardedAt, mergedAt, notice } = run;
  const cost = outcome?.costUsd;
  return [
    branch,
    ...(outcome ? [formatDuration(outcome.workMs, t)] : []),
    // Only some agents report them.
    ...(outcome && outcome.turns > 0 ? [turnsText(outcome.turns, t)] : []),
    ...(cost === undefined ? [] : [`$${cost.toFixed(2)}`]),
    ...(verification ? [verificationText(verification.state, t)] : []),
    ...(mergedAt === undefined ? [] : [t('merged')]),
    ...(discardedAt === undefined ? [] : [t('discarded')]),
    ...(notice === undefined ? [] : [notice]),
  ].join(' · ');
}

/** Describes the end of a run, with its verification. */
export function endText({ status, verification }: AgentRun, t: Translate): string {
  return [stateName(status, t), ...(verification ? [verificationText(verification.state, t)] : [])].join(', ');
}

function verificationText(state: NonNullable<AgentRun['verification']>['state'], t: Translate): string {
  return {
    running: t('verification is running'),
    passed: t('verification passed'),
    failed: t('verification failed'),
    stopped: t('verification did not finish'),
  }[state];
}
