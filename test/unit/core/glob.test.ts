import assert from 'node:assert/strict';
import { Glob, StepBudget, type GlobOptions } from '../../../src/core/base/glob.ts';
import { pathGlob } from '../../../src/core/base/pathGlob.ts';

const holds = (glob: string, path: string, options?: GlobOptions): boolean => new Glob(glob, options).test(path);

describe('a glob', () => {
  const cases: [glob: string, holds: string[], holdsNot: string[]][] = [
    ['*.env', ['a.env', 'x/y/a.env', '.env'], ['a.envy', 'env']],
    ['secret', ['secret', 'a/secret', 'a/secret/b.ts'], ['secrets', 'a/xsecret']],
    ['secret/', ['secret/b.ts', 'a/secret/b.ts'], ['secrets/b.ts']],
    ['/build', ['build', 'build/a', '/build/a'], ['a/build']],
    ['src/**/*.ts', ['src/a.ts', 'src/x/y/a.ts', 'p/src/a.ts'], ['src/a.js', 'asrc/a.ts']],
    ['**/private/**', ['private/a', 'x/private/y/a', 'x/private'], ['xprivate/a']],
    ['*.{ts,tsx}', ['a.ts', 'b/a.tsx'], ['a.js']],
    ['{a,b/{c,d}}/x', ['a/x', 'b/c/x', 'q/b/d/x/y'], ['b/x', 'c/x']],
    ['a?c', ['abc', 'a😀c'], ['ac', 'a/c']],
    ['[a-c]x', ['ax', 'cx', '[a-c]x'], ['dx']],
    ['[!a]x', ['bx'], ['ax', '/x']],
    ['[[:digit:]]x', ['1x'], ['ax']],
    ['a+(b).c', ['a+(b).c'], ['aab.c']],
    ['**.env', ['.env', 'a/b.env'], ['a.envy']],
    ['café', ['cafe\u0301/menu.md'], ['cafe']],
    ['**', ['', 'a', 'a/b'], []],
    ['', ['', 'a', 'a/b'], []],
    ['/', ['', 'a', 'a/b'], []],
    ['C:\\Users\\me\\shop', ['C:\\Users\\me\\shop\\a.ts', 'C:/Users/me/shop'], ['C:/Users/me/shops']],
    ['**\\secret\\**', ['x/secret/a'], ['x/secrets/a']],
    ['\\[id\\]', ['[id]'], ['i']],
  ];
  for (const [glob, held, notHeld] of cases)
    it(`${glob} holds what it says and no more`, () => {
      for (const path of held) assert.ok(holds(glob, path), path);
      for (const path of notHeld) assert.ok(!holds(glob, path), path);
    });

  it('ignores case where it is told to, in ranges too', () => {
    assert.ok(holds('secret.txt', 'A/Secret.TXT', { ignoreCase: true }));
    assert.ok(holds('[A-C]*', 'bx', { ignoreCase: true }));
    assert.ok(!holds('secret.txt', 'A/Secret.TXT'));
  });

  it('with brackets also names the folder that is called so, as those of Next.js are', () => {
    for (const name of ['[[...sign-in]]', '[user-id]', '[id]', '[...slug]', '(group)', '@modal', '{a}', '[z-a]']) {
      for (const reading of ['plain', 'wide'] as const)
        assert.ok(holds(`app/${name}/**`, `app/${name}/page.tsx`, { reading }), `${reading} ${name}`);
    }
    assert.ok(new Glob('[id]').faults.size === 0 && new Glob('[[...sign-in]]').faults.has('range'));
  });

  it('answers in time whatever its wildcards are, or says yes where the budget is spent', () => {
    const deep = `${'a/'.repeat(2_000)}c`;
    for (const glob of ['**/a/'.repeat(90), '*a'.repeat(240), '{a,*}'.repeat(90), '?*'.repeat(240), '{'.repeat(490)]) {
      const started = performance.now();
      new Glob(`${glob}b`).test(deep, new StepBudget(1_000_000));
      new Glob(`${glob}b`).test('a'.repeat(4_000), new StepBudget(1_000_000));
      assert.ok(performance.now() - started < 1_000, glob.slice(0, 10));
    }
    assert.equal(new Glob('*a*a*b').test('a'.repeat(100), new StepBudget(50)), true);
  });
});

describe('a glob over paths of any machine', () => {
  it('ignores case on Windows only', () => {
    const holds = pathGlob('**/Shop/**');
    for (const path of ['C:/work/shop/a.ts', 'c:/work/SHOP/a.ts', '/work/Shop/a.ts']) assert.ok(holds(path), path);
    assert.equal(holds('/work/shop/a.ts'), false);
    // As it was answered the first time.
    assert.equal(holds('/work/shop/a.ts'), false);
  });
});

describe('a range that ends before it begins', () => {
  it('holds its two ends, and itself as a text', () => {
    const glob = new Glob('[z-a]x');
    for (const path of ['zx', 'ax', '[z-a]x']) assert.ok(glob.test(path), path);
    for (const path of ['mx', '-x']) assert.equal(glob.test(path), false, path);
  });
});

describe('the parts of a glob', () => {
  it('are a folder and all in it where it ends in stars, and no other folder', () => {
    for (const pattern of ['a/b/**', 'a/b/**/**', 'a/b/**/*']) {
      const glob = new Glob(pattern, { isAnchored: true, reading: 'wide' });
      for (const path of ['a/b', 'a/b/c', 'a/b/c/d']) assert.ok(glob.testWhole(path), `${pattern} ${path}`);
      for (const path of ['a', 'a/bc', 'x/a/b']) assert.equal(glob.testWhole(path), false, `${pattern} ${path}`);
    }
  });

  it('have no meaning after a backslash where that escapes', () => {
    const glob = new Glob('\\*a\\[b', { escapes: true });
    assert.ok(glob.test('*a[b'));
    for (const path of ['xa[b', '\\*a\\[b', 'a[b']) assert.equal(glob.test(path), false, path);
  });

  it('of other programs are told', () => {
    for (const pattern of ['!(a)', '+(a|b)', '@(a)']) assert.ok(new Glob(pattern).faults.has('extended'), pattern);
    assert.equal(new Glob('(a)').faults.size, 0);
  });

  it('in braces without a comma are themselves, and with two points anything between them, where they are read widely', () => {
    const told = (pattern: string, reading: NonNullable<GlobOptions['reading']>) => {
      const glob = new Glob(pattern, { reading });
      return [glob.test('a1'), glob.test(`a${pattern.slice(1)}`), glob.faults.has('extended')];
    };
    assert.deepEqual(told('a{1..3}', 'plain'), [false, true, true]);
    for (const reading of ['wide', 'entries'] as const) assert.deepEqual(told('a{1..3}', reading), [true, true, true]);
    for (const reading of ['plain', 'wide'] as const) {
      assert.deepEqual(told('a{1}', reading), [true, true, false]);
      assert.deepEqual(told('a{1,2..3}', reading), [true, true, false]);
    }
    assert.deepEqual(told('a{1}', 'exact'), [true, false, false]);
  });
});
