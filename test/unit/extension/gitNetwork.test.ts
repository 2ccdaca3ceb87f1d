import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readHistory } from '../../../src/extension/worker/gitHistory.ts';

describe('questions to git', () => {
  it('fetch nothing that a partial clone lacks', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'daymark-partial-'));
    const [origin, clone] = [path.join(folder, 'origin'), path.join(folder, 'clone')];
    const git = (root: string, ...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
    try {
      git(folder, 'init', '-q', '-b', 'main', origin);
      git(origin, 'config', 'uploadpack.allowFilter', 'true');
      for (const text of ['one', 'two', 'three']) {
        writeFileSync(path.join(origin, 'a.txt'), `${text}\n`);
        git(origin, 'add', '.');
        git(origin, '-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '-m', text);
      }
      git(folder, 'clone', '-q', '--no-checkout', '--filter=blob:none', pathToFileURL(origin).href, clone);
      const missing = () => git(clone, 'rev-list', '--objects', '--missing=print', '--all').match(/^\?/gm)?.length;
      assert.equal(missing(), 3);
      assert.equal(await readHistory({ git: 'git', root: clone }, 0), undefined);
      assert.equal(missing(), 3);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
