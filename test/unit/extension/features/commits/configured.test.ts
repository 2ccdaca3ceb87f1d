import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { numstatOf } from '../../../../../src/extension/features/commits/numstat.ts';
import { isOwnCommit, readOwnCommits } from '../../../../../src/extension/features/commits/ownCommits.ts';
import { runGit } from '../../../../../src/extension/runGit.ts';

/** A repository whose user has configured everything that changes git's output. */
const hostile = (folder: string): string => `
[user]
  name = Ada
  email = Ada@Example.org
[color]
  ui = always
[core]
  pager = false
  quotePath = true
  fsmonitor = ${path.join(folder, 'monitor.sh')}
  hooksPath = ${folder}
  attributesFile = ${path.join(folder, 'attributes')}
[log]
  showSignature = true
  showRoot = false
  decorate = full
  date = relative
  follow = true
  mailmap = true
  diffMerges = off
[diff]
  external = ${path.join(folder, 'monitor.sh')}
  noprefix = true
  mnemonicPrefix = true
  renames = copies
  relative = true
  statNameWidth = 3
  wsErrorHighlight = all
  submodule = log
  ignoreSubmodules = all
  orderFile = ${path.join(folder, 'order')}
[format]
  pretty = fuller
  notes = true
[i18n]
  logOutputEncoding = ISO-8859-1
[pager]
  show = false
  log = false
[gpg]
  format = ssh
`;

describe('git, whatever the user has configured', function () {
  this.timeout(20_000);
  let folder = '';
  let root = '';
  const before = { ...process.env };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-git-'));
    root = path.join(folder, 'repository');
    mkdirSync(root);
    writeFileSync(path.join(folder, 'config'), hostile(folder));
    writeFileSync(path.join(folder, 'order'), 'b.txt\n');
    writeFileSync(path.join(folder, 'attributes'), '* -diff\n');
    writeFileSync(path.join(folder, 'monitor.sh'), `#!/bin/sh\ntouch ${path.join(folder, 'ran')}\n`, { mode: 0o700 });
    process.env['GIT_CONFIG_GLOBAL'] = path.join(folder, 'config');
    process.env['GIT_CONFIG_NOSYSTEM'] = '1';
    process.env['GIT_EXTERNAL_DIFF'] = path.join(folder, 'monitor.sh');
    git('init', '--quiet');
  });

  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    rmSync(folder, { recursive: true });
  });

  function git(...args: readonly string[]): string {
    const plain = ['-c', 'core.fsmonitor=false'];
    return execFileSync('git', [...plain, ...args], { cwd: root, encoding: 'utf8' });
  }

  let count = 0;
  function commit(options: readonly string[] = [], settings: readonly string[] = []): string {
    writeFileSync(path.join(root, 'ä.txt'), `${count++}\ntwo\n`);
    writeFileSync(path.join(root, 'b.txt'), 'c\n');
    git('add', '--all');
    git(...settings, 'commit', '--quiet', '--no-gpg-sign', '--allow-empty', '-m', 'work', ...options);
    return git('rev-parse', 'HEAD').trim();
  }

  const head = async (): Promise<{ hash: string; authorEmail: string; parents: string[] }> => {
    const [hash = '', authorEmail = '', parents = ''] = (
      await runGit({ git: 'git', root }, 'log', '-1', '--format=%H%n%ae%n%P')
    ).split('\n');
    return { hash, authorEmail, parents: parents.split(' ').filter((parent) => parent !== '') };
  };
  const isOwn = async (): Promise<boolean> => isOwnCommit(await head(), await readOwnCommits({ git: 'git', root }));

  it('counts the lines of each file, of the first and of a signed commit, and runs nothing', async () => {
    const hash = commit();
    assert.deepEqual(await numstatOf({ git: 'git', root }, hash), [
      ['b.txt', 1, 0],
      ['ä.txt', 2, 0],
    ]);
    assert.throws(
      () => execFileSync('ls', [path.join(folder, 'ran')], { stdio: 'ignore' }),
      'nothing configured was run',
    );
  });

  it('counts what a commit changed, not what `git replace` makes of it', async () => {
    commit();
    const hash = commit();
    git('replace', '--graft', hash);
    assert.deepEqual(await numstatOf({ git: 'git', root }, hash), [['ä.txt', 1, 1]]);
  });

  it('counts a signed commit whole (C13)', async function () {
    const key = path.join(folder, 'key');
    try {
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key, '-C', 'x']);
    } catch {
      this.skip();
    }
    const signed = ['-c', `user.signingKey=${key}`, '-c', 'gpg.format=ssh'];
    writeFileSync(path.join(root, 'a.txt'), 'a\nb\n');
    writeFileSync(path.join(root, 'b.txt'), 'c\n');
    git('add', '--all');
    git(...signed, 'commit', '--quiet', '-S', '-m', 'two files');
    assert.deepEqual(await numstatOf({ git: 'git', root }, git('rev-parse', 'HEAD').trim()), [
      ['a.txt', 2, 0],
      ['b.txt', 1, 0],
    ]);
  });

  it('knows the commits of the user under each address that git may use (C14)', async () => {
    commit();
    assert.ok(await isOwn(), 'user.email');
    commit([], ['-c', 'author.email=work@example.org']);
    assert.ok(await isOwn(), 'author.email of one command');
    commit([], ['-c', 'user.email=other@example.org']);
    assert.ok(await isOwn(), 'user.email of one command');
    git('config', 'author.email', 'Author@example.org');
    commit(['--amend']);
    assert.ok(await isOwn(), 'an amended commit under author.email');
    process.env['GIT_AUTHOR_EMAIL'] = 'direnv@example.org';
    commit();
    assert.ok(await isOwn(), 'GIT_AUTHOR_EMAIL');
  });

  it('knows a commit by its address alone, and one that was made here by that alone (C14)', async () => {
    commit();
    const own = await readOwnCommits({ git: 'git', root });
    const made = { ...(await head()), authorEmail: 'nobody@example.org' };
    const elsewhere = { ...(await head()), hash: '0'.repeat(40) };
    assert.equal(isOwnCommit(made, own), true, 'made here, by another address');
    assert.equal(isOwnCommit(elsewhere, own), true, 'by the address, made elsewhere');
    assert.equal(isOwnCommit({ ...made, hash: elsewhere.hash }, own), false);
    for (const [setting, email] of [
      ['user.email', 'User@example.org'],
      ['author.email', 'author@example.org'],
      ['committer.email', 'committer@example.org'],
    ] as const) {
      git('config', setting, email);
      const { emails } = await readOwnCommits({ git: 'git', root });
      assert.ok(emails.has(email.toLowerCase()), setting);
    }
  });

  it("leaves others' commits, which were fetched and not made here", async () => {
    commit();
    const other = git('commit-tree', '-p', 'HEAD', '-m', 'theirs', 'HEAD^{tree}').trim();
    const theirs = execFileSync('git', ['commit-tree', '-p', other, '-m', 'theirs', `${other}^{tree}`], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GIT_AUTHOR_EMAIL: 'bob@example.org', GIT_COMMITTER_EMAIL: 'bob@example.org' },
    }).trim();
    git('merge', '--quiet', '--ff-only', theirs);
    assert.equal((await head()).authorEmail, 'bob@example.org');
    assert.equal(await isOwn(), false);
  });
});
