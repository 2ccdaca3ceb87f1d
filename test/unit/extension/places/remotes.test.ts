import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRemote, remoteIn } from '../../../../src/extension/places/remotes.ts';

const config = (url: string) =>
  `[core]\n\tbare = false\n[remote "fork"]\n\turl = https://x.y/z\n[remote "origin"]\n\turl = ${url}\n\tfetch = +refs\n[branch "main"]\n\turl = no\n`;

describe('the remote of a project', () => {
  it('is host and path, however it is written', () => {
    const urls = [
      'https://github.com/acme/shop.git',
      'https://user:word@GitHub.com/acme/shop',
      'git@github.com:acme/shop.git',
      'ssh://git@github.com:22/acme/shop.git/',
      'git://github.com/acme/shop.git',
    ];
    for (const url of urls) assert.equal(remoteIn(config(url)), 'github.com/acme/shop', url);
    assert.equal(remoteIn('[core]\n'), undefined);
    assert.equal(remoteIn('[remote "other"]\n\turl = https://x.y/z\n'), undefined);
  });

  it('is found in repositories and in worktrees, and nowhere else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daymark-remotes-'));
    try {
      const [main, tree] = [join(folder, 'main'), join(folder, 'tree')];
      mkdirSync(join(main, '.git', 'worktrees', 'tree'), { recursive: true });
      mkdirSync(tree);
      writeFileSync(join(main, '.git', 'config'), config('git@github.com:acme/shop.git'));
      writeFileSync(join(main, '.git', 'worktrees', 'tree', 'commondir'), '../..\n');
      writeFileSync(join(tree, '.git'), `gitdir: ${join(main, '.git', 'worktrees', 'tree')}\n`);
      assert.equal(readRemote(main), 'github.com/acme/shop');
      assert.equal(readRemote(tree), 'github.com/acme/shop');
      assert.equal(readRemote(join(folder, 'gone')), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
