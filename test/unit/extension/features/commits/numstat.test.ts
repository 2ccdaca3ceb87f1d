import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { changesIn, numstatOf } from '../../../../../src/extension/features/commits/numstat.ts';
import { git } from '../../../../harness/workspace.ts';

describe("git's count of a commit's lines", () => {
  it('is read for names of any kind, and not for binary files', () => {
    assert.deepEqual(changesIn('1\t2\ta b.ts\0-\t-\tx.png\x000\t3\tsrc/ä\n\t.ts\0'), [
      ['a b.ts', 1, 2],
      ['src/ä\n\t.ts', 0, 3],
    ]);
    assert.deepEqual(changesIn(''), []);
  });

  it('comes from git, of the first commit and of a file that was moved too', async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'daymark-numstat-'));
    try {
      git(root, 'init', '--quiet');
      const commit = (subject: string): string => {
        git(root, 'add', '--all');
        git(root, 'commit', '--quiet', '--no-gpg-sign', '-m', subject);
        return git(root, 'rev-parse', 'HEAD').trim();
      };
      writeFileSync(path.join(root, 'ä.txt'), 'one\ntwo\n');
      const first = commit('first');
      git(root, 'mv', 'ä.txt', 'b.txt');
      const second = commit('second');
      assert.deepEqual(await numstatOf({ git: 'git', root }, first), [['ä.txt', 2, 0]]);
      assert.deepEqual(await numstatOf({ git: 'git', root }, second), [
        ['b.txt', 2, 0],
        ['ä.txt', 0, 2],
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
