/** What the storage needs to know of a file. */
export interface FileStat {
  readonly size: number;
  /** Not a folder, a pipe, or a device. */
  readonly isFile: boolean;
  /** Milliseconds since the epoch, by the clock of whoever wrote it. */
  readonly modifiedAt: number;
  /** Tells two files of one path apart: the inode, or its like. */
  readonly identity: string;
}

/** A file that only grows. */
export interface AppendFile {
  readonly path: string;
  /** Writes at the end. On failure part of the bytes may have been written. */
  append(bytes: Uint8Array): Promise<void>;
  /** As `append`, holding the thread; for the last moments of a process. */
  appendSync(bytes: Uint8Array): void;
  /** Makes what was appended survive a power cut. */
  sync(): Promise<void>;
  /** Whether its name still leads to it: not when someone deleted or moved it meanwhile. */
  isInPlace(): Promise<boolean>;
  isInPlaceSync(): boolean;
  close(): void;
}

/**
 * Every access of the storage to the disk, so that a test can fail or stop between any two of them. All but `AppendFile` hold the
 * thread: they are called in the worker, or once. Failures are Node's own errors with their `code`.
 */
export interface Files {
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(folder: string): string[];
  /** Undefined when there is no such file. */
  stat(path: string): FileStat | undefined;
  /** The bytes from `from` (default 0) to the end, or as many as `length`; undefined when there is no such file. */
  read(path: string, from?: number, length?: number): Uint8Array | undefined;
  /**
   * The bytes of a file that someone else may have planted: undefined when there is none, `unfit` when it is no regular file (a link, a
   * device) or is longer than `limit` bytes. Never waits for another process.
   */
  readBounded(path: string, limit: number): Uint8Array | 'unfit' | undefined;
  /** Whether there is a symbolic link, wherever it leads. */
  isLink(path: string): boolean;
  /** Makes a file that must not exist yet (`EEXIST` otherwise). */
  create(path: string, bytes: Uint8Array): void;
  /** Makes what was written to a file survive a power cut. */
  sync(path: string): void;
  /** As `sync`, for the names in a folder. Does nothing where a system has no such thing. */
  syncFolder(folder: string): void;
  /** Replaces what is at `to`. */
  rename(from: string, to: string): void;
  /** Gives a file a second name that must not exist yet (`EEXIST` otherwise). Fails where a file system has no hard links. */
  link(from: string, to: string): void;
  /** Does nothing when there is no such file. */
  remove(path: string): void;
  /** Makes a folder and those above it, for their owner only whatever the umask says. One that is there is taken from others. */
  makeFolder(folder: string): void;
  /** Sets the time of the last change to now. */
  touch(path: string, now: number): void;
  openAppend(path: string): Promise<AppendFile>;
  openAppendSync(path: string): AppendFile;
}
