import { agentRuns, type AgentRun } from '../../../../src/agents/runs/runRecords.ts';

/** Returns an agent run that succeeded, with these values in place of its own. */
export function runOf(values: Partial<AgentRun> = {}): AgentRun {
  return agentRuns.schema.parse({
    status: 'succeeded',
    start: Date.UTC(2026, 2, 2),
    agent: 'claude',
    title: 'x',
    task: 'x',
    command: ['claude'],
    permission: 'edit',
    limits: { minutes: 1 },
    verify: [],
    project: '/shop',
    worktree: '/w',
    branch: 'b',
    base: '0'.repeat(40),
    owner: { pid: 1 },
    outputKey: '0'.repeat(64),
    attempts: 1,
    ...values,
  });
}
