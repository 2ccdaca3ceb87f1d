import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { damagedSecrets, folderSecret } from '../../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { diskFailure, faultyFiles } from '../faultyFiles.ts';
import { StorageFolder } from '../storageFolder.ts';
import { Thief } from './thief.ts';
import { fuzzRuns } from '../../fuzz/runs.ts';

const [ada, charles] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];

describe('a vault with damaged files', function () {
  this.timeout(120_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const vault = (secret: Uint8Array): Vault => new Vault({ folder: folder.folder, clock: folder.clock, secret });
  const file = (name: string): string => folder.path('vault', name);

  /** Two devices, a recovery key, and a third device that asks. */
  function furnish(): Uint8Array[] {
    const sealed = [vault(ada).seal('one'), vault(charles).seal('two')];
    vault(ada).authorize(vault(charles).state().ownCode);
    vault(charles).state();
    vault(ada).makeRecoveryKey();
    vault(Buffer.alloc(32, 3)).seal('three');
    vault(ada).state();
    return sealed;
  }

  it('throws nothing and trusts nothing more, whichever byte of a file is flipped, or wherever it is cut', () => {
    const sealed = furnish();
    const names = folder.list('vault');
    const contents = new Map(names.map((name) => [name, fs.readFileSync(file(name))]));
    const thief = new Thief(folder.folder);
    const trusted = vault(ada).state().trusted.length;
    const restore = (): void => {
      fs.rmSync(folder.path('vault'), { recursive: true });
      fs.mkdirSync(folder.path('vault'));
      for (const [name, bytes] of contents) fs.writeFileSync(file(name), bytes);
    };
    const cutOrFlipped = fc.oneof(
      fc.record({ at: fc.nat(), bit: fc.nat({ max: 7 }) }),
      fc.record({ at: fc.nat(), bit: fc.constant(-1) }),
    );
    const garbage = fc.constantFrom('', '{}', '[]', 'null', '0', '"x"', '{"at":1e400}', '{"__proto__":{}}', '\u0000');
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.oneof(cutOrFlipped, garbage), (name, damage) => {
        restore();
        const bytes = Buffer.from(contents.get(name) ?? '');
        if (typeof damage === 'string') fs.writeFileSync(file(name), damage);
        else {
          const at = damage.at % bytes.length;
          if (damage.bit >= 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << damage.bit);
          fs.writeFileSync(file(name), damage.bit < 0 ? bytes.subarray(0, at) : bytes);
        }
        const damaged = vault(ada);
        damaged.state().damagedFiles.forEach((each) => assert.equal(each, name));
        assert.ok(damaged.state().trusted.length <= trusted);
        const now = damaged.seal('now');
        assert.equal(damaged.open(now), 'now');
        assert.equal(vault(ada).open(now), 'now');
        for (const each of sealed) assert.ok([undefined, 'one', 'two'].includes(damaged.open(each)));
        assert.equal(thief.open(now), undefined);
      }),
      { numRuns: fuzzRuns(100) },
    );
    restore();
    assert.deepEqual(
      sealed.map((each) => vault(ada).open(each)),
      ['one', 'two'],
    );
  });

  it('mends its own key file while the key is known, and names the damaged file', () => {
    const one = vault(ada);
    const sealed = one.seal('one');
    const [name = ''] = folder.list('vault').filter((each) => each.startsWith('key-'));
    fs.writeFileSync(file(name), '{}');
    assert.deepEqual(vault(ada).state().damagedFiles, [name]);
    one.rotate();
    assert.deepEqual(vault(ada).state().damagedFiles, []);
    assert.equal(vault(ada).open(sealed), 'one');
  });

  it('makes folders and files for their owner only, whatever the umask says', function () {
    if (process.platform === 'win32') this.skip();
    const before = process.umask(0);
    try {
      folderSecret(folder.folder);
      furnish();
    } finally {
      process.umask(before);
    }
    for (const name of ['', ...folder.list('vault')]) assert.equal(fs.statSync(file(name)).mode & 0o077, 0, name);
    fs.chmodSync(folder.path('vault'), 0o777);
    vault(ada).rotate();
    assert.equal(fs.statSync(folder.path('vault')).mode & 0o777, 0o700, 'an open folder is closed');
  });

  it('seals nothing under a key that the disk refuses to keep', () => {
    let isFull = true;
    const files = faultyFiles((step) => {
      if (isFull && step === 'sync') throw diskFailure('ENOSPC');
    });
    const one = new Vault({ folder: folder.folder, clock: folder.clock, secret: ada, files });
    assert.throws(() => one.seal('one'), { code: 'storage-full' });
    assert.throws(() => one.tag('one'), { code: 'storage-full' });
    assert.deepEqual(folder.list('vault'), [], 'and leaves nothing half-written');
    isFull = false;
    assert.equal(vault(ada).open(one.seal('one')), 'one');
  });

  it('seals nothing without a secret, and everything once there is one', () => {
    const one = new Vault({ folder: folder.folder, clock: folder.clock });
    const plain = Buffer.concat([Uint8Array.of(0), Buffer.from('demo')]);
    assert.equal(one.open(plain), 'demo');
    assert.equal(one.open(vault(ada).seal('x')), undefined);
    assert.throws(() => one.seal('one'), { code: 'storage-readonly' });
    assert.equal(one.canSeal(), false);
    one.use(ada);
    assert.equal(vault(ada).open(one.seal('one')), 'one');
  });

  it('opens what a session sealed that had to use the secret in the folder, and seals nothing more under it', () => {
    const session = vault(folderSecret(folder.folder));
    const sealed = session.seal('in the meantime');
    const owner = vault(ada);
    assert.equal(owner.open(sealed), 'in the meantime');
    assert.ok(!owner.isCurrent(sealed));
    assert.equal(session.open(owner.seal('later')), undefined, 'it is not given to what lies in the folder');
    assert.equal(owner.state().waiting.length, 0);
    fs.rmSync(file('secret'));
    assert.equal(vault(ada).open(sealed), 'in the meantime', 'also when that secret is gone');
  });
});

describe('the secret in the folder', function () {
  this.timeout(60_000);
  let folder: StorageFolder;
  beforeEach(() => (folder = new StorageFolder()));
  afterEach(() => folder.remove());
  const file = (name: string): string => folder.path('vault', name);

  it('is set aside and told when it has the wrong length, and a new one is the same in every session', () => {
    for (const length of [0, 1, 31, 33, 20_000]) {
      fs.rmSync(folder.path('vault'), { recursive: true, force: true });
      fs.mkdirSync(folder.path('vault'));
      fs.writeFileSync(file('secret'), Buffer.alloc(length));
      const secret = folderSecret(folder.folder);
      assert.deepEqual(folderSecret(folder.folder), secret);
      const [damaged = ''] = damagedSecrets(folder.folder);
      assert.match(damaged, /^secret\.damaged-\d{4}-\d\d-\d\d$/);
      assert.equal(fs.statSync(file(damaged)).size, length, 'it is kept');
    }
  });

  it('is there whole or not at all, at whichever step the disk is full', () => {
    for (let step = 1, steps = 0; steps >= step - 1; step++) {
      fs.rmSync(folder.path('vault'), { recursive: true, force: true });
      steps = 0;
      const files = faultyFiles((kind, at) => {
        if (/list|stat|read|isLink/i.test(kind)) return;
        if (++steps < step) return;
        // Like a full disk: the file is created, and stays empty.
        if (kind === 'create') fs.writeFileSync(at, '');
        throw diskFailure('ENOSPC');
      });
      let kept: Uint8Array | undefined;
      try {
        kept = folderSecret(folder.folder, files);
      } catch (error) {
        assert.equal((error as NodeJS.ErrnoException).code, 'ENOSPC');
      }
      if (fs.existsSync(file('secret'))) assert.equal(fs.statSync(file('secret')).size, 32, `step ${step}`);
      const next = folderSecret(folder.folder);
      if (kept) assert.deepEqual(next, kept);
      assert.deepEqual(damagedSecrets(folder.folder), [], `step ${step}`);
    }
  });

  it('is made where a file system has no hard links', () => {
    const files = faultyFiles((step) => {
      if (step === 'link') throw diskFailure('EPERM');
    });
    const secret = folderSecret(folder.folder, files);
    assert.deepEqual(folderSecret(folder.folder), secret);
  });

  it('is one for all of several processes that start at once, also over a damaged one', async () => {
    for (let round = 0; round < 6; round++) {
      fs.rmSync(folder.path('vault'), { recursive: true, force: true });
      fs.mkdirSync(folder.path('vault'));
      if (round % 2 === 1) fs.writeFileSync(file('secret'), 'short');
      const secrets = await Promise.all(Array.from({ length: 6 }, () => secretOfProcess(folder.folder)));
      assert.deepEqual(new Set(secrets).size, 1, `round ${round}`);
      assert.equal(secrets[0], fs.readFileSync(file('secret'), 'hex'));
      assert.deepEqual(
        folder.list('vault').filter((name) => /\.new$|lock$/.test(name)),
        [],
        'nothing is left aside',
      );
    }
  });

  it('is not lost when processes that make it are killed', async () => {
    for (let round = 0; round < 10; round++) {
      fs.rmSync(folder.path('vault'), { recursive: true, force: true });
      const ends = Array.from({ length: 3 }, (_, index) => secretOfProcess(folder.folder, 60 + round * 8 + index * 5));
      const survivors = (await Promise.all(ends)).filter((secret) => secret !== '');
      const kept = Buffer.from(folderSecret(folder.folder)).toString('hex');
      for (const secret of survivors) assert.equal(secret, kept);
      assert.deepEqual(damagedSecrets(folder.folder), []);
    }
  });
});

/** Another process's secret, as hex; empty if it was killed before. */
function secretOfProcess(folder: string, killAfterMs?: number): Promise<string> {
  const module = path.join(import.meta.dirname, '../../../../src/storage/vault/folderSecret.ts');
  const script = `const { folderSecret } = await import(${JSON.stringify(module)}); process.stdout.write(Buffer.from(folderSecret(${JSON.stringify(folder)})).toString('hex'));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return new Promise((resolve) =>
    child.once('close', () => {
      clearTimeout(timer);
      resolve(text.length === 64 ? text : '');
    }),
  );
}
