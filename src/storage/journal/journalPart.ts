import type { Fact } from '../../core/facts/facts.ts';
import type { AppendFile } from '../disk/files.ts';
import type { JournalEncoder } from './journalEncoder.ts';

/** Facts on their way to the disk, and their lines for the file that they were encoded for. */
export interface Batch {
  readonly facts: readonly Fact[];
  readonly text: string;
  /** Undefined when the text could not be made. */
  readonly part: JournalPart | undefined;
}

/** The file that is written to at present. */
export interface JournalPart {
  readonly path: string;
  readonly encoder: JournalEncoder;
  file?: AppendFile;
  bytes: number;
  /** The last write failed half-way: the next one begins with a line end. */
  torn: boolean;
}
