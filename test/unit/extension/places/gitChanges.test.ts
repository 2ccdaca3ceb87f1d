import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  commitOf,
  currentBranch,
  forkOf,
  mainBranch,
  readChanges,
  stackedBases,
  subjectsSince,
} from '../../../../src/extension/places/gitChanges.ts';

/** A real repository with a branch, by real git. */
describe('the changes of a branch', function () {
  this.timeout(60_000);
  let root = '';
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  const commit = (subject: string): void => {
    git('add', '-A');
    git('commit', '-q', '-m', subject);
  };
  const checkout = () => ({ git: 'git', root });
  const isExcluded = (file: string): boolean => file.startsWith('private/');

  before(() => {
    root = mkdtempSync(path.join(tmpdir(), 'daymark-drafts-'));
    git('init', '-q', '-b', 'main');
    write('src/moved.ts', Array.from({ length: 20 }, (_, line) => `export const a${line} = ${line};\n`).join(''));
    write('src/kept.ts', 'one\ntwo\n');
    write('private/plan.ts', 'secretplan\n');
    write('.env', 'TOKEN=secretenv\n');
    write('bin.dat', 'a\0b');
    commit('Begin');
    git('checkout', '-q', '-b', 'topic');
    git('mv', 'src/moved.ts', 'src/ärger "x".ts');
    write('src/kept.ts', 'one\n2\n');
    write('private/plan.ts', 'secretplan changed\n');
    write('.env', 'TOKEN=secretenv2\n');
    write('bin.dat', 'a\0c');
    write('package-lock.json', '{}\n');
    commit('Rename\n\nAnd a body.');
    git('rm', '-q', 'bin.dat');
    write('src/new.ts', '+diff --git a/x b/x\n');
    commit('Add');
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('begin where it left the main branch', async () => {
    const base = await mainBranch(checkout());
    assert.equal(base?.name, 'main');
    assert.equal(await currentBranch(checkout()), 'topic');
    assert.equal(await forkOf(checkout(), base?.sha ?? ''), git('rev-parse', 'main').trim());
    assert.deepEqual(await subjectsSince(checkout(), base?.sha ?? ''), ['Add', 'Rename']);
    assert.equal(await commitOf(checkout(), 'nothing'), undefined);
    assert.equal(await commitOf(checkout(), '--all'), undefined);
  });

  it('begin at a branch that it is stacked on, the nearest first', async () => {
    const main = await mainBranch(checkout());
    assert.ok(main);
    assert.deepEqual(await stackedBases(checkout(), main), [], 'it is on none');
    git('branch', 'below', 'HEAD~1');
    git('branch', 'same');
    git('branch', 'merged', 'main');
    git('checkout', '-q', '-b', 'above');
    git('commit', '-q', '--allow-empty', '-m', 'Above');
    git('branch', 'aside', 'below');
    git('checkout', '-q', 'aside');
    git('commit', '-q', '--allow-empty', '-m', 'Aside');
    git('checkout', '-q', 'above');
    assert.deepEqual(
      (await stackedBases(checkout(), main)).map(({ name, commits }) => [name, commits]),
      [
        ['same', 1],
        ['topic', 1],
        ['below', 2],
      ],
    );
    git('checkout', '-q', 'topic');
    for (const branch of ['below', 'same', 'merged', 'above', 'aside']) git('branch', '-q', '-D', branch);
  });

  it('have the patch of each file that may be read, and nothing of the others', async () => {
    const diff = await readChanges(checkout(), { from: 'main', to: 'topic' }, isExcluded);
    assert.deepEqual(
      diff.files.map(({ path: file, status, added, removed, left }) => [file, status, added, removed, left]),
      [
        ['bin.dat', 'deleted', 0, 0, 'binary'],
        ['package-lock.json', 'added', 0, 0, 'generated'],
        ['src/kept.ts', 'modified', 1, 1, undefined],
        ['src/new.ts', 'added', 1, 0, undefined],
        ['src/ärger "x".ts', 'renamed', 0, 0, undefined],
      ],
    );
    assert.deepEqual([diff.excluded, diff.secretFiles], [1, 1]);
    assert.ok(!/secretplan|secretenv/.test(JSON.stringify(diff)));
    assert.equal(diff.files[2]?.patch, '@@ -1,2 +1,2 @@\n one\n-two\n+2');
  });

  it('may be those of the files as they are, with new ones, and without what links lead to', async () => {
    write('src/kept.ts', 'one\n3\n');
    write('src/fresh.ts', 'fresh\n');
    write('private/fresh.ts', 'secretplan\n');
    write('.env.local', 'TOKEN=secretenv\n');
    symlinkSync('/etc/hostname', path.join(root, 'link.ts'));
    const diff = await readChanges(checkout(), { from: 'topic' }, isExcluded);
    assert.deepEqual(
      diff.files.map(({ path: file, patch }) => [file, patch]),
      [
        ['src/kept.ts', '@@ -1,2 +1,2 @@\n one\n-2\n+3'],
        ['link.ts', undefined],
        ['src/fresh.ts', '@@ -0,0 +1,1 @@\n+fresh'],
      ],
    );
    assert.deepEqual([diff.excluded, diff.secretFiles], [1, 1]);
  });

  it('run nothing that the repository configures', async () => {
    const mark = path.join(root, 'ran');
    git('config', 'diff.external', `touch ${mark} #`);
    git('config', 'diff.x.textconv', `touch ${mark} #`);
    git('config', 'core.fsmonitor', `touch ${mark} #`);
    write('.gitattributes', '*.ts diff=x\n');
    await readChanges(checkout(), { from: 'main' }, isExcluded);
    assert.throws(() => execFileSync('ls', [mark], { stdio: 'ignore' }));
  });

  it('are those of many files as far as they fit', async () => {
    for (let at = 0; at < 260; at++) write(`many/${'x'.repeat(110)}${String(at).padStart(3, '0')}.ts`, `${at}\n`);
    commit('Many');
    const diff = await readChanges(checkout(), { from: 'topic~1', to: 'topic' }, isExcluded);
    assert.equal(diff.files.length, 200);
    assert.ok(diff.unlisted >= 60, String(diff.unlisted));
    assert.ok(diff.files.some(({ left }) => left === 'size') && diff.files[5]?.patch !== undefined);
  });
});
