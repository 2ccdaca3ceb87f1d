import { Ledger } from './ledger.ts';
import type { FoundLog } from './findLogs.ts';
import { readLog, type LogPosition } from './readLog.ts';
import type { TextShelf } from './texts/textShelf.ts';
import type { AgentTool } from './tools.ts';

/** The progress of a read. */
export interface Progress {
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
}

/** Bytes between two reports of progress. */
const stepBytes = 8 << 20;

/** The contents of several tools' logs, kept up to date: each update reads only what is new since the last. Nothing is written to disk. */
export class LogIndex {
  readonly #positions = new Map<string, LogPosition>();
  readonly #ledgers = new Map<AgentTool, Ledger>();
  readonly #isExcluded: (project: string) => boolean;
  readonly #texts: TextShelf | undefined;
  #files = new Map<AgentTool, number>();

  /**
   * @param isExcluded whether a working folder, or a file, is of a project that must not be read about
   * @param texts takes what was said; absent if nothing of it is kept
   */
  constructor(isExcluded: (path: string) => boolean = () => false, texts?: TextShelf) {
    this.#isExcluded = isExcluded;
    this.#texts = texts;
  }

  /** One ledger for each tool with a log, in the order of discovery. */
  get ledgers(): readonly Ledger[] {
    return [...this.#ledgers.values()];
  }

  /** The number of files of a tool in the last update. */
  filesOf(tool: AgentTool): number {
    return this.#files.get(tool) ?? 0;
  }

  /**
   * Reads what is new in these logs. What was read from a deleted log stays counted.
   * @returns the number of bytes that were read
   */
  update(logs: readonly FoundLog[], report: (progress: Progress) => void = () => undefined): number {
    const bytes = logs.reduce((sum, { size }) => sum + size, 0);
    this.#files = new Map();
    let [bytesDone, bytesRead] = [0, 0];
    for (const [filesDone, log] of logs.entries()) {
      const { tool } = log.format;
      this.#files.set(tool, this.filesOf(tool) + 1);
      bytesRead += this.#read(log, (done) =>
        report({ files: logs.length, filesDone, bytes, bytesDone: bytesDone + done }),
      );
      bytesDone += log.size;
    }
    return bytesRead;
  }

  #read({ path, format }: FoundLog, report: (bytes: number) => void): number {
    const ledger = this.#ledgers.get(format.tool) ?? new Ledger(format, this.#isExcluded, this.#texts);
    this.#ledgers.set(format.tool, ledger);
    let total = 0;
    try {
      for (;;) {
        const from = this.#positions.get(path);
        const { position, bytes, done } = readLog(path, {
          format,
          ledger,
          ...(from && { from }),
          limits: { budget: stepBytes },
        });
        this.#positions.set(path, position);
        total += bytes;
        report(total);
        if (done) return total;
      }
    } catch {
      // Deleted or unreadable: the reconciliation says so.
      ledger.problem('unreadable-file');
      return total;
    }
  }
}
