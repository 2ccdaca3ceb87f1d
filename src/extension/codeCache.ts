import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Names of compiled files: `<file>-<checksum and length of its text>-<version of V8>.cache`. */
const ending = '.cache';
const checksumBytes = 4;
const parameters = '(function (exports, require, module, __filename, __dirname) { ';

interface LoadedFile {
  exports: unknown;
}

type FileFunction = (...args: unknown[]) => void;

interface CompiledFile {
  readonly name: string;
  readonly script: Script;
  readonly cacheFile: string;
}

/**
 * Loads the files of a bundle like `require`, with the code that V8 compiled the last time, which takes a third of the time. V8 checks
 * neither who made such code nor whether it is complete, so it is stored beside the files: anyone who can write there could change those
 * too. If the folder isn't writable, the files are compiled each time.
 */
export class CodeCache {
  readonly #folder: string;
  readonly #names: readonly string[];
  readonly #require: (id: string) => unknown;
  readonly #loaded = new Map<string, LoadedFile>();
  readonly #others = new Map<string, unknown>();
  readonly #prepared = new Map<string, FileFunction>();
  readonly #compiled: CompiledFile[] = [];
  /** Called when a file had to be compiled; `save` keeps the result. */
  onDidCompile: () => void = () => undefined;

  /**
   * @param folder of the files
   * @param names of the files, without the folder; they may `require` each other as `./name`
   * @param requireOther loads everything else but JSON beside them
   */
  constructor(folder: string, names: readonly string[], requireOther: (id: string) => unknown) {
    this.#folder = folder;
    this.#names = names;
    this.#require = requireOther;
  }

  /** Compiles a file that will be loaded in a later turn of the event loop. Throws `ENOENT` if it doesn't exist. */
  prepare(name: string): void {
    this.#prepared.set(name, this.#compile(name));
  }

  /** Returns what a file exports. Each file runs once. Throws the file's error, and `ENOENT` if it doesn't exist. */
  load(name: string): unknown {
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    const file: LoadedFile = { exports: {} };
    // Set before it runs, since files may require each other.
    this.#loaded.set(name, file);
    try {
      this.#run(name, file);
    } catch (error) {
      this.#loaded.delete(name);
      throw error;
    }
    return file.exports;
  }

  /** Writes what had to be compiled, with the functions that have run since. Each file takes a turn of the event loop. Never rejects. */
  async save(): Promise<void> {
    for (const compiled of this.#compiled.splice(0)) {
      await nextTurn();
      // Whatever the error, the next start compiles again.
      await this.#write(compiled).catch(() => undefined);
    }
  }

  #run(name: string, file: LoadedFile): void {
    const run = this.#prepared.get(name) ?? this.#compile(name);
    this.#prepared.delete(name);
    const filename = join(this.#folder, name);
    run.call(file.exports, file.exports, (id: string) => this.#requireFor(id), file, filename, this.#folder);
  }

  #requireFor(id: string): unknown {
    const name = id.startsWith('./') ? id.slice(2) : '';
    if (this.#names.includes(name)) return this.load(name);
    return name.endsWith('.json') ? readJson(join(this.#folder, name)) : this.#other(id);
  }

  /** VS Code's own `require` takes up to a millisecond for a module, each time. */
  #other(id: string): unknown {
    if (!this.#others.has(id)) this.#others.set(id, this.#require(id));
    return this.#others.get(id);
  }

  #compile(name: string): FileFunction {
    const filename = join(this.#folder, name);
    const bytes = readFileSync(filename);
    const cacheFile = join(this.#cacheFolder, `${name}-${keyOf(bytes)}${ending}`);
    const cachedData = readChecked(cacheFile);
    const script = new Script(`${parameters}${bytes.toString('latin1')}\n})`, {
      filename,
      columnOffset: -parameters.length,
      ...(cachedData && { cachedData }),
    });
    if (!cachedData || script.cachedDataRejected) {
      this.#compiled.push({ name, script, cacheFile });
      this.onDidCompile();
    }
    return script.runInThisContext() as FileFunction;
  }

  get #cacheFolder(): string {
    return join(this.#folder, 'codeCache');
  }

  async #write({ name, script, cacheFile }: CompiledFile): Promise<void> {
    const code = script.createCachedData();
    const checksum = Buffer.alloc(checksumBytes);
    checksum.writeUInt32LE(crc32(code));
    const folder = this.#cacheFolder;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const aside = `${cacheFile}.${process.pid}`;
    await writeFile(aside, Buffer.concat([checksum, code]), { mode: 0o600 });
    await rename(aside, cacheFile);
    const others = (await readdir(folder)).filter((other) => other.startsWith(`${name}-`));
    for (const other of others) if (join(folder, other) !== cacheFile) await rm(join(folder, other), { force: true });
  }
}

/**
 * Returns a name for the text, and for everything that decides whether V8 accepts compiled code: its version, its flags, and the
 * processor. A checksum is enough: it is there for a developer's next build, since another version comes in another folder.
 */
function keyOf(text: Buffer): string {
  return `${crc32(text).toString(36)}-${text.length}-${cachedDataVersionTag().toString(36)}`;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** Returns the code as written; undefined if there is none, or it was damaged. */
function readChecked(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    const code = bytes.subarray(checksumBytes);
    return bytes.length > checksumBytes && bytes.readUInt32LE() === crc32(code) ? code : undefined;
  } catch {
    return undefined;
  }
}
