import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs, { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { Tokens } from '../../../src/hub/tokens.ts';
import { writeOwnFile } from '../../../src/hub/ownFile.ts';

describe('the files of tokens', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'daymark-tokens-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('two processes make and revoke at once: each token that was made is there, each that was revoked is gone', async () => {
    const before = Array.from({ length: 40 }, (_, i) => new Tokens(folder).create(`old ${i}`, ['read'], i).token.id);
    const [first, second] = [before.slice(0, 20), before.slice(20)];
    await Promise.all([first, second].map((ids) => makeAndRevoke(ids)));
    const names = new Tokens(folder).list().map(({ name }) => name);
    assert.deepEqual(
      names.filter((name) => name.startsWith('old')),
      [],
    );
    assert.equal(names.length, 40);
  });

  it('takes over the one list of earlier versions, whose tokens stay valid', () => {
    const secret = randomUUID();
    const hash = createHash('sha256').update(secret).digest('hex');
    const token = { id: '0a1b2c3d', name: 'Vim', scopes: ['write'], created: 7, hash };
    const old = path.join(folder, 'hub', 'tokens.json');
    writeOwnFile(old, JSON.stringify({ tokens: [token] }));
    assert.equal(new Tokens(folder).verify(secret)?.name, 'Vim');
    assert.ok(!existsSync(old));
    const tokens = new Tokens(folder);
    tokens.revoke(token.id);
    assert.equal(tokens.verify(secret), undefined);
  });

  it('are not read again while their folder is as it was, and are as soon as it changes', () => {
    const tokens = new Tokens(folder);
    const { secret, token } = tokens.create('Vim', ['write'], 1);
    const files = path.join(folder, 'hub', 'tokens');
    const long = new Date(Date.now() - 60_000);
    utimesSync(files, long, long);
    assert.equal(tokens.verify(secret)?.name, 'Vim');
    const { readdirSync: real } = fs;
    let reads = 0;
    fs.readdirSync = ((...of: Parameters<typeof real>) => (reads++, real(...of))) as typeof real;
    syncBuiltinESMExports();
    try {
      assert.equal(tokens.verify(secret)?.name, 'Vim');
      assert.equal(tokens.verify(randomUUID()), undefined);
      assert.equal(reads, 0);
    } finally {
      fs.readdirSync = real;
      syncBuiltinESMExports();
    }
    const other = new Tokens(folder);
    const { secret: second } = other.create('Emacs', ['write'], 2);
    assert.equal(tokens.verify(second)?.name, 'Emacs');
    other.revoke(token.id);
    assert.equal(tokens.verify(secret), undefined);
  });

  it('a damaged file names itself, and leaves the others valid', () => {
    const tokens = new Tokens(folder);
    const { secret } = tokens.create('Vim', ['write'], 1);
    const damaged = path.join(folder, 'hub', 'tokens', 'ffffffff.json');
    writeFileSync(damaged, '{"id":');
    assert.throws(() => tokens.list(), {
      code: 'storage-damaged',
      message: /ffffffff\.json is damaged\. Delete the file/,
    });
    assert.equal(tokens.verify(secret)?.name, 'Vim');
    rmSync(damaged);
    assert.equal(tokens.list().length, 1);
  });

  it('nobody can name a file elsewhere', () => {
    const tokens = new Tokens(folder);
    writeFileSync(path.join(folder, 'kept.json'), '');
    assert.throws(() => tokens.revoke('../../kept'), { code: 'not-found' });
    assert.deepEqual(readdirSync(folder), ['kept.json']);
  });

  /** In a process of its own: makes a token for each that it revokes. */
  async function makeAndRevoke(ids: readonly string[]): Promise<void> {
    const module = pathToFileURL(path.join(projectFolder, 'src/hub/tokens.ts')).href;
    const program = `import { Tokens } from '${module}';
      const tokens = new Tokens(process.argv[1]);
      for (const id of process.argv.slice(2)) { tokens.create('new', ['read'], 100); tokens.revoke(id); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder, ...ids], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  }
});
