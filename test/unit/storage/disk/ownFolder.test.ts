import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFiles } from '../../../../src/storage/disk/nodeFiles.ts';
import { createFile } from '../../../../src/storage/disk/replaceFile.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { sourceTexts } from '../../extension/sourceText.ts';

describe('what we make on disk', () => {
  let folder: string;
  let umask: number;
  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(path.join(tmpdir(), 'daymark-rights-'));
    umask = process.umask(0);
  });
  afterEach(() => {
    process.umask(umask);
    rmSync(folder, { recursive: true, force: true });
  });

  const rights = (file: string): string => (statSync(file).mode & 0o777).toString(8);

  it('is whole or not at all, and dated as it was asked to be', () => {
    const file = path.join(folder, 'state.json');
    createFile(nodeFiles, file, Buffer.from('one'));
    const refusing = faultyFiles((step) => {
      if (step === 'rename') throw diskFailure('ENOSPC');
    });
    assert.throws(() => createFile(refusing, file, Buffer.from('two')), { code: 'ENOSPC' });
    assert.deepEqual(readdirSync(folder), ['state.json']);
    assert.equal(readFileSync(file, 'utf8'), 'one');
    nodeFiles.touch(file, 1_700_000_000_000);
    assert.equal(nodeFiles.stat(file)?.modifiedAt, 1_700_000_000_000);
  });

  it('is for its owner alone, whatever the umask', async () => {
    const data = path.join(folder, 'data');
    nodeFiles.makeFolder(path.join(data, 'backups', 'old'));
    nodeFiles.create(path.join(data, 'daymark.sqlite'), new Uint8Array(1));
    (await nodeFiles.openAppend(path.join(data, 'journal', 'a.ndjson'))).close();
    nodeFiles.openAppendSync(path.join(data, 'more', 'deep', 'b.ndjson')).close();
    const all = readdirSync(data, { recursive: true, withFileTypes: true });
    assert.equal(all.length, 8);
    assert.equal(rights(data), '700');
    for (const one of all)
      assert.equal(rights(path.join(one.parentPath, one.name)), one.isDirectory() ? '700' : '600', one.name);
  });

  it('is so also where an earlier version made the folder for all to read', () => {
    const old = path.join(folder, 'old');
    mkdirSync(old);
    chmodSync(old, 0o755);
    nodeFiles.makeFolder(old);
    assert.equal(rights(old), '700');
  });

  it('is made through these helpers, or with rights of its own', () => {
    const texts = [...sourceTexts('src/storage'), ...sourceTexts('src/extension'), ...sourceTexts('src/ai')];
    const made = texts
      .filter(([file]) => !file.endsWith('ownFolder.ts') && !file.replaceAll('\\', '/').includes('/vault/'))
      .flatMap(([file, text]) =>
        Array.from(
          text.matchAll(/\b(?:mkdir|mkdirSync|writeFile|writeFileSync)\([^;]*;/g),
          ([call]) => `${file}: ${call}`,
        ),
      );
    assert.ok(made.length > 3);
    const open = made.filter(
      (call) => !/mode|ownerOnly|\bfs\.writeFile\(target/.test(call) && !call.includes('writeFile(target'),
    );
    assert.deepEqual(open, []);
  });
});
