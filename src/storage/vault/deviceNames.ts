import { decrypt, deriveKey, encrypt } from './cipher.ts';
import type { Identity } from './identity.ts';
import type { KeyFolder, Recipient } from './keyFolder.ts';

const longestName = 64;

/**
 * The names of devices, each encrypted under a key that only the device and the reader can compute: nobody else can read a name, or assign
 * one to a device.
 */
export class DeviceNames {
  readonly #folder: KeyFolder;
  readonly #self: Identity;

  constructor(folder: KeyFolder, self: Identity) {
    this.#folder = folder;
    this.#self = self;
  }

  /** Stores the name of this device for `reader`, unless it is there. Throws disk errors. */
  tell(name: string, reader: Recipient): void {
    const text = name.slice(0, longestName);
    const key = this.#key(reader);
    const context = contextOf(this.#self.id, reader.id);
    const there = this.#folder.deviceName(this.#self.id, reader.id);
    if (!key || (there && decrypt(key, there, context)?.toString() === text)) return;
    this.#folder.writeDeviceName(this.#self.id, reader.id, encrypt(key, Buffer.from(text), context));
  }

  /** Returns the name of another device; undefined if it stored none. */
  of(subject: Recipient): string | undefined {
    const box = this.#folder.deviceName(subject.id, this.#self.id);
    const key = this.#key(subject);
    const text = box && key && decrypt(key, box, contextOf(subject.id, this.#self.id));
    return text?.toString().slice(0, longestName);
  }

  #key({ publicKey }: Recipient): Uint8Array | undefined {
    const pairKey = this.#self.pairKey(publicKey);
    return pairKey && deriveKey(pairKey.export(), 'device name');
  }
}

function contextOf(subject: string, reader: string): Uint8Array {
  return Buffer.from(`device name ${subject} ${reader}`);
}
