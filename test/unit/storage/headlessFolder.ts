import { openHeadless, type Headless } from '../../../src/headless/openHeadless.ts';
import { folderSecret } from '../../../src/storage/vault/folderSecret.ts';
import { Vault } from '../../../src/storage/vault/vault.ts';
import { span } from './facts.ts';
import { StorageFolder, wasmPath } from './storageFolder.ts';

/** A data folder that VS Code has used, opened to read and write without it, for each test of a `describe`. */
export class HeadlessFolder {
  #disk: StorageFolder | undefined;
  #headless: Headless | undefined;

  /** Adds the hooks that make and remove the folder. */
  static forEach(): HeadlessFolder {
    const made = new HeadlessFolder();
    beforeEach(() => made.#open());
    afterEach(() => made.#close());
    return made;
  }

  get disk(): StorageFolder {
    if (!this.#disk) throw new Error('only within a test');
    return this.#disk;
  }

  /** Runs an operation as an MCP client does. */
  run(operation: string, params: object = {}): Promise<unknown> {
    if (!this.#headless) throw new Error('only within a test');
    return this.#headless.operate({ transport: 'mcp', operation, params });
  }

  async #open(): Promise<void> {
    this.#disk = new StorageFolder();
    const { folder, clock } = this.#disk;
    const journal = this.#disk.journal({ sealer: new Vault({ folder, clock, secret: folderSecret(folder) }) });
    journal.append(span());
    await journal.close();
    this.#headless = openHeadless({ folder, wasmPath, clock, mayWrite: true });
  }

  async #close(): Promise<void> {
    await this.#headless?.close();
    this.disk.remove();
  }
}
