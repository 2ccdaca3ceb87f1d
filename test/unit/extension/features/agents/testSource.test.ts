import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errorCode } from '../../../../../src/core/base/appError.ts';
import { translator } from '../../../../../src/core/base/translate.ts';
import { commitsOfSession } from '../../../../../src/extension/features/agents/decisions/sessionSource.ts';
import { readTestSource } from '../../../../../src/extension/features/agents/tests/testSource.ts';
import { writeTests } from '../../../../../src/extension/features/agents/tests/writeTests.ts';
import { makeRepository } from '../../../agents/runs/runsOver.ts';

const t = translator();

describe('the commits of a session', () => {
  it('are those of its time, the oldest first, without files that must not be sent', async function () {
    this.timeout(60_000);
    const root = mkdtempSync(path.join(tmpdir(), 'daymark-commits-'));
    try {
      makeRepository(root);
      const commit = (day: string, message: string, ...names: readonly string[]): void => {
        for (const name of names) {
          mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
          writeFileSync(path.join(root, name), message);
        }
        const env = { ...process.env, GIT_COMMITTER_DATE: `${day}T12:00:00Z`, GIT_AUTHOR_DATE: `${day}T12:00:00Z` };
        execFileSync('git', ['add', '-A'], { cwd: root });
        execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@localhost', 'commit', '-qm', message], {
          cwd: root,
          env,
        });
      };
      commit('2030-01-01', 'Before', 'before.ts');
      commit('2030-01-02', 'First\n\nBecause of this.', 'src/first.ts', '.env', 'private/a.ts');
      commit('2030-01-03', 'Second', 'src/second.ts');
      commit('2030-01-05', 'After', 'after.ts');
      const during = { start: Date.UTC(2030, 0, 2), end: Date.UTC(2030, 0, 4) };
      const isExcluded = (file: string): boolean => file.startsWith('private/');
      const commits = await commitsOfSession({ git: 'git', root }, during, isExcluded);
      assert.deepEqual(
        commits.map(({ subject, body, files }) => [subject, body, files]),
        [
          ['First', 'Because of this.', ['src/first.ts']],
          ['Second', '', ['src/second.ts']],
        ],
      );
      const ranged = await commitsOfSession({ git: 'git', root }, { range: 'HEAD~1..HEAD' }, isExcluded);
      assert.deepEqual(
        ranged.map(({ subject }) => subject),
        ['After'],
      );
      const gone = path.join(root, 'gone');
      assert.deepEqual(await commitsOfSession({ git: 'git', root: gone }, during, isExcluded), []);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});

describe('generating tests in a real repository', function () {
  this.timeout(60_000);
  let [folder, root, head] = ['', '', ''];
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-tests-'));
    root = path.join(folder, 'repository');
    head = makeRepository(root);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('reads what changed, and the nearest tests, but nothing excluded, secret, or behind a link', async () => {
    write('src/tax.ts', 'export const taxRate = 19;\n');
    write('src/secret.pem', 'never');
    write('private/plan.ts', 'never');
    write('private/plan.test.ts', 'never');
    write('test/cart.test.ts', 'cart();\n');
    write('test/tax.test.ts', 'tax();\n');
    write(
      'package.json',
      JSON.stringify({ type: 'module', scripts: { test: 'mocha' }, devDependencies: { mocha: '1' } }),
    );
    writeFileSync(path.join(folder, 'outside.ts'), 'never');
    symlinkSync(path.join(folder, 'outside.ts'), path.join(root, 'src', 'link.ts'));
    const isExcluded = (file: string): boolean => file.startsWith('private/');
    const source = await readTestSource({ git: 'git', root }, { range: { from: head } }, isExcluded);
    assert.deepEqual(source.sources.map((one) => one.path).toSorted(), ['src/tax.ts']);
    assert.deepEqual(
      source.examples.map((one) => one.path),
      ['test/tax.test.ts', 'test/cart.test.ts'],
    );
    assert.deepEqual(source.hints, ['package.json: type module', 'package.json: test script mocha', 'package: mocha']);
    assert.ok(source.paths.has('private/plan.test.ts'));
    const { paths: _, ...sent } = source;
    assert.doesNotMatch(JSON.stringify(sent), /never|private/);
    const whole = await readTestSource({ git: 'git', root }, { file: 'src/link.ts' }, isExcluded);
    assert.deepEqual(whole.sources, []);
  });

  it('names the nearest tests first: those of the file, of its language, and beside it', async () => {
    for (const name of [
      'src/shop/tax.ts',
      'src/shop/tax.test.ts',
      'src/shop/cart.test.ts',
      'src/test_tax.py',
      'test/cart.test.js',
      'z/other.test.ts',
    ])
      write(name, `// ${name}\n`);
    const { examples, tests } = await readTestSource({ git: 'git', root }, { file: 'src/shop/tax.ts' }, () => false);
    assert.deepEqual(
      [...examples.map((one) => one.path), ...tests],
      ['src/shop/tax.test.ts', 'src/test_tax.py', 'src/shop/cart.test.ts', 'z/other.test.ts', 'test/cart.test.js'],
    );
    assert.equal(examples.length, 2);
  });

  it('reads a text of a quarter of a megabyte, with the lines that are meant, and names forty more tests', async () => {
    write('src/whole.ts', 'x'.repeat(256 * 1024));
    write('src/large.ts', 'x'.repeat(256 * 1024 + 1));
    write('src/binary.ts', 'a\0b');
    for (let at = 0; at < 45; at++) write(`test/a${at}.test.ts`, 'a');
    const read = async (file: string, lines?: { from: number; to: number }) =>
      readTestSource({ git: 'git', root }, { file, ...(lines && { lines }) }, () => false);
    const sizes = await Promise.all(
      ['src/whole.ts', 'src/large.ts', 'src/binary.ts', 'src/none.ts'].map((file) => read(file)),
    );
    assert.deepEqual(
      sizes.map(({ sources }) => sources.map(({ text }) => text.length)),
      [[256 * 1024], [], [], []],
    );
    const { lines, tests, examples, changes } = await read('src/whole.ts', { from: 2, to: 3 });
    assert.deepEqual([lines, tests.length, examples.length, changes], [{ from: 2, to: 3 }, 40, 2, []]);
    assert.ok(!('lines' in (sizes[0] ?? {})));
  });

  it('writes new files only, whatever links lie in the way', async () => {
    const outside = path.join(folder, 'outside');
    mkdirSync(outside);
    mkdirSync(path.join(root, 'test'));
    symlinkSync(outside, path.join(root, 'test', 'linked'));
    symlinkSync(path.join(outside, 'new.ts'), path.join(root, 'test', 'file.test.ts'));
    write('test/there.test.ts', 'mine\n');
    const put = (name: string) =>
      writeTests(root, [{ path: name, content: 'ok();\n' }], t).then(() => 'written', errorCode);
    assert.equal(await put('test/deep/er/new.test.ts'), 'written');
    assert.equal(readFileSync(path.join(root, 'test/deep/er/new.test.ts'), 'utf8'), 'ok();\n');
    for (const name of [
      'test/linked/a.test.ts',
      'test/file.test.ts',
      'test/there.test.ts',
      'a.txt/a.test.ts',
      '../a.test.ts',
    ])
      assert.equal(await put(name), 'not-allowed', name);
    assert.equal(readFileSync(path.join(root, 'test/there.test.ts'), 'utf8'), 'mine\n');
    assert.ok(!existsSync(path.join(outside, 'a.test.ts')) && !existsSync(path.join(outside, 'new.ts')));
    assert.ok(!existsSync(path.join(folder, 'a.test.ts')));
  });
});
