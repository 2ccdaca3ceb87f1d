import type { Fact } from '../../core/facts/facts.ts';
import type { AppendFile, Files } from '../disk/files.ts';
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

/** Opens the file of a part that has none yet. */
export async function openPart(part: JournalPart, files: Pick<Files, 'openAppend'>): Promise<void> {
  if (part.file) return;
  const file = await files.openAppend(part.path);
  // A synchronous flush may have been quicker.
  if (part.file) file.close();
  else part.file = file;
}

/** Appends lines to an open part. @returns the number of bytes */
export async function appendTo(part: JournalPart, text: string): Promise<number> {
  const bytes = Buffer.from((part.torn ? '\n' : '') + text);
  part.torn = true;
  await part.file?.append(bytes);
  part.torn = false;
  part.bytes += bytes.length;
  return bytes.length;
}

/**
 * The same, blocking.
 * @param mayBeCutOff another write to the part has not ended, so this one begins on a new line
 */
export function appendToSync(part: JournalPart, text: string, mayBeCutOff: boolean): number {
  const bytes = Buffer.from((part.torn || mayBeCutOff ? '\n' : '') + text);
  part.torn = true;
  part.file?.appendSync(bytes);
  part.torn = false;
  part.bytes += bytes.length;
  return bytes.length;
}
