import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../../../scripts/lib/folders.mjs';
import type { AgentRun } from '../../../../src/agents/runs/runRecords.ts';
import { identityOf } from '../../../../src/agents/runs/supervisor/processes.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { recordsOf } from '../../../../src/core/records/records.ts';
import { AgentRuns } from '../../../../src/extension/features/agents/runs/agentRuns.ts';
import { DataFolder } from '../../../../src/headless/dataFolder.ts';
import { defaultAnswerSettings } from '../../../../src/headless/settingsFile.ts';
import { systemClock } from '../../../../src/headless/systemClock.ts';
import { openJournal } from '../../../../src/storage/journal/openJournal.ts';
import { folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { span } from '../../storage/facts.ts';
import { wasmPath } from '../../storage/storageFolder.ts';

export const scriptedAgent = path.join(projectFolder, 'test', 'fakes', 'agent', 'agent.mjs');

/** Makes a data folder with a fact in it. */
export async function makeDataFolder(folder: string): Promise<void> {
  const sealer = new Vault({ folder, clock: systemClock, secret: folderSecret(folder) });
  const journal = openJournal({ folder, clock: systemClock, sealer });
  journal.append(span());
  await journal.close();
}

/** Runs over a real data folder, as a window has them. */
export function runsOver(folder: string, atOnce = 2): { readonly runs: AgentRuns; readonly data: DataFolder } {
  const data = new DataFolder({ folder, wasmPath, clock: systemClock, mayWrite: true });
  const read = (query: { readonly name: string }, params: unknown): Promise<unknown> =>
    data.answer({ operation: query.name, params, options: { ...defaultAnswerSettings, now: Date.now(), offset: 0 } });
  const t = translator();
  const runs = new AgentRuns({
    clock: systemClock,
    t,
    records: recordsOf({ clock: systemClock, t, recorder: data.recorder, read: read as never }),
    folder: path.join(folder, 'agentRuns'),
    supervisor: path.join(projectFolder, 'src', 'agents', 'runs', 'supervisor', 'supervisor.ts'),
    git: () => 'git',
    atOnce: () => atOnce,
    prices: () => ({}),
  });
  return { runs, data };
}

/** A repository with a commit. */
export function makeRepository(root: string): string {
  mkdirSync(root, { recursive: true });
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', ...args], {
      cwd: root,
      encoding: 'utf8',
    }).trim();
  git('init', '-q', '-b', 'main');
  writeFileSync(path.join(root, 'a.txt'), 'one\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'Begin');
  return git('rev-parse', 'HEAD');
}

/** A run of the scripted agent, as it is confirmed. */
export function runOf(
  runs: AgentRuns,
  id: string,
  values: Partial<AgentRun> & Pick<AgentRun, 'project' | 'base'>,
): AgentRun {
  return {
    status: 'pending',
    start: Date.now(),
    agent: 'claude',
    title: id,
    task: 'call',
    command: [process.execPath, scriptedAgent, '--output-format', 'stream-json'],
    permission: 'edit',
    limits: { minutes: 2 },
    verify: [],
    worktree: path.join(runs.folders.of(id), 'tree'),
    branch: `daymark/${id}`,
    owner: identityOf(process.pid),
    outputKey: 'cd'.repeat(32),
    attempts: 0,
    ...values,
  };
}
