import type { AgentRun, RunAgent, RunLimits, RunPermission } from './runRecords.ts';

/** Everything that decides on the command line of a run. */
export interface RunRequest {
  readonly agent: RunAgent;
  readonly model?: string | undefined;
  readonly permission: RunPermission;
  readonly limits: RunLimits;
  /** The session that is continued. */
  readonly session?: string | undefined;
  /** The user's own command and its arguments, for `custom`. */
  readonly custom?: readonly string[] | undefined;
  /** For Copilot, which takes its prompt from the command line. */
  readonly task: string;
}

/**
 * Returns the command line of a run: the program, then its arguments. Every agent but Copilot reads the task from its standard input, so
 * that other users of the machine don't see it in the list of processes.
 *
 * Flags are those of Claude Code 2.1.332, Codex 0.171.0, Gemini CLI 0.61.0, and Copilot CLI 1.0.102. A repository's own settings could allow
 * more than the user was shown, so Claude Code reads those of the user only.
 */
export function runCommand(request: RunRequest): string[] {
  const { agent, model, custom = [] } = request;
  const ofModel = (flag: string): string[] => (model === undefined ? [] : [flag, model]);
  switch (agent) {
    case 'claude':
      return [...claudeCommand(request), ...ofModel('--model')];
    case 'codex':
      return codexCommand(request, ofModel('--model'));
    case 'gemini':
      return [...geminiMode(request.permission), ...ofModel('--model')];
    case 'copilot':
      return [...copilotMode(request.permission), ...ofModel('--model'), '--prompt', request.task];
    case 'custom':
      return [...custom];
  }
}

function geminiMode(permission: RunPermission): string[] {
  return ['gemini', '--output-format', 'text', '--approval-mode', permission === 'read' ? 'plan' : 'auto_edit'];
}

function copilotMode(permission: RunPermission): string[] {
  const none = ['copilot', '--no-ask-user'];
  return permission === 'read' ? none : [...none, '--allow-tool=write'];
}

function claudeCommand({ permission, limits, session }: RunRequest): string[] {
  const output = ['claude', '--print', '--output-format', 'stream-json', '--verbose', '--setting-sources', 'user'];
  return [
    ...output,
    '--permission-mode',
    permission === 'read' ? 'plan' : 'acceptEdits',
    ...(limits.turns === undefined ? [] : ['--max-turns', String(limits.turns)]),
    ...(limits.usd === undefined ? [] : ['--max-budget-usd', String(limits.usd)]),
    ...(session === undefined ? [] : ['--resume', session]),
  ];
}

function codexCommand({ permission, session }: RunRequest, model: readonly string[]): string[] {
  const mode = ['codex', 'exec', '--json', '--sandbox', permission === 'read' ? 'read-only' : 'workspace-write'];
  return [...mode, ...model, ...(session === undefined ? [] : ['resume', session]), '-'];
}

/** Returns true if the agent gets its task on its standard input. */
export function readsTask(agent: RunAgent): boolean {
  return agent !== 'copilot';
}

/** Returns the permissions that an agent can be limited to. */
export function permissionsOf(agent: RunAgent): readonly RunPermission[] {
  return agent === 'custom' ? ['all'] : ['read', 'edit'];
}

/** Limits that apply to an agent: who reports nothing while it works can only be limited in time. */
export function enforcedLimits(agent: RunAgent): readonly (keyof RunLimits)[] {
  // Codex tells its use at the end of a turn only, and not the model.
  return agent === 'claude' ? ['minutes', 'usd', 'turns'] : ['minutes'];
}

/** Returns true if Daymark can tell the agent to go on in its session. */
export function canContinue({
  agent,
  session,
  discardedAt,
}: Pick<AgentRun, 'agent' | 'session' | 'discardedAt'>): boolean {
  return (agent === 'claude' || agent === 'codex') && session !== undefined && discardedAt === undefined;
}
