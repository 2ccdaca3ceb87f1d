import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { clientSecret, type Secrets } from '../../../../src/extension/vault/clientSecret.ts';
import { openVaultAccess, type VaultAccess } from '../../../../src/extension/vault/vaultAccess.ts';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder } from '../../storage/storageFolder.ts';

/** A secret storage for tests. */
class FakeSecrets implements Secrets {
  readonly values = new Map<string, string>();
  get: Secrets['get'] = (key) => Promise.resolve(this.values.get(key));
  store: Secrets['store'] = (key, value) => Promise.resolve(void this.values.set(key, value));
}

describe('the secret of a device', () => {
  let folder: StorageFolder;
  let secrets: FakeSecrets;
  const opened: VaultAccess[] = [];
  beforeEach(() => {
    folder = new StorageFolder();
    secrets = new FakeSecrets();
  });
  afterEach(() => {
    for (const each of opened.splice(0)) each.dispose();
    folder.remove();
  });

  /** Opens a window, while time goes by. */
  async function open(place: 'secretStorage' | 'folder' = 'secretStorage'): Promise<VaultAccess> {
    const { clock } = folder;
    let isOpen = false;
    const wish = openVaultAccess({ secrets, folder: folder.folder, place, clock }).finally(() => (isOpen = true));
    for (let ms = 0; ms < 60_000 && !isOpen; ms += 100) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!isOpen) clock.pass(100);
    }
    const access = await wish;
    opened.push(access);
    return access;
  }

  it('is kept in the secret storage, and the next window finds it', async () => {
    const one = await open();
    assert.deepEqual([one.place, one.failure], ['secretStorage', undefined]);
    const sealed = one.vault.seal('engine');
    const two = await open();
    assert.equal(two.vault.open(sealed), 'engine');
    assert.ok(!fs.existsSync(folder.path('vault', 'secret')));
  });

  it('is not overwritten by a second window while the first waits for a password', async () => {
    let answer = (): void => undefined;
    const slow: Secrets = {
      get: secrets.get,
      store: (key, value) =>
        new Promise((resolve) => {
          answer = () => resolve(void secrets.values.set(key, value));
        }),
    };
    const { clock } = folder;
    const first = clientSecret({ secrets: slow, folder: folder.folder, clock });
    const second = clientSecret({ secrets, folder: folder.folder, clock });
    // Three minutes, in the first of which it asks for a password.
    for (let ms = 0; ms < 180_000; ms += 500) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.pass(500);
    }
    assert.equal(secrets.values.size, 0, 'the second one waits');
    answer();
    let isDone = false;
    const both = Promise.all([first, second]).finally(() => (isDone = true));
    while (!isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.pass(100);
    }
    const [one, two] = await both;
    assert.deepEqual(Buffer.from(one), Buffer.from(two));
  });

  it('locks nothing when the secret storage fails in one session', async () => {
    const before = (await open()).vault.seal('before');
    const { get } = secrets;
    secrets.get = () => Promise.reject(new Error('no key chain'));
    const failing = await open();
    assert.deepEqual([failing.place, failing.failure?.message], ['folder', 'no key chain']);
    const meanwhile = failing.vault.seal('meanwhile');
    secrets.get = get;
    for (let session = 0; session < 2; session++) {
      const { vault, failure } = await open();
      assert.deepEqual([failure, vault.open(before), vault.open(meanwhile)], [undefined, 'before', 'meanwhile']);
    }
  });

  it('is used in the same session when the secret storage answers late', async () => {
    const before = (await open()).vault.seal('before');
    const { get } = secrets;
    let answer = (): void => undefined;
    const unlocked = new Promise<void>((resolve) => (answer = resolve));
    secrets.get = (key) => unlocked.then(() => get(key));
    const late = await open();
    assert.deepEqual(
      [late.place, late.failure?.message],
      ['folder', 'The secret storage of the editor does not answer.'],
    );
    const meanwhile = late.vault.seal('meanwhile');
    assert.equal(late.vault.open(before), undefined);
    let changes = 0;
    late.onDidChange(() => changes++);
    answer();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([late.place, late.failure, changes], ['secretStorage', undefined, 1]);
    const after = late.vault.seal('after');
    for (const { vault } of [late, await open()])
      assert.deepEqual(
        [before, meanwhile, after].map((each) => vault.open(each)),
        ['before', 'meanwhile', 'after'],
      );
  });

  for (const place of ['secretStorage', 'folder'] as const)
    it(`continues as a new device after it was revoked, with what it could open, and keeps the new secret in the ${place}`, async () => {
      const owner = new Vault({ folder: folder.folder, clock: folder.clock, secret: randomBytes(32) });
      owner.seal('of the owner');
      const access = await open(place);
      access.vault.seal('first');
      owner.authorize(access.vault.state().ownCode);
      access.vault.state();
      owner.revoke([access.vault.state().ownId]);
      const sealed = access.vault.seal('recorded by the revoked device');
      assert.equal(access.vault.state().isRevoked, true);
      await access.startAnew();
      for (const { vault } of [access, await open(place)]) {
        assert.equal(vault.open(sealed), 'recorded by the revoked device');
        assert.equal(vault.state().isRevoked, false);
      }
      const later = owner.seal('later');
      owner.authorize((await open(place)).vault.state().ownCode);
      const again = (await open(place)).vault;
      again.state();
      assert.equal(again.open(later), 'later');
    });

  it('continues as before when the new secret can’t be kept', async () => {
    const access = await open();
    const sealed = access.vault.seal('x');
    const { ownId } = access.vault.state();
    secrets.store = () => Promise.reject(new Error('no key chain'));
    await assert.rejects(access.startAnew(), /no key chain/);
    assert.deepEqual([access.vault.state().ownId, access.vault.open(sealed)], [ownId, 'x']);
    assert.equal((await open()).vault.open(sealed), 'x');
  });

  it('remembers in the secret storage who was revoked: a folder that is put back makes no difference', async () => {
    const access = await open();
    access.vault.seal('x');
    const other = new Vault({ folder: folder.folder, clock: folder.clock, secret: randomBytes(32) });
    other.seal('of the other');
    access.vault.authorize(other.state().ownCode);
    other.state();
    fs.cpSync(folder.path('vault'), folder.path('before'), { recursive: true });
    access.vault.revoke([other.state().ownId]);
    fs.rmSync(folder.path('vault'), { recursive: true });
    fs.cpSync(folder.path('before'), folder.path('vault'), { recursive: true });
    const next = await open();
    assert.deepEqual([next.vault.state().trusted, next.vault.state().revokedCount], [[], 1]);
    assert.equal(other.open(next.vault.seal('new')), undefined);
    // Also in the worker, which gets the list handed over.
    const { secret, newest, revoked } = next;
    const inWorker = new Vault({ folder: folder.folder, clock: folder.clock, secret, newest, revoked });
    assert.equal(inWorker.state().revokedCount, 1);
  });

  it('protects names by the folder’s secret where the secret storage never answers or forgets', async () => {
    secrets.get = () => new Promise(() => undefined);
    const silent = await open();
    const sealed = silent.vault.seal('x');
    assert.equal(silent.place, 'folder');
    assert.equal((await open()).vault.open(sealed), 'x');
    secrets.get = () => Promise.resolve(undefined);
    const forgetful = await open();
    assert.match(forgetful.failure?.message ?? '', /does not keep/);
    assert.equal(forgetful.vault.open(sealed), 'x');
  });

  it('leaves nothing sealed under a secret that can’t be kept: facts wait, and are written when it can', async () => {
    fs.writeFileSync(folder.path('vault'), 'no folder');
    const access = await open('folder');
    assert.ok(access.failure);
    assert.equal(access.secret, undefined);
    assert.throws(() => access.vault.seal('x'), { code: 'storage-readonly' });
    fs.rmSync(folder.path('vault'));
    folder.clock.pass(30_000);
    assert.deepEqual([access.failure, access.place], [undefined, 'folder']);
    const sealed = access.vault.seal('x');
    assert.equal((await open('folder')).vault.open(sealed), 'x');
  });

  it('remembers the newest key outside of the folder, so that an older one does not come back', async () => {
    const one = await open();
    const old = one.vault.seal('old');
    fs.cpSync(folder.path('vault'), folder.path('saved'), { recursive: true });
    folder.clock.pass(1000);
    one.vault.rotate();
    one.vault.seal('new');
    await new Promise((resolve) => setImmediate(resolve));
    fs.rmSync(folder.path('vault'), { recursive: true });
    fs.cpSync(folder.path('saved'), folder.path('vault'), { recursive: true });
    const two = await open();
    assert.equal(two.vault.open(old), 'old');
    assert.ok(!two.vault.isCurrent(old));
  });

  it('takes no key of the secret in the folder for new names, whoever put it there', async () => {
    await open();
    fs.writeFileSync(folder.path('vault', 'secret'), randomBytes(32));
    const planted = fs.readFileSync(folder.path('vault', 'secret'));
    const thief = new Vault({ folder: folder.folder, clock: folder.clock, secret: planted });
    folder.clock.pass(1e9);
    thief.seal('x');
    const { vault } = await open();
    assert.equal(thief.open(vault.seal('a new name')), undefined);
  });
});
