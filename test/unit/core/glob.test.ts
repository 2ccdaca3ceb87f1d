import assert from 'node:assert/strict';
import { Glob, StepBudget, type GlobOptions } from '../../../src/core/base/glob.ts';

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
