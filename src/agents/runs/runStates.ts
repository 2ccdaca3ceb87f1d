/** States of an agent run. Whether somebody has viewed or reviewed it is separate. */
export const runStates = [
  'pending',
  'running',
  'needsInput',
  'succeeded',
  'failed',
  'killed',
  'interrupted',
  'canceled',
] as const;
export type RunState = (typeof runStates)[number];

/** Reasons for which the processes of a run, or of its verification, are gone. */
export const endReasons = ['exited', 'canceled', 'time', 'cost', 'turns', 'ownerGone', 'lost', 'notStarted'] as const;
export type EndReason = (typeof endReasons)[number];

/** Changes of a run. */
export type RunEvent =
  | { readonly type: 'start' }
  | { readonly type: 'cancel' }
  /** The window that was to start it is gone. */
  | { readonly type: 'abandon' }
  | ({ readonly type: 'end' } & RunEnd)
  /** The user answers, or continues: the same session in the same worktree. */
  | { readonly type: 'continue' };

/** The end of an agent's process. */
export interface RunEnd {
  readonly reason: EndReason;
  /** Null if a signal ended it. */
  readonly exitCode: number | null;
  /** The agent itself reported an error. */
  readonly isError: boolean;
  /** Permissions that it asked for and that nobody could grant. */
  readonly denials: number;
}

/** Returns true for a run that has ended, or waits for an answer: nothing of it is running. */
export function isAtRest(state: RunState): boolean {
  return state !== 'pending' && state !== 'running';
}

/** Returns the state after an event; undefined if the event can't happen in this state, and changes nothing. */
export function nextRunState(state: RunState, event: RunEvent): RunState | undefined {
  switch (event.type) {
    case 'start':
      return state === 'pending' ? 'running' : undefined;
    case 'cancel':
      // A running one is canceled once its processes are gone: see `end`.
      return state === 'pending' || state === 'needsInput' ? 'canceled' : undefined;
    case 'abandon':
      return state === 'pending' ? 'interrupted' : undefined;
    case 'continue':
      return isAtRest(state) ? 'pending' : undefined;
    case 'end':
      return state === 'running' || (state === 'pending' && event.reason === 'notStarted')
        ? stateAtEnd(event)
        : undefined;
  }
}

function stateAtEnd({ reason, exitCode, isError, denials }: RunEnd): RunState {
  if (reason === 'canceled') return 'canceled';
  if (reason === 'ownerGone' || reason === 'lost') return 'interrupted';
  if (reason === 'notStarted') return 'failed';
  if (reason !== 'exited' || exitCode === null) return 'killed';
  if (exitCode !== 0 || isError) return 'failed';
  return denials > 0 ? 'needsInput' : 'succeeded';
}
