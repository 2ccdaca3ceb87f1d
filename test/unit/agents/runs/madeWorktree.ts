import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { translator } from '../../../../src/core/base/translate.ts';
import type { Worktree } from '../../../../src/extension/features/agents/runs/worktreeGit.ts';
import { addWorktree, repositoryOf } from '../../../../src/extension/features/agents/runs/worktrees.ts';

/** A worktree of the run `r1` in a repository with a commit. */
export interface MadeWorktree {
  /** Holds all of it, and the user's configuration of git as `config`. */
  readonly folder: string;
  readonly worktree: Worktree;
  /** Deletes the folder. */
  remove(): void;
}

/** Makes a worktree, and a configuration of git for it. */
export async function makeWorktree(): Promise<MadeWorktree> {
  const { GIT_CONFIG_GLOBAL } = process.env;
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-worktrees-')));
  const config = path.join(folder, 'config');
  writeFileSync(config, '[user]\n\tname = T\n\temail = t@localhost\n');
  process.env['GIT_CONFIG_GLOBAL'] = config;
  const root = path.join(folder, 'shop');
  mkdirSync(root);
  git(root, 'init', '-q', '-b', 'main');
  writeFileSync(path.join(root, 'a.txt'), 'one\n');
  writeFileSync(path.join(root, '.gitignore'), 'ignored.txt\nnode_modules\n');
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'Begin');
  const worktree = { git: 'git', root, path: path.join(folder, 'runs', 'tree'), id: 'r1', branch: 'daymark/x-r1' };
  mkdirSync(path.dirname(worktree.path));
  const { head } = await repositoryOf('git', root, translator());
  await addWorktree(worktree, head);
  return {
    folder,
    worktree,
    remove: () => {
      if (GIT_CONFIG_GLOBAL === undefined) delete process.env['GIT_CONFIG_GLOBAL'];
      else process.env['GIT_CONFIG_GLOBAL'] = GIT_CONFIG_GLOBAL;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs git in a folder, with a name and an address. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}
