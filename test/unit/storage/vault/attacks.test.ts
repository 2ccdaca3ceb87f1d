import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { Vault } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder } from '../storageFolder.ts';
import { Thief } from './thief.ts';

/** The attacks of docs/security.md, each by its number there. */
describe('someone who can write to the vault', () => {
  let folder: StorageFolder;
  let thief: Thief;
  let old: Uint8Array;
  const ada = randomBytes(32);
  beforeEach(() => {
    folder = new StorageFolder();
    old = vault(ada).seal('an old name');
    thief = new Thief(folder.folder);
  });
  afterEach(() => folder.remove());

  function vault(secret: Uint8Array): Vault {
    return new Vault({ folder: folder.folder, clock: folder.clock, secret });
  }

  /** The owner's actions in the next session. */
  function nextSession(secret = ada): { sealed: Uint8Array; owner: Vault } {
    const owner = vault(secret);
    assert.equal(owner.open(old), 'an old name', 'the owner reads what was there');
    owner.state();
    return { sealed: owner.seal('a new name'), owner };
  }

  function assertNothingLeaks(secret = ada): void {
    for (let session = 0; session < 2; session++) {
      const { sealed, owner } = nextSession(secret);
      owner.rotate();
      for (const each of [sealed, owner.seal('after rotation'), old])
        assert.equal(thief.open(each), undefined, 'the thief reads nothing');
      assert.equal(vault(secret).open(sealed), 'a new name');
      folder.clock.pass(3_600_000);
    }
  }

  it('1: can’t make a planted key the current one, nor have it opened', () => {
    const key = thief.plantKey();
    assertNothingLeaks();
    assert.equal(vault(ada).open(thief.seal(key, 'planted')), undefined);
  });

  it('1: can’t with a key that claims to be from the owner, for sealing', () => {
    const owner = thief.recipients()[0]?.id;
    for (const from of [owner, thief.id, 'x', null])
      thief.plantKey({ extra: { use: 'seal', from, mac: randomBytes(32).toString('base64') } });
    assertNothingLeaks();
  });

  it('2: can’t prove a recipient by a planted key, or by a statement of its own', () => {
    thief.plantSelf('recovery');
    thief.plantKey();
    const publicKey = thief.publicKey.toString('base64');
    for (const { id } of thief.recipients()) {
      const mac = randomBytes(32).toString('base64');
      thief.write(`trust-${thief.id}.${id}.json`, { kind: 'recovery', publicKey, at: 1, from: id, mac });
      thief.write(`answer-${thief.id}.${id}.json`, { kind: 'client', publicKey, at: 1, mac });
    }
    assertNothingLeaks();
    assert.equal(vault(ada).state().hasRecoveryKey, false);
  });

  it('3: can’t pass for a device or a recovery key under the name of another', () => {
    const recovery = vault(ada).makeRecoveryKey();
    const publicKey = thief.publicKey.toString('base64');
    for (const name of thief.names(/^(for|trust)-/)) {
      thief.write(name, { ...(thief.read(name) as object), publicKey });
    }
    assertNothingLeaks();
    assert.ok(recovery);
  });

  it('4: gains nothing by moving the files of one recipient to another', () => {
    thief.plantSelf();
    const owner = thief.recipients().find(({ id }) => id !== thief.id);
    for (const name of thief.names(/^(key|trust)-/))
      thief.write(name.replaceAll(owner?.id ?? '', thief.id), thief.read(name) as object);
    assertNothingLeaks();
  });

  it('5: can’t make the owner begin again as a new user who trusts what is there', () => {
    const saved = thief.names(/^key-/).map((name) => [name, thief.read(name) as Record<string, unknown>] as const);
    thief.remove(/^(trust|ask|answer|key)-/);
    thief.plantKey();
    // The owner's own key as an earlier version wrote it: its data stays readable, and that is all.
    for (const [name, { box, proof, at }] of saved)
      thief.write(name, { box: box ?? '', proof: proof ?? '', at: at ?? 0 });
    assertNothingLeaks();
  });

  it('6: can’t bring back a key that was rotated out, where the newest one is kept elsewhere', () => {
    const stolen = new Map(thief.names(/^key-/).map((name) => [name, thief.read(name) as object]));
    let newest = 0;
    const options = { folder: folder.folder, clock: folder.clock, secret: ada };
    const owner = new Vault({ ...options, onNewest: (at: number) => (newest = at) });
    owner.rotate();
    owner.seal('x');
    thief.remove(/^(key|trust)-/);
    for (const [name, content] of stolen) thief.write(name, content);
    const later = new Vault({ ...options, newest });
    const sealed = later.seal('after the rollback');
    assert.notEqual(keyOf(sealed), keyOf(old));
    assert.equal(later.open(old), 'an old name');
    assert.equal(vault(ada).open(sealed), 'after the rollback');
  });

  it('7: can’t be authorized in place of a device that asks', () => {
    const second = vault(randomBytes(32));
    second.seal('of the second device');
    const code = second.state().ownCode;
    // The thief's request comes first, and copies the other one's text.
    thief.plantSelf();
    for (const name of thief.names(/^ask-/)) {
      const content = thief.read(name) as { mac: string };
      const publicKey = thief.publicKey.toString('base64');
      thief.write(`ask-${thief.id}.json`, { ...content, publicKey });
    }
    vault(ada).authorize(code);
    assertNothingLeaks();
    assert.equal(second.open(vault(ada).seal('for both')), 'for both');
  });

  it('8: can’t authorize a device that asks, to be given its keys', () => {
    const charles = randomBytes(32);
    const second = vault(charles);
    const sealed = second.seal('of the second device');
    for (const { id } of thief.recipients()) {
      const publicKey = thief.publicKey.toString('base64');
      const content = { kind: 'client', publicKey, at: 1, mac: randomBytes(32).toString('base64') };
      thief.write(`answer-${thief.id}.${id}.json`, content);
      thief.write(`trust-${thief.id}.${id}.json`, { ...content, from: thief.id });
    }
    thief.plantKey();
    const again = vault(charles);
    again.state();
    for (const each of [sealed, again.seal('later')]) assert.equal(thief.open(each), undefined);
  });

  it('9: is told about by nothing that it can take away: removed files only take rights', () => {
    vault(ada).makeRecoveryKey();
    for (const form of [/^trust-/, /^for-/, /^key-/, /^ask-/]) {
      const saved = new Map(thief.names(form).map((name) => [name, thief.read(name) as object]));
      thief.remove(form);
      thief.plantKey();
      const owner = vault(ada);
      assert.equal(thief.open(owner.seal('now')), undefined, String(form));
      for (const [name, content] of saved) thief.write(name, content);
    }
    assertNothingLeaks();
  });

  it('10: can’t have files outside of the vault read or written through links', function () {
    if (process.platform === 'win32') this.skip();
    const elsewhere = folder.path('elsewhere');
    fs.mkdirSync(elsewhere);
    for (const name of thief.names(/json$/)) {
      fs.renameSync(folder.path('vault', name), folder.path('elsewhere', name));
      fs.symlinkSync(folder.path('elsewhere', name), folder.path('vault', name));
    }
    const before = fs.readdirSync(elsewhere).map((name) => fs.readFileSync(folder.path('elsewhere', name), 'utf8'));
    const owner = vault(ada);
    owner.seal('new');
    owner.state();
    const after = fs.readdirSync(elsewhere).map((name) => fs.readFileSync(folder.path('elsewhere', name), 'utf8'));
    assert.deepEqual(after, before);
    fs.rmSync(folder.path('vault'), { recursive: true });
    fs.symlinkSync(elsewhere, folder.path('vault'));
    assert.throws(() => vault(randomBytes(32)).seal('new'), { code: 'storage-damaged' });
  });

  it('11: does not hold up a window with a FIFO, a device or a huge file', function () {
    if (process.platform === 'win32') this.skip();
    const owner = thief.recipients()[0]?.id ?? '';
    fs.symlinkSync('/dev/zero', folder.path('vault', `key-000000000000.${owner}.json`));
    fs.writeFileSync(folder.path('vault', `key-000000000001.${owner}.json`), '');
    fs.truncateSync(folder.path('vault', `key-000000000001.${owner}.json`), 3e9);
    fs.mkdirSync(folder.path('vault', `key-000000000002.${owner}.json`));
    const { owner: opened } = nextSession();
    assert.equal(opened.state().damagedFiles.length, 3);
  });
});

function keyOf(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, 7)).toString('hex');
}
