import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { Vault, type VaultOptions } from '../../../../src/storage/vault/vault.ts';
import { StorageFolder } from '../storageFolder.ts';

/** A device: its secret, and what it remembers outside of the folder. */
export class Device {
  readonly secret = randomBytes(32);
  revoked: readonly string[] = [];
  newest = 0;
  readonly #folder: StorageFolder;
  readonly #name: string;

  constructor(folder: StorageFolder, name: string) {
    this.#folder = folder;
    this.#name = name;
  }

  /** A new session. */
  open(options: Partial<VaultOptions> = {}): Vault {
    const { folder, clock } = this.#folder;
    return new Vault({
      folder,
      clock,
      secret: this.secret,
      newest: this.newest,
      revoked: this.revoked,
      onNewest: (at) => (this.newest = at),
      onRevoked: (ids) => (this.revoked = ids),
      deviceName: this.#name,
      ...options,
    });
  }

  get id(): string {
    return this.open().state().ownId;
  }
}

/** Three devices of one person that share a folder; the first one authorized the others. */
export class Devices {
  readonly folder = new StorageFolder();
  readonly owner = new Device(this.folder, 'Ada’s desktop');
  readonly other = new Device(this.folder, 'Bob’s laptop');
  readonly stolen = new Device(this.folder, 'Carl’s tablet');
  /** A name that was sealed before anything was revoked. */
  readonly old: Uint8Array;

  constructor() {
    this.old = this.owner.open().seal('an old name');
    this.pair(this.owner, this.other);
    this.pair(this.owner, this.stolen);
  }

  pair(first: Device, second: Device): void {
    const newcomer = second.open();
    newcomer.seal('of the second');
    first.open().authorize(newcomer.state().ownCode);
    this.settle(second, first);
  }

  /** Each has a separate session, twice, so that what one wrote reaches the others. */
  settle(...devices: Device[]): void {
    for (let round = 0; round < 2; round++) for (const each of devices) each.open().state();
  }

  save(form = /./): Map<string, Buffer> {
    const names = fs.readdirSync(this.folder.path('vault')).filter((name) => form.test(name));
    return new Map(names.map((name) => [name, fs.readFileSync(this.folder.path('vault', name))]));
  }

  putBack(files: ReadonlyMap<string, Buffer>): void {
    for (const [name, bytes] of files) fs.writeFileSync(this.folder.path('vault', name), bytes);
  }

  remove(form: RegExp): void {
    for (const name of this.save(form).keys()) fs.rmSync(this.folder.path('vault', name));
  }

  /** The stolen device can't read what the others write from now on, whatever it does in two sessions. */
  assertShutOut(devices: readonly Device[], thief = this.stolen): void {
    for (let round = 0; round < 2; round++) {
      for (const device of devices) {
        const sealed = device.open().seal('a new name');
        assert.equal(thief.open({ revoked: [] }).open(sealed), undefined, 'the revoked device reads nothing new');
        for (const each of devices) assert.equal(each.open().open(sealed), 'a new name', 'the others do');
        assert.equal(device.open().open(this.old), 'an old name', 'old names stay readable');
      }
    }
  }
}
