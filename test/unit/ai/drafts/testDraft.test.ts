import assert from 'node:assert/strict';
import fc from 'fast-check';
import { testQuestion, testsByModel, type TestDraftInput } from '../../../../src/ai/drafts/testDraft.ts';
import { checkTests, isPlainPath, isTestPath, testLimits } from '../../../../src/ai/drafts/testFiles.ts';
import { errorCode } from '../../../../src/core/base/appError.ts';
import { claudeDesk, signal } from './claudeDesk.ts';

const known = (...paths: readonly string[]) => ({
  paths: new Set(paths),
  isExcluded: (path: string) => path.startsWith('private/'),
});
const input = (changes: Partial<TestDraftInput> = {}): TestDraftInput => ({
  project: '/home/me/shop',
  sources: [{ path: 'src/tax.ts', text: 'export const taxRate = 19;\nconst password = "hunter2hunter2";\n' }],
  changes: [],
  examples: [],
  tests: [],
  hints: [],
  commands: ['npm test'],
  ...known('src/tax.ts', 'test/cart.test.ts'),
  ...changes,
});

describe('the path of a test', () => {
  for (const path of [
    'test/tax.test.ts',
    'src/tax.spec.js',
    'src/__tests__/tax.tsx',
    'tests/test_tax.py',
    'pkg/tax_test.go',
    'src/test/java/shop/TaxTest.java',
    'spec/tax_spec.rb',
    'tests/tax.rs',
  ])
    it(`may be ${path}`, () => assert.ok(isPlainPath(path) && isTestPath(path)));

  for (const path of [
    '../test/a.test.ts',
    'test/../../a.test.ts',
    '/test/a.test.ts',
    'C:/test/a.test.ts',
    'test\\a.test.ts',
    '.git/hooks/a.test.ts',
    'test/.git/a.test.js',
    'test/GIT~1/a.test.js',
    'test//a.test.ts',
    './test/a.test.ts',
    'test/a.test.ts.',
    'test/a.test.ts ',
    'test /a.test.ts',
    'test/a.test.ts:stream',
    'test/a\u202Ets.test.ts',
    'test/a\n.test.ts',
    'test/nul.test.ts',
    'node_modules/x/a.test.js',
    `test/${'x'.repeat(200)}.test.ts`,
    '',
  ])
    it(`is not ${JSON.stringify(path.slice(0, 40))}`, () => assert.ok(!isPlainPath(path)));

  for (const path of [
    'src/tax.ts',
    'package.json',
    'test/package.json',
    'test/run.sh',
    'tests/conftest.py',
    'test/jest.config.js',
    'test/vitest.setup.ts',
    'Makefile',
    'test/data.txt',
    'README.md',
  ])
    it(`is none of a test: ${path}`, () => assert.ok(!isTestPath(path)));

  it('never leads out of its folder', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'test', '.git', 'C:', '~', 'a.test.ts', '\\..\\', '%2e%2e'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const path = parts.join('/');
        if (!isPlainPath(path)) return;
        const { pathname } = new URL(path.split('/').map(encodeURIComponent).join('/'), 'file:///root/');
        assert.ok(pathname.startsWith('/root/') && pathname.length > '/root/'.length, path);
        assert.ok(path.split('/').every((one) => one !== '..' && !one.startsWith('.')));
      }),
    );
  });
});

describe('the files of an answer', () => {
  it('are new tests alone, each once, in whatever case, within the limits', () => {
    const test = (path: string, content = 'ok();') => ({ path, content });
    const { files, refused } = checkTests(
      [
        test('test/new.test.ts'),
        test('test/NEW.test.ts'),
        test('test/Cart.test.ts'),
        test('src/tax.ts'),
        test('../test/out.test.ts'),
        test('private/a.test.ts'),
        test('test/empty.test.ts', ' \n'),
        test('test/binary.test.ts', 'a\0b'),
        test('test/large.test.ts', 'x'.repeat(testLimits.bytes + 1)),
      ],
      known('test/cart.test.ts'),
    );
    assert.deepEqual(files, [{ path: 'test/new.test.ts', content: 'ok();\n' }]);
    assert.deepEqual(
      refused.map(({ reason }) => reason),
      ['twice', 'exists', 'notTest', 'path', 'private', 'empty', 'empty', 'size'],
    );
    const many = Array.from({ length: 20 }, (_, at) => test(`test/a${at}.test.ts`));
    assert.equal(checkTests(many, known()).files.length, testLimits.files);
  });
});

describe('the question for tests', () => {
  it('has no secret and no folder, and is cut at line ends; the receipt keeps no code', () => {
    const long = Array.from({ length: 2000 }, (_, at) => `const line${at} = 1;`).join('\n');
    const { content, kept } = testQuestion(
      input({
        sources: [...input().sources, { path: 'src/long.ts', text: long }],
        commands: ['TOKEN="abcdefabcdef" npm test'],
      }),
    );
    assert.ok(!/hunter2|\/home\/me|abcdefabcdef/.test(content), content.slice(0, 300));
    const { sources } = JSON.parse(content) as { readonly sources: readonly [string, string][] };
    assert.ok((sources[1]?.[1].length ?? 0) <= 16_000);
    assert.match(sources[1]?.[1] ?? '', / = 1;$/);
    assert.ok(!kept?.includes('taxRate'));
    assert.match(kept ?? '', /not kept[^]*sha256[^]*src\/tax\.ts/);
  });
});

describe('the code that a question for tests has room for', () => {
  /** Sizes of the texts that are sent of some. */
  const sizes = (...texts: readonly string[]) => {
    const sources = texts.map((text, at) => ({ path: `src/${at}.ts`, text }));
    const { content } = testQuestion(input({ sources, commands: [] }));
    return (JSON.parse(content) as { readonly sources: readonly [string, string][] }).sources.map(
      ([path, { length }]) => [path, length],
    );
  };
  const lines = (...lengths: readonly number[]) => lengths.map((length) => '-'.repeat(length)).join('\n');

  it('is all of a file of 16,000 characters, and else its whole lines', () => {
    assert.deepEqual(sizes(lines(16_000)), [['src/0.ts', 16_000]]);
    assert.deepEqual(sizes(lines(16_000, 5)), [['src/0.ts', 16_000]]);
    assert.deepEqual(sizes(lines(9000, 8000)), [['src/0.ts', 9000]]);
    assert.deepEqual(sizes(lines(16_001), 'x'), [['src/1.ts', 1]]);
  });

  it('is 48,000 characters of all files, the first ones first', () => {
    const [whole, part] = [lines(16_000), lines(15_990)];
    assert.deepEqual(
      sizes(whole, whole, part, lines(10, 5), 'x').map(([, length]) => length),
      [16_000, 16_000, 15_990, 10],
    );
    assert.deepEqual(
      sizes(whole, part, part, lines(9, 5, 20)).map(([, length]) => length),
      [16_000, 15_990, 15_990, 15],
    );
  });

  it('is as much of changes and of examples as of one file', () => {
    const texts = [lines(16_000), 'x'].map((text, at) => ({ path: `src/${at}.ts`, text }));
    for (const kind of ['changes', 'examples'] as const) {
      const content = JSON.parse(testQuestion(input({ [kind]: texts })).content) as Record<typeof kind, string[][]>;
      assert.deepEqual(
        content[kind].map(([path]) => path),
        ['src/0.ts'],
      );
    }
  });

  it('comes with what is known of it, and only that', () => {
    const bare = JSON.parse(testQuestion(input()).content) as object;
    assert.deepEqual(Object.keys(bare), ['sources', 'commands']);
    const sources = [{ path: 'src/a.ts', text: 'a' }];
    const all = input({
      sources,
      lines: { from: 3, to: 7 },
      changes: sources,
      examples: sources,
      tests: ['t'],
      hints: ['h'],
    });
    assert.deepEqual(JSON.parse(testQuestion(all).content), {
      sources: [['src/a.ts', 'a']],
      lines: [3, 7],
      changes: [['src/a.ts', 'a']],
      examples: [['src/a.ts', 'a']],
      tests: ['t'],
      hints: ['h'],
      commands: ['npm test'],
    });
  });
});

describe('tests by Claude', () => {
  const claude = claudeDesk();

  it('are asked for with exactly what was shown, and counted', async () => {
    claude.fake.turns.push({
      answer: {
        files: [
          { path: 'test/tax.test.ts', content: 'ok();' },
          { path: '.git/config', content: 'x' },
        ],
      },
      usage: { input: 900, output: 90 },
    });
    const at = claude.watched();
    const draft = await testsByModel(input(), at, signal);
    assert.deepEqual(claude.fake.seen.at(-1)?.body, JSON.parse(claude.shown));
    assert.deepEqual([draft.files.length, draft.refused], [1, [{ path: '.git/config', reason: 'path' }]]);
    const [receipt] = at.book.last;
    assert.deepEqual([receipt?.outcome, receipt?.task, receipt?.tokens?.input], ['ok', 'tests', 900]);
    assert.ok(at.book.states.every(({ payload }) => !payload.includes('taxRate')));
  });

  it('are not asked for without consent, nor beyond the budget', async () => {
    const before = claude.fake.seen.length;
    assert.equal(await testsByModel(input(), claude.refusing(), signal).catch(errorCode), 'ai-declined');
    assert.equal(await testsByModel(input(), claude.poor(), signal).catch(errorCode), 'ai-budget');
    assert.equal(claude.fake.seen.length, before);
  });

  for (const [status, type, code] of [
    [413, 'request_too_large', 'ai-too-large'],
    [529, 'overloaded_error', 'ai-overloaded'],
    [401, 'authentication_error', 'ai-auth'],
    [500, 'api_error', 'ai-server-error'],
  ] as const)
    it(`fail with the type of the failure: ${code}`, async () => {
      claude.fake.turns.push({ problem: { status, type, message: 'No' } });
      assert.equal(await testsByModel(input(), claude.opened(), signal).catch(errorCode), code);
    });

  it('of a form that nobody asked for are unreadable', async () => {
    claude.fake.turns.push({ answer: { files: [{ path: 7 }] } });
    assert.equal(await testsByModel(input(), claude.opened(), signal).catch(errorCode), 'ai-unreadable');
  });
});
