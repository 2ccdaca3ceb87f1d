import assert from 'node:assert/strict';
import {
  enforcedLimits,
  permissionsOf,
  readsTask,
  runCommand,
  type RunRequest,
} from '../../../../src/agents/runs/runCommands.ts';
import { runAgents } from '../../../../src/agents/runs/runRecords.ts';

const request = (values: Partial<RunRequest>): RunRequest => ({
  agent: 'claude',
  permission: 'edit',
  limits: { minutes: 30 },
  task: 'Do it; rm -rf ~',
  ...values,
});

describe('command lines of agents', () => {
  it('none skips permissions, whatever is asked', () => {
    for (const agent of runAgents)
      for (const permission of ['read', 'edit'] as const)
        assert.doesNotMatch(
          runCommand(request({ agent, permission, custom: ['mine'] })).join(' '),
          /dangerous|yolo|allow-all|bypass|full-access|--trust/,
        );
    assert.deepEqual(permissionsOf('custom'), ['all']);
    assert.ok(runAgents.every((agent) => agent === 'custom' || !permissionsOf(agent).includes('all')));
  });

  it('Claude Code: limits, session, and model; the settings of a repository grant nothing', () => {
    const limits = { minutes: 5, usd: 0.5, turns: 20 };
    const line = runCommand(request({ limits, session: 's-1', model: 'opus' })).join(' ');
    assert.equal(
      line,
      'claude --print --output-format stream-json --verbose --setting-sources user --permission-mode acceptEdits --max-turns 20 --max-budget-usd 0.5 --resume s-1 --model opus',
    );
    assert.match(runCommand(request({ permission: 'read' })).join(' '), /--permission-mode plan/);
  });

  it('Codex: a sandbox, and the task from the standard input', () => {
    const line = (values: Partial<RunRequest>): string => runCommand(request({ agent: 'codex', ...values })).join(' ');
    assert.equal(line({}), 'codex exec --json --sandbox workspace-write -');
    assert.equal(
      line({ permission: 'read', session: 't-1', model: 'm' }),
      'codex exec --json --sandbox read-only --model m resume t-1 -',
    );
  });

  it('the task is on the command line of Copilot only, in one argument', () => {
    for (const agent of runAgents) {
      const command = runCommand(request({ agent, custom: ['mine', '--flag'] }));
      assert.equal(command.includes('Do it; rm -rf ~'), !readsTask(agent));
    }
  });

  it('claims no limit that the agent does not report', () => {
    assert.deepEqual(enforcedLimits('codex'), ['minutes']);
    assert.deepEqual(enforcedLimits('claude'), ['minutes', 'usd', 'turns']);
  });
});
