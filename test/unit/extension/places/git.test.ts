import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { branchIn, Heads, readBranch } from '../../../../src/extension/places/gitHead.ts';
import { GitRoots } from '../../../../src/extension/places/gitRoots.ts';
import { git } from '../../../harness/workspace.ts';

describe('repositories on disk', () => {
  let folder: string;
  let repository: string;
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'daymark-git-')));
    repository = join(folder, 'work', 'one');
    mkdirSync(join(repository, 'src', 'deep'), { recursive: true });
    mkdirSync(join(folder, 'work', 'plain'));
    git(repository, 'init', '--quiet', '--initial-branch=main');
    git(repository, 'commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'First');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are found from any folder below', () => {
    const roots = new GitRoots('/nobody');
    assert.equal(roots.find(repository), repository);
    assert.equal(roots.find(join(repository, 'src', 'deep')), repository);
    assert.equal(roots.find(join(folder, 'work', 'plain')), undefined);
  });

  it('are found by the nearest .git, a file as well as a folder', () => {
    const inner = join(repository, 'vendor', 'lib');
    mkdirSync(inner, { recursive: true });
    const roots = new GitRoots('/nobody');
    assert.equal(roots.find(inner), repository);
    writeFileSync(join(inner, '.git'), 'gitdir: ../../.git/modules/lib\n');
    assert.equal(roots.find(inner), repository, 'is remembered');
    roots.clear();
    assert.equal(roots.find(inner), inner);
  });

  it('are not the home folder, where dotfiles are kept', () => {
    const home = join(folder, 'home');
    mkdirSync(join(home, 'notes'), { recursive: true });
    git(home, 'init', '--quiet');
    assert.equal(new GitRoots(home).find(join(home, 'notes')), undefined);
    assert.equal(new GitRoots('/nobody').find(join(home, 'notes')), home);
  });

  it('are not looked for where there is no path', () => {
    assert.equal(new GitRoots('/nobody').find('vscode-vfs://github/owner/name'), undefined);
  });

  it('tell their branch, also one with a slash, and none when a commit is checked out', () => {
    assert.equal(readBranch(repository), 'main');
    git(repository, 'checkout', '--quiet', '-b', 'feature/one');
    assert.equal(readBranch(repository), 'feature/one');
    git(repository, 'checkout', '--quiet', '--detach');
    assert.equal(readBranch(repository), undefined);
    git(repository, 'checkout', '--quiet', 'main');
  });

  it('tell their branch again and again, wherever it was switched', () => {
    const heads = new Heads();
    const seen: unknown[] = [heads.branchOf(repository), heads.branchOf(repository)];
    for (const command of [['-b', 'other'], ['--detach'], ['main']] as const) {
      git(repository, 'checkout', '--quiet', ...command);
      seen.push(heads.branchOf(repository));
    }
    // As long as before, and in place.
    writeFileSync(join(repository, '.git', 'HEAD'), 'ref: refs/heads/mine\n');
    seen.push(heads.branchOf(repository), heads.branchOf(join(folder, 'work', 'plain')));
    writeFileSync(join(repository, '.git', 'HEAD'), 'ref: refs/heads/main\n');
    assert.deepEqual(seen, ['main', 'main', 'other', undefined, 'main', 'mine', undefined]);
  });

  it('tell the branch of a worktree', () => {
    const worktree = join(folder, 'work', 'tree');
    git(repository, 'worktree', 'add', '--quiet', '-b', 'side', worktree);
    assert.equal(new GitRoots('/nobody').find(worktree), worktree);
    assert.equal(readBranch(worktree), 'side');
    assert.equal(readBranch(repository), 'main');
    const heads = new Heads();
    assert.equal(heads.branchOf(worktree), 'side');
    git(worktree, 'checkout', '--quiet', '-b', 'next');
    assert.equal(heads.branchOf(worktree), 'next');
    git(worktree, 'checkout', '--quiet', 'side');
  });

  it('tell the branch of a submodule', () => {
    const outer = join(folder, 'work', 'outer');
    mkdirSync(outer);
    git(outer, 'init', '--quiet', '--initial-branch=trunk');
    git(outer, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository, 'lib');
    const inner = join(outer, 'lib');
    assert.equal(new GitRoots('/nobody').find(inner), inner);
    assert.equal(readBranch(inner), 'main');
    assert.equal(readBranch(outer), 'trunk');
  });

  it('have no branch where there is none to read', () => {
    assert.equal(readBranch(join(folder, 'work', 'plain')), undefined);
    assert.equal(readBranch(join(folder, 'nowhere')), undefined);
  });
});

describe('the text of HEAD', () => {
  it('names a branch, or none', () => {
    assert.equal(branchIn('ref: refs/heads/main\n'), 'main');
    assert.equal(branchIn('ref: refs/heads/a/b\r\n'), 'a/b');
    assert.equal(branchIn('9fceb02d0ae598e95dc970b74767f19372d61af8\n'), undefined);
    assert.equal(branchIn('ref: refs/heads/.invalid\n'), undefined);
    assert.equal(branchIn(''), undefined);
  });
});
