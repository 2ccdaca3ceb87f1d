import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StepBudget } from '../../../src/core/base/glob.ts';
import { readBoundedFile } from '../../../src/extension/boundedFile.ts';
import { IgnoreFiles } from '../../../src/extension/ignoreFiles.ts';
import { readGitFile } from '../../../src/extension/places/gitFolder.ts';
import { branchIn } from '../../../src/extension/places/gitHead.ts';
import { inProject } from '../../../src/extension/places/projectPath.ts';
import { remoteIn } from '../../../src/extension/places/remotes.ts';
import { Privacy, privacyNow } from '../../../src/extension/privacy.ts';
import { FakeClock } from '../../fakes/fakeClock.ts';

describe('files of a workspace', () => {
  let folder: string;
  let clock: FakeClock;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'daymark-workspace-')));
    clock = new FakeClock();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const at = (...parts: readonly string[]): string => path.join(folder, ...parts);
  const write = (text: string, ...parts: readonly string[]): string => {
    mkdirSync(path.dirname(at(...parts)), { recursive: true });
    writeFileSync(at(...parts), text);
    return at(...parts);
  };

  it('are read up to a limit, with when they changed', () => {
    const file = write('12345', 'a');
    utimesSync(file, 1000, 2000);
    assert.deepEqual(readBoundedFile(file, 5), { state: 'read', bytes: Buffer.from('12345'), changedAt: 2_000_000 });
    assert.deepEqual(readBoundedFile(file, 4), { state: 'refused', why: 'tooLarge' });
    assert.deepEqual(readBoundedFile(write('', 'empty'), 0), readBoundedFile(at('empty'), 9));
    for (const none of [at('none'), at('a', 'below')]) assert.deepEqual(readBoundedFile(none, 9), { state: 'absent' });
    assert.deepEqual(readBoundedFile(folder, 9), { state: 'refused', why: 'notRegular' });
    assert.deepEqual(readBoundedFile(at('x'.repeat(300)), 9), { state: 'refused', why: 'unreadable' });
    assert.deepEqual(readBoundedFile('a\0b', 9), { state: 'refused', why: 'unreadable' });
  });

  it('that tell no size are read all the same', function () {
    if (process.platform !== 'linux') this.skip();
    const found = readBoundedFile('/proc/self/stat', 4096);
    assert.ok(found.state === 'read' && found.bytes.length > 10);
    assert.deepEqual(readBoundedFile('/proc/self/stat', 5), { state: 'refused', why: 'tooLarge' });
  });

  it('of git are those of the repository, of its worktree, or of what all worktrees share', () => {
    write('of main', 'main', '.git', 'HEAD');
    write('shared', 'main', '.git', 'config');
    write('of tree', 'main', '.git', 'worktrees', 'tree', 'HEAD');
    write('../..\n', 'main', '.git', 'worktrees', 'tree', 'commondir');
    write('gitdir: ../main/.git/worktrees/tree\n', 'tree', '.git');
    const read = (root: string, name: string, from: 'own' | 'common') => readGitFile(at(root), name, from);
    assert.deepEqual([read('main', 'HEAD', 'own'), read('main', 'config', 'common')], ['of main', 'shared']);
    assert.deepEqual([read('tree', 'HEAD', 'own'), read('tree', 'config', 'common')], ['of tree', 'shared']);
    assert.equal(read('tree', 'config', 'own'), undefined);
    assert.equal(read('none', 'HEAD', 'own'), undefined);
    unlinkSync(at('main', '.git', 'worktrees', 'tree', 'commondir'));
    assert.equal(read('tree', 'HEAD', 'common'), 'of tree', 'a submodule shares with nobody');
    for (const text of [
      '',
      'gitdir: \n',
      'gitdir: a\0b\n',
      'gitdir: //server/share\n',
      'x gitdir: ../main/.git\n',
      `gitdir: ../main/.git${' '.repeat(4096)}`,
    ]) {
      write(text, 'tree', '.git');
      assert.equal(read('tree', 'HEAD', 'own'), undefined, text.slice(0, 30));
    }
    write(`gitdir: ../main/.git${' '.repeat(4096 - 20)}`, 'tree', '.git');
    assert.equal(read('tree', 'HEAD', 'own'), 'of main');
    write('x'.repeat(1024 * 1024), 'main', '.git', 'big');
    assert.equal(read('main', 'big', 'own')?.length, 1024 * 1024);
    write('x'.repeat(1024 * 1024 + 1), 'main', '.git', 'big');
    assert.equal(read('main', 'big', 'own'), undefined);
    assert.equal(branchIn(`ref: refs/heads/${'x'.repeat(1000)}\n`)?.length, 1000);
    assert.equal(branchIn(`ref: refs/heads/${'x'.repeat(1001)}\n`), undefined);
  });

  it('of git name the remote origin, wherever it stands in them', () => {
    const origin = '[remote "origin"]\n';
    assert.equal(remoteIn(`${origin}\turl = https://a.com/x`), 'a.com/x', 'in the first line and in the last');
    assert.equal(remoteIn(`${origin}\tpush = x\n  url=ssh://b.com/y\n[branch "m"]\n`), 'b.com/y');
    assert.equal(remoteIn(`${origin}[core]\n\turl = https://a.com/x`), undefined, 'of another section');
    assert.equal(remoteIn(`${origin}\turl = https://a.com/x\n\turl = https://b.com/y\n`), 'a.com/x');
    assert.equal(remoteIn(`${origin}\tpushurl = https://a.com/x\n`), undefined);
    assert.equal(remoteIn(`${origin}\turl = nothing\n`), undefined);
  });

  it('are named from the root of their project', () => {
    assert.deepEqual(inProject('/a/b/c.ts', '/a', '/'), { project: '/a', file: 'b/c.ts' });
    assert.deepEqual(inProject('/a/b', '/', '/'), { project: '/', file: 'a/b' });
    assert.deepEqual(inProject('/ab/c', '/a', '/'), { project: '/a', file: '/ab/c' });
    assert.deepEqual(inProject('C:\\a\\b\\c', 'C:\\a', '\\'), { project: 'C:\\a', file: 'b/c' });
    assert.deepEqual(inProject('C:\\a\\b', undefined, '\\'), { file: 'C:/a/b' });
    assert.deepEqual(inProject('/a\\b', undefined, '/'), { file: '/a\\b' });
  });

  describe('that say what to ignore', () => {
    const ignores = (files: IgnoreFiles, isRoot: boolean, name = 'x'): boolean =>
      files.of(folder, isRoot).excludes(`/${name}`, new StepBudget(1e6));

    it('are read again after 5 s, or 30 s where there was none below the root', () => {
      for (const isRoot of [true, false]) {
        rmSync(at('.daymarkignore'), { force: true });
        const files = new IgnoreFiles(clock, false);
        assert.equal(ignores(files, isRoot), false);
        write('x\n', '.daymarkignore');
        clock.advance(isRoot ? 4999 : 29_999);
        assert.equal(ignores(files, isRoot), false);
        clock.advance(1);
        assert.equal(ignores(files, isRoot), true);
        write('y\n', '.daymarkignore');
        clock.advance(4999);
        assert.equal(ignores(files, isRoot), true);
        clock.advance(1);
        assert.equal(ignores(files, isRoot), false);
      }
    });

    it('say their problems once, until these change', () => {
      const files = new IgnoreFiles(clock, false);
      let fired = 0;
      files.onDidChangeProblems(() => fired++);
      const after = (text: string) => {
        write(text, '.daymarkignore');
        clock.advance(5000);
        files.of(folder, true);
        return [fired, files.problems().map(({ refused, lines }) => refused ?? lines.join())];
      };
      assert.deepEqual(after('x\n'), [0, []]);
      assert.deepEqual(after('x\n\n[z-a]\n'), [1, ['3']]);
      assert.deepEqual(after('x\n\n[z-a]\n'), [1, ['3']]);
      assert.deepEqual(after('[z-a]\n'), [2, ['1']]);
      assert.deepEqual(after('\u0001\u0000'), [3, ['encoding']]);
      assert.deepEqual(after('x'.repeat(65_537)), [4, ['tooLarge']]);
      assert.deepEqual(after(`x\n#${'c'.repeat(65_533)}`), [5, []]);
      assert.equal(ignores(files, true), true);
      rmSync(at('.daymarkignore'));
      mkdirSync(at('.daymarkignore'));
      clock.advance(5000);
      files.of(folder, true);
      rmSync(at('.daymarkignore'), { recursive: true });
      symlinkSync('/none', at('.daymarkignore'));
      clock.advance(5000);
      files.of(folder, true);
      assert.deepEqual([fired, files.problems()[0]?.refused], [7, 'link'], 'another reason');
    });

    it('tell letters apart where the file system does', () => {
      write('*\n!Secret\n', '.daymarkignore');
      assert.equal(ignores(new IgnoreFiles(clock, false), true, 'secret'), true, 'the exception is for another name');
      assert.equal(ignores(new IgnoreFiles(clock, true), true, 'secret'), false);
    });
  });

  describe('may be recorded', () => {
    const judgeBy = (exclude: readonly string[] = []) => {
      const settings = {
        get: (key: string) => (key === 'privacy.exclude' ? exclude : []),
        onDidChange: () => ({ dispose: () => undefined }),
      };
      return new Privacy(settings as ConstructorParameters<typeof Privacy>[0], clock).judge;
    };

    it('to a depth of 128 folders, and a length of 4,096 characters', () => {
      const judge = judgeBy();
      const deep = (folders: number) => `${'d/'.repeat(folders)}a.ts`;
      assert.equal(judge({ project: folder, file: deep(127) }), 'open');
      assert.equal(judge({ project: folder, file: deep(128) }), 'excluded');
      const long = (length: number) => 'x'.repeat(length - folder.length - 1);
      assert.equal(judge({ project: folder, file: long(4096) }), 'open');
      assert.equal(judge({ project: folder, file: long(4097) }), 'excluded');
    });

    it('by where links lead, which is looked up again after a minute', () => {
      mkdirSync(at('plain'));
      mkdirSync(at('secret'));
      symlinkSync(at('plain'), at('link'));
      const judge = judgeBy(['secret/a.ts']);
      const asked = () => judge({ project: folder, file: 'link/a.ts' });
      assert.equal(asked(), 'open');
      unlinkSync(at('link'));
      symlinkSync(at('secret'), at('link'));
      clock.advance(59_999);
      assert.equal(asked(), 'open');
      clock.advance(1);
      assert.equal(asked(), 'excluded', 'below the root it is secret/a.ts');
    });

    it('by the same verdict for 5 s', () => {
      const judge = judgeBy();
      const where = { project: folder, file: 'a.ts' };
      assert.equal(judge(where), 'open');
      write('a.ts\n', '.daymarkignore');
      clock.advance(4999);
      assert.equal(judge(where), 'open');
      clock.advance(1);
      assert.equal(judge(where), 'excluded');
    });

    it('by their path below the project, however both are written', () => {
      const judge = judgeBy(['/src/keys.ts']);
      for (const [project, file, verdict] of [
        ['/none/a', 'src/keys.ts', 'excluded'],
        ['/none/a/', 'src/keys.ts', 'excluded'],
        ['/none/a', '/none/a/src/keys.ts', 'excluded'],
        ['/none/a', 'src\\keys.ts', 'excluded'],
        ['/none/a', 'src/other.ts', 'open'],
        ['/none/a', '/none/ab/src/keys.ts', 'open'],
        ['/none/a/src', 'keys.ts', 'open'],
        ['/', 'src/keys.ts', 'excluded'],
      ] as const)
        assert.equal(judge({ project, file }), verdict, `${project} ${file}`);
      assert.equal(judge({ file: '/none/x/src/keys.ts' }), 'open', 'without a project');
      assert.equal(judge({ file: '/src/keys.ts' }), 'excluded');
      assert.equal(judge({}), 'open');
    });

    it('for one occasion by the settings of now', () => {
      const get = () => ['**/secret/**'];
      assert.equal(privacyNow({ get } as never, clock).judge({ project: folder, file: 'secret/a' }), 'excluded');
    });
  });
});
