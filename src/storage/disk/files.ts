/** File metadata that the storage needs. */
export interface FileStat {
  readonly size: number;
  /** Not a folder, a pipe, or a device. */
  readonly isFile: boolean;
  /** Milliseconds since the epoch, by the writer's clock. */
  readonly modifiedAt: number;
  /** Distinguishes two files at the same path: the inode, or its equivalent. */
  readonly identity: string;
}

/** A file that only grows. */
export interface AppendFile {
  readonly path: string;
  /** Writes at the end. On failure part of the bytes may have been written. */
  append(bytes: Uint8Array): Promise<void>;
  /** Like `append`, but blocking; for the last moments of a process. */
  appendSync(bytes: Uint8Array): void;
  /** Makes appended bytes survive a power cut. */
  sync(): Promise<void>;
  /** Returns true if the name still leads to this file: false if someone deleted or moved it. */
  isInPlace(): Promise<boolean>;
  isInPlaceSync(): boolean;
  close(): void;
}

/**
 * Every access of the storage to the disk, so that a test can fail or stop between any two of them. All but `AppendFile` hold the
 * thread: they are called in the worker, or once. Failures are Node's own errors with their `code`.
 */
export interface Files {
  /** Names in a folder, sorted; empty if the folder doesn't exist. */
  list(folder: string): string[];
  /** Undefined if the file doesn't exist. */
  stat(path: string): FileStat | undefined;
  /** Reads from `from` (default 0) to the end, or at most `length` bytes; undefined if the file doesn't exist. */
  read(path: string, from?: number, length?: number): Uint8Array | undefined;
  /**
   * Reads a file that someone else may have planted: undefined if it doesn't exist, `unfit` if it is not a regular file (a link, a device)
   * or is longer than `limit` bytes. Never waits for another process.
   */
  readBounded(path: string, limit: number): Uint8Array | 'unfit' | undefined;
  /** Returns true if the path is a symbolic link, wherever it leads. */
  isLink(path: string): boolean;
  /** Creates a file that must not exist yet (throws `EEXIST` otherwise). */
  create(path: string, bytes: Uint8Array): void;
  /** Makes what was written to a file survive a power cut. */
  sync(path: string): void;
  /** Like `sync`, for the names in a folder. Does nothing on systems that don't support it. */
  syncFolder(folder: string): void;
  /** Replaces the file at `to`. */
  rename(from: string, to: string): void;
  /** Gives a file a second name that must not exist yet (throws `EEXIST` otherwise). Fails on file systems without hard links. */
  link(from: string, to: string): void;
  /** Does nothing if the file doesn't exist. */
  remove(path: string): void;
  /** Creates a folder and its parents for their owner only, whatever the umask. Removes others' access if the folder exists. */
  makeFolder(folder: string): void;
  /** Sets the time of the last change to now. */
  touch(path: string, now: number): void;
  openAppend(path: string): Promise<AppendFile>;
  openAppendSync(path: string): AppendFile;
}
