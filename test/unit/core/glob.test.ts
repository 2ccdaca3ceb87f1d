import assert from 'node:assert/strict';
import { globToRegExp } from '../../../src/core/base/glob.ts';

describe('a glob', () => {
  const cases: [glob: string, holds: string[], holdsNot: string[]][] = [
    ['*.env', ['a.env', 'x/y/a.env', '.env'], ['a.envy', 'env']],
    ['secret', ['secret', 'a/secret', 'a/secret/b.ts'], ['secrets', 'a/xsecret']],
    ['secret/', ['secret/b.ts', 'a/secret/b.ts'], ['secrets/b.ts']],
    ['/build', ['build', 'build/a', '/build/a'], ['a/build']],
    ['src/**/*.ts', ['src/a.ts', 'src/x/y/a.ts', 'p/src/a.ts'], ['src/a.js', 'asrc/a.ts']],
    ['**/private/**', ['private/a', 'x/private/y/a'], ['xprivate/a']],
    ['*.{ts,tsx}', ['a.ts', 'b/a.tsx'], ['a.js']],
    ['a?c', ['abc'], ['ac', 'a/c']],
    ['[a-c]x', ['ax', 'cx'], ['dx']],
    ['a+(b).c', ['a+(b).c'], ['aab.c']],
  ];
  for (const [glob, holds, holdsNot] of cases)
    it(`${glob} holds what it says and no more`, () => {
      for (const path of holds) assert.match(path, globToRegExp(glob));
      for (const path of holdsNot) assert.doesNotMatch(path, globToRegExp(glob));
    });

  it('ignores case where it is told to', () => {
    assert.match('A/Secret.TXT', globToRegExp('secret.txt', true));
    assert.doesNotMatch('A/Secret.TXT', globToRegExp('secret.txt'));
  });
});
