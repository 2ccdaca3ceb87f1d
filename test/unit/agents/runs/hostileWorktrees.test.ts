import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { translator } from '../../../../src/core/base/translate.ts';
import { branchIn, commitWork, hasChanges } from '../../../../src/extension/features/agents/runs/integrate.ts';
import { checkoutOf, type Worktree } from '../../../../src/extension/features/agents/runs/worktreeGit.ts';
import {
  doubtsOf,
  ignoredIn,
  removeWorktree,
  snapshotRef,
  takeSnapshot,
} from '../../../../src/extension/features/agents/runs/worktrees.ts';
import { readChanges } from '../../../../src/extension/places/gitChanges.ts';
import { git, makeWorktree, type MadeWorktree } from './madeWorktree.ts';

const t = translator();

describe('a worktree in which an agent put what git may meet', function () {
  this.timeout(60_000);
  let made: MadeWorktree;
  let folder: string;
  let worktree: Worktree;
  const at = (name: string): string => path.join(worktree.path, name);
  const show = (file: string): string => git(worktree.root, 'show', `${snapshotRef('r1')}:${file}`);
  beforeEach(async () => ({ folder, worktree } = made = await makeWorktree()));
  afterEach(() => made.remove());

  it('is asked about by what its repository knows, not by a link or a repository that the agent put there', async () => {
    const evil = at('evil');
    const mark = path.join(folder, 'ran');
    mkdirSync(evil);
    git(evil, 'init', '-q');
    git(evil, 'commit', '-q', '--allow-empty', '-m', 'Evil');
    git(evil, 'config', 'filter.x.clean', `touch ${mark}; cat`);
    writeFileSync(at('.gitattributes'), '* filter=x\n');
    writeFileSync(at('new.txt'), 'new\n');
    for (const put of [
      () => writeFileSync(at('.git'), `gitdir: ${path.join(evil, '.git')}\n`),
      () => rmSync(at('.git')),
      () => renameSync(path.join(evil, '.git'), at('.git')),
    ]) {
      put();
      assert.ok(await hasChanges(worktree));
      await takeSnapshot(worktree, folder);
      assert.equal(show('new.txt'), 'new');
      assert.deepEqual(await ignoredIn(worktree), []);
      assert.equal(await branchIn(await checkoutOf(worktree)), worktree.branch);
    }
    assert.equal(existsSync(mark), false, 'nothing was run');
    await assert.rejects(removeWorktree(worktree, await takeSnapshot(worktree, folder), t), { code: 'not-allowed' });
    assert.equal(readFileSync(at('new.txt'), 'utf8'), 'new\n');
    await assert.rejects(checkoutOf({ ...worktree, path: evil }), { code: 'not-allowed' });
  });

  it('has repositories within it, of which nothing runs, and only those with a commit are kept', async () => {
    const mark = path.join(folder, 'ran');
    for (const name of ['known', 'unborn']) {
      mkdirSync(at(name));
      git(at(name), 'init', '-q');
      writeFileSync(at(`${name}/a.txt`), 'one\n');
      writeFileSync(at(`${name}/.gitattributes`), '* filter=x\n');
      git(at(name), 'config', 'core.fsmonitor', `touch ${mark};`);
    }
    git(at('known'), '-c', 'core.fsmonitor=false', 'add', '-A');
    git(at('known'), '-c', 'core.fsmonitor=false', 'commit', '-q', '-m', 'Inner');
    git(at('known'), 'config', 'filter.x.clean', `touch ${mark}; cat`);
    writeFileSync(at('.gitmodules'), '[submodule "known"]\n\tpath = known\n\turl = x\n\tignore = none\n');
    writeFileSync(at('last.txt'), 'last\n');
    const asAlways = async () => {
      // Git must read it to know whether it has changed.
      const { mtimeMs } = statSync(at('known/a.txt'));
      writeFileSync(at('known/a.txt'), 'two\n');
      utimesSync(at('known/a.txt'), mtimeMs / 1000 + 5, mtimeMs / 1000 + 5);
      return takeSnapshot(worktree, folder);
    };
    assert.deepEqual((await asAlways()).left, ['unborn/']);
    assert.equal(show('last.txt'), 'last');
    await assert.rejects(commitWork(worktree, 'All', t), /unborn/);
    rmSync(at('unborn'), { recursive: true });
    await commitWork(worktree, 'All', t);
    assert.equal(git(worktree.root, 'ls-tree', worktree.branch, 'known').slice(0, 6), '160000');
    const { tree, left } = await asAlways();
    assert.deepEqual(left, []);
    assert.equal(await hasChanges(worktree), false);
    await readChanges({ git: 'git', root: worktree.path }, { from: `${worktree.branch}~1` }, () => false);
    assert.equal(existsSync(mark), false, 'nothing was run');
    assert.deepEqual(await doubtsOf(worktree, tree), ['known']);
  });

  it('can be removed though the repository has a submodule that is not checked out', async () => {
    const commit = git(worktree.root, 'rev-parse', 'HEAD');
    git(worktree.path, 'update-index', '--add', '--cacheinfo', `160000,${commit},lib`);
    mkdirSync(at('lib'));
    git(worktree.path, 'commit', '-q', '-m', 'Add lib');
    const { tree } = await takeSnapshot(worktree, folder);
    assert.match(git(worktree.root, 'ls-tree', tree, 'lib'), /^160000/);
    assert.deepEqual(await doubtsOf(worktree, tree), []);
    writeFileSync(at('lib/note.txt'), 'mine\n');
    assert.deepEqual(await doubtsOf(worktree, tree), ['lib'], 'what lies in it is in no snapshot');
  });
});
