import fs from 'node:fs';
import path from 'node:path';
import { makeOwnFolder, ownerOnly } from './ownFolder.ts';
import type { AppendFile, Files, FileStat } from './files.ts';

/** The disk. */
export const nodeFiles: Files = {
  list: (folder) => orWithout(() => fs.readdirSync(folder).sort()) ?? [],
  stat: (file) => {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat && toStat(stat);
  },
  read: (file, from = 0, length = Infinity) => orWithout(() => readFrom(file, from, length)),
  readBounded,
  isLink: (file) => fs.lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true,
  create: (file, bytes) => fs.writeFileSync(file, bytes, { flag: 'wx', mode: ownerOnly }),
  sync: (file) => withFile(file, (fd) => fs.fsyncSync(fd)),
  syncFolder,
  rename: (from, to) => retryOnWindows(() => fs.renameSync(from, to)),
  link: (from, to) => fs.linkSync(from, to),
  remove: (file) => retryOnWindows(() => fs.rmSync(file, { force: true })),
  makeFolder: makeOwnFolder,
  touch: (file, now) => fs.utimesSync(file, now / 1000, now / 1000),
  openAppend: async (file) => {
    makeOwnFolder(path.dirname(file));
    return appendFile(file, await open(file));
  },
  openAppendSync: (file) => {
    makeOwnFolder(path.dirname(file));
    return appendFile(file, fs.openSync(file, 'a', ownerOnly));
  },
};

// Not blocking: opening a FIFO would wait for its writer. Windows has neither flag; there, `undefined` counts as 0.
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

function readBounded(file: string, limit: number): Uint8Array | 'unfit' | undefined {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (!stat) return undefined;
  if (!stat.isFile()) return 'unfit';
  return orWithout(() => {
    const fd = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      // Another file may have come since.
      return fs.fstatSync(fd).isFile() ? readUpTo(fd, limit) : 'unfit';
    } finally {
      fs.closeSync(fd);
    }
  });
}

function readUpTo(fd: number, limit: number): Uint8Array | 'unfit' {
  const bytes = Buffer.alloc(limit + 1);
  let done = 0;
  for (let read = -1; done < bytes.length && read !== 0; done += read)
    read = fs.readSync(fd, bytes, done, bytes.length - done, null);
  return done > limit ? 'unfit' : bytes.subarray(0, done);
}

function appendFile(file: string, fd: number): AppendFile {
  const opened = fs.fstatSync(fd);
  // An open file keeps its identity. It is checked again only if a file system assigns another number.
  const isThis = (stat: fs.Stats | undefined) => isSame(stat, opened) || isSame(stat, fs.fstatSync(fd));
  return {
    path: file,
    append: (bytes) => appendAll(fd, bytes),
    appendSync: (bytes) => {
      for (let done = 0; done < bytes.length;) done += fs.writeSync(fd, bytes, done);
    },
    sync: () => toPromise((done) => fs.fdatasync(fd, done)),
    isInPlace: async () => isThis(await statOrWithout(file)),
    isInPlaceSync: () => isThis(fs.statSync(file, { throwIfNoEntry: false })),
    close: () => fs.closeSync(fd),
  };
}

async function appendAll(fd: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const from = done;
    done += await new Promise<number>((resolve, reject) => {
      fs.write(fd, bytes, from, bytes.length - from, null, (error, written) =>
        error ? reject(error) : resolve(written),
      );
    });
  }
}

function open(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.open(file, 'a', ownerOnly, (error, fd) => (error ? reject(error) : resolve(fd)));
  });
}

function toPromise(start: (done: (error: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}

function readFrom(file: string, from: number, length: number): Uint8Array {
  return withFile(
    file,
    (fd) => {
      // A device may never end.
      if (!fs.fstatSync(fd).isFile()) throw Object.assign(new Error('This is not a regular file.'), { code: 'EISDIR' });
      if (from === 0 && length === Infinity) return fs.readFileSync(fd);
      const bytes = Buffer.alloc(Math.min(length, Math.max(0, fs.fstatSync(fd).size - from)));
      let done = 0;
      for (let read = -1; done < bytes.length && read !== 0; done += read) {
        read = fs.readSync(fd, bytes, done, bytes.length - done, from + done);
      }
      return bytes.subarray(0, done);
    },
    O_RDONLY | O_NONBLOCK,
  );
}

// Windows can only sync files that were opened for writing.
function withFile<T>(file: string, use: (fd: number) => T, flags: string | number = 'r+'): T {
  const fd = fs.openSync(file, flags);
  try {
    return use(fd);
  } finally {
    fs.closeSync(fd);
  }
}

// Windows opens no folder; its file system keeps names safe by itself.
function syncFolder(folder: string): void {
  if (process.platform !== 'win32') withFile(folder, (fd) => fs.fsyncSync(fd), 'r');
}

const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY']);

// On Windows, a virus scanner or another window may hold a file briefly while reading it.
function retryOnWindows(act: () => void): void {
  const waits = process.platform === 'win32' ? [5, 10, 20, 40, 80, 160] : [];
  for (const ms of waits) {
    try {
      return act();
    } catch (error) {
      if (!busyCodes.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }
  act();
}

function orWithout<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Uses a callback because this runs after each journal write, and `fs.promises.stat` takes twice the time on the main thread. */
function statOrWithout(file: string): Promise<fs.Stats | undefined> {
  return new Promise((resolve, reject) => {
    fs.stat(file, (error, stat) => {
      if (error && error.code !== 'ENOENT') reject(error);
      else resolve(error ? undefined : stat);
    });
  });
}

function isSame(one: fs.Stats | undefined, other: fs.Stats): boolean {
  return one !== undefined && one.ino === other.ino && one.dev === other.dev;
}

function toStat(stat: fs.Stats): FileStat {
  return { size: stat.size, isFile: stat.isFile(), modifiedAt: stat.mtimeMs, identity: identityOf(stat) };
}

function identityOf(stat: fs.Stats): string {
  return `${stat.dev}:${stat.ino}`;
}
