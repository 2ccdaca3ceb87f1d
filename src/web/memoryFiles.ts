import type { AppendFile, Files } from '../storage/disk/files.ts';

interface MemoryFile {
  readonly identity: string;
  modifiedAt: number;
  /** Joined when they are read. */
  parts: Uint8Array[];
}

/** Files that exist as long as this object: nothing reaches a disk. Errors have the codes of Node's. */
export function memoryFiles(now: () => number): Files {
  const files = new Map<string, MemoryFile>();
  let count = 0;
  const existing = (file: string): MemoryFile => {
    const found = files.get(file);
    if (!found) throw failure('ENOENT');
    return found;
  };
  const read = (file: string, from = 0, length = Infinity): Uint8Array | undefined => {
    const found = files.get(file);
    return found && joined(found).subarray(from, from + length);
  };
  const create = (file: string, bytes: Uint8Array): void => {
    if (files.has(file)) throw failure('EEXIST');
    files.set(file, { identity: String(++count), modifiedAt: now(), parts: [Uint8Array.from(bytes)] });
  };
  const openAppendSync = (file: string): AppendFile => {
    if (!files.has(file)) create(file, new Uint8Array());
    return appendFile(file, existing(file), { now, isInPlace: (opened) => files.get(file) === opened });
  };
  return {
    list: (folder) => namesIn(files.keys(), folder),
    stat: (file) => {
      const found = files.get(file);
      const isFolder = !found && namesIn(files.keys(), file).length > 0;
      if (!found && !isFolder) return undefined;
      const { modifiedAt = 0, identity = file } = found ?? {};
      return { size: found ? sizeOf(found) : 0, isFile: !isFolder, modifiedAt, identity };
    },
    read,
    readBounded: (file, limit) => {
      const bytes = read(file);
      return bytes && bytes.length > limit ? 'unfit' : bytes;
    },
    isLink: () => false,
    create,
    sync: () => {},
    syncFolder: () => {},
    rename: (from, to) => {
      files.set(to, existing(from));
      files.delete(from);
    },
    link: () => {
      throw failure('ENOTSUP');
    },
    remove: (file) => void files.delete(file),
    makeFolder: () => {},
    touch: (file, at) => void (existing(file).modifiedAt = at),
    openAppend: (file) => Promise.resolve(openAppendSync(file)),
    openAppendSync,
  };
}

interface Place {
  readonly now: () => number;
  readonly isInPlace: (file: MemoryFile) => boolean;
}

function appendFile(name: string, file: MemoryFile, { now, isInPlace }: Place): AppendFile {
  const append = (bytes: Uint8Array): void => {
    file.parts.push(Uint8Array.from(bytes));
    file.modifiedAt = now();
  };
  return {
    path: name,
    append: (bytes) => Promise.resolve(append(bytes)),
    appendSync: append,
    sync: () => Promise.resolve(),
    isInPlace: () => Promise.resolve(isInPlace(file)),
    isInPlaceSync: () => isInPlace(file),
    close: () => {},
  };
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code });
}

const sizeOf = ({ parts }: MemoryFile): number => parts.reduce((sum, part) => sum + part.length, 0);

function joined(file: MemoryFile): Uint8Array {
  const [first = new Uint8Array()] = file.parts;
  if (file.parts.length < 2) return first;
  const whole = new Uint8Array(sizeOf(file));
  let at = 0;
  for (const part of file.parts) {
    whole.set(part, at);
    at += part.length;
  }
  file.parts = [whole];
  return whole;
}

function namesIn(all: Iterable<string>, folder: string): string[] {
  const names = new Set<string>();
  for (const file of all)
    if (file.startsWith(`${folder}/`)) names.add(file.slice(folder.length + 1).split('/', 1)[0] ?? '');
  return [...names].sort();
}
