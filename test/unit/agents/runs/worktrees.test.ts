import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  branchIn,
  commitWork,
  hasChanges,
  mergeCommit,
} from '../../../../src/extension/features/agents/runs/integrate.ts';
import { pushedPage } from '../../../../src/extension/features/agents/runs/pushedPage.ts';
import {
  addWorktree,
  doubtsOf,
  ignoredIn,
  isWorktree,
  removeWorktree,
  repositoryOf,
  snapshotRef,
  takeSnapshot,
} from '../../../../src/extension/features/agents/runs/worktrees.ts';
import { checkoutOf, presentTree, type Worktree } from '../../../../src/extension/features/agents/runs/worktreeGit.ts';
import { translator } from '../../../../src/core/base/translate.ts';
import { git, makeWorktree, type MadeWorktree } from './madeWorktree.ts';

const t = translator();

describe('worktrees of agent runs', () => {
  let made: MadeWorktree;
  let folder: string;
  let worktree: Worktree;
  const at = (name: string): string => path.join(worktree.path, name);
  const show = (file: string): string => git(worktree.root, 'show', `${snapshotRef('r1')}:${file}`);
  beforeEach(async () => ({ folder, worktree } = made = await makeWorktree()));
  afterEach(() => made.remove());

  it('is locked while the run lives, on a branch of its own; hooks of the repository do not run', async () => {
    const list = git(worktree.root, 'worktree', 'list', '--porcelain');
    assert.match(list, /branch refs\/heads\/daymark\/x-r1\nlocked Daymark agent run r1/);
    assert.equal(await branchIn(worktree), 'main');
    const marker = path.join(folder, 'hook-ran');
    writeFileSync(path.join(worktree.root, '.git', 'hooks', 'post-checkout'), `#!/bin/sh\ntouch ${marker}\n`, {
      mode: 0o755,
    });
    const other = { ...worktree, path: path.join(folder, 'runs', 'other'), id: 'r2', branch: 'daymark/x-r2' };
    await addWorktree(other, 'main');
    assert.equal(existsSync(marker), false);
  });

  it('a snapshot has changes, untracked files, and amended commits, and changes nothing', async () => {
    writeFileSync(at('a.txt'), 'two\n');
    git(worktree.path, 'commit', '-q', '-a', '-m', 'First try');
    const first = git(worktree.path, 'rev-parse', 'HEAD');
    writeFileSync(at('a.txt'), 'three\n');
    git(worktree.path, 'commit', '-q', '-a', '--amend', '-m', 'Second try');
    writeFileSync(at('a.txt'), 'four\n');
    writeFileSync(at('new.txt'), 'new\n');
    const before = git(worktree.path, 'status', '--porcelain', '-uall');
    const { commit, tree } = await takeSnapshot(worktree, folder);
    assert.equal(git(worktree.path, 'status', '--porcelain', '-uall'), before);
    assert.deepEqual([show('a.txt'), show('new.txt')], ['four', 'new']);
    assert.equal(git(worktree.root, 'merge-base', '--is-ancestor', first, snapshotRef('r1')), '');
    assert.equal(git(worktree.root, 'rev-parse', snapshotRef('r1')), commit);
    assert.equal((await presentTree(await checkoutOf(worktree), folder)).tree, tree);
    writeFileSync(at('new.txt'), 'newer\n');
    assert.notEqual((await presentTree(await checkoutOf(worktree), folder)).tree, tree);
  });

  it('a snapshot has what was changed in the second in which git last looked, at the same size', async () => {
    const secondOf = (file: string): number => Math.floor(statSync(file).mtimeMs / 1000);
    const index = git(worktree.path, 'rev-parse', '--path-format=absolute', '--git-path', 'index');
    const nextSecond = () => setTimeout(1010 - (Date.now() % 1000));
    do {
      await nextSecond();
      writeFileSync(at('a.txt'), 'six\n');
      git(worktree.path, 'add', 'a.txt');
      writeFileSync(at('a.txt'), 'ten\n');
    } while (secondOf(at('a.txt')) !== secondOf(index));
    await nextSecond();
    await takeSnapshot(worktree, folder);
    assert.equal(show('a.txt'), 'ten');
  });

  it('is removed only after a snapshot, and its work can be restored', async () => {
    writeFileSync(at('a.txt'), 'changed\n');
    writeFileSync(at('new.txt'), 'new\n');
    const snapshot = await takeSnapshot(worktree, folder);
    await removeWorktree(worktree, snapshot, t);
    assert.equal(existsSync(worktree.path), false);
    assert.equal(git(worktree.root, 'branch', '--list', 'daymark/*'), '');
    assert.equal(show('new.txt'), 'new');
    git(worktree.root, 'branch', 'back', snapshotRef('r1'));
    assert.equal(git(worktree.root, 'show', 'back:a.txt'), 'changed');
    assert.equal(git(worktree.root, 'show', 'main:a.txt'), 'one');
  });

  it('stays where something was written after the snapshot: nothing is forced', async () => {
    const snapshot = await takeSnapshot(worktree, folder);
    writeFileSync(at('late.txt'), 'late\n');
    await assert.rejects(removeWorktree(worktree, snapshot, t), /did not remove the worktree/);
    assert.equal(readFileSync(at('late.txt'), 'utf8'), 'late\n');
    assert.equal(await branchIn(await checkoutOf(worktree)), worktree.branch);
  });

  it('keeps all of it, whatever the user has configured', async () => {
    const settings = `
[status]
\tshowUntrackedFiles = no
[core]
\tignoreStat = true
\tsafecrlf = true
\tautocrlf = input
\tlogAllRefUpdates = false
[submodule]
\trecurse = true
[log]
\tfollow = true
`;
    appendFileSync(path.join(folder, 'config'), settings);
    const other = { ...worktree, path: path.join(folder, 'runs', 'other'), id: 'r2', branch: 'daymark/y-r2' };
    await addWorktree(other, git(worktree.root, 'rev-parse', 'HEAD'));
    writeFileSync(path.join(other.path, 'a.txt'), 'two\r\n');
    writeFileSync(path.join(other.path, 'new.txt'), 'mine\n');
    assert.ok(await hasChanges(other));
    const snapshot = await takeSnapshot(other, folder);
    assert.equal(git(other.root, 'show', `${snapshotRef('r2')}:a.txt`), 'two');
    assert.equal(git(other.root, 'show', `${snapshotRef('r2')}:new.txt`), 'mine');
    writeFileSync(path.join(other.path, 'later.txt'), 'not in the snapshot\n');
    await assert.rejects(removeWorktree(other, snapshot, t), { code: 'not-allowed' });
    assert.equal(readFileSync(path.join(other.path, 'later.txt'), 'utf8'), 'not in the snapshot\n');
  });

  it('doubts a half-way merge, a repository within, and files that git was told not to look at', async () => {
    const tree = async () => (await takeSnapshot(worktree, folder)).tree;
    assert.deepEqual(await doubtsOf(worktree, await tree()), []);
    mkdirSync(at('inner'));
    git(at('inner'), 'init', '-q');
    git(at('inner'), 'commit', '-q', '--allow-empty', '-m', 'Inner');
    git(worktree.path, 'update-index', '--assume-unchanged', 'a.txt');
    writeFileSync(git(worktree.path, 'rev-parse', '--path-format=absolute', '--git-path', 'MERGE_HEAD'), 'x\n');
    assert.deepEqual(await doubtsOf(worktree, await tree()), ['MERGE_HEAD', 'inner', 'a.txt']);
  });

  it('names ignored files, which no snapshot has', async () => {
    writeFileSync(at('ignored.txt'), 'secret\n');
    mkdirSync(at('node_modules'));
    writeFileSync(at('node_modules/x.js'), '');
    assert.deepEqual((await ignoredIn(worktree)).toSorted(), ['ignored.txt', 'node_modules/']);
    await takeSnapshot(worktree, folder);
    assert.throws(() => show('ignored.txt'));
  });

  it('is told from a folder that only looks like it', async () => {
    assert.equal(await isWorktree(worktree), true);
    mkdirSync(path.join(folder, 'plain'));
    assert.equal(await isWorktree({ ...worktree, path: path.join(folder, 'plain') }), false);
    assert.equal(await isWorktree({ ...worktree, path: path.join(folder, 'gone') }), false);
  });

  it('is merged with its uncommitted work, beside local changes of others', async () => {
    writeFileSync(at('new.txt'), 'new\n');
    writeFileSync(path.join(worktree.root, 'mine.txt'), 'mine\n');
    assert.equal(await hasChanges(worktree), true);
    await mergeCommit(worktree, await commitWork(worktree, 'Add new', t), t);
    assert.equal(git(worktree.root, 'log', '-1', '--format=%s'), 'Add new');
    assert.equal(git(worktree.root, 'status', '--porcelain'), '?? mine.txt');
  });

  it('a merge that conflicts, or would overwrite local changes, changes nothing', async () => {
    writeFileSync(at('a.txt'), 'theirs\n');
    const commit = await commitWork(worktree, 'Change', t);
    writeFileSync(path.join(worktree.root, 'a.txt'), 'local\n');
    await assert.rejects(mergeCommit(worktree, commit, t), /Git did not merge/);
    assert.equal(readFileSync(path.join(worktree.root, 'a.txt'), 'utf8'), 'local\n');
    git(worktree.root, 'commit', '-q', '-a', '-m', 'Ours');
    await assert.rejects(mergeCommit(worktree, commit, t), /There are conflicts/);
    assert.equal(git(worktree.root, 'status', '--porcelain'), '');
  });

  it('needs a repository with a commit', async () => {
    const empty = path.join(folder, 'empty');
    mkdirSync(empty);
    git(empty, 'init', '-q');
    await assert.rejects(repositoryOf('git', empty, t), { code: 'not-allowed' });
  });
});

describe('the page for a pull request', () => {
  it('is known for GitHub only, and has no credentials in it', () => {
    const page = 'https://github.com/o/shop/compare/daymark/x-1?expand=1';
    for (const remote of [
      'git@github.com:o/shop.git',
      'https://github.com/o/shop',
      'https://u:secret@github.com/o/shop.git',
      'ssh://git@github.com/o/shop.git',
    ])
      assert.equal(pushedPage(remote, 'daymark/x-1'), page);
    for (const remote of ['https://gitlab.com/o/shop.git', '/srv/shop.git', 'https://evil.example/github.com/o/s', ''])
      assert.equal(pushedPage(remote, 'b'), undefined);
    assert.equal(pushedPage('git@github.com:o/s', 'a?b#c'), 'https://github.com/o/s/compare/a%3Fb%23c?expand=1');
  });
});
