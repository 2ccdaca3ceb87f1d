import { changeOfPatch } from '../attribution/lines.ts';
import type { FileEdit } from '../attribution/fileEdit.ts';
import { marks } from './marks.ts';

/** The output of `apply_patch` if it changed nothing. */
const [failure] = marks('apply_patch verification failed');

/** Returns whether a tool's output means that a patch failed. */
export function saysOfFailure(line: Buffer): boolean {
  return line.includes(failure);
}

/**
 * Reads the patches in what a tool is called with: the input of `apply_patch`, or a command that pipes one to it. Codex logs no result of a
 * patch but its failure.
 */
export function patchesIn(input: string): Pick<FileEdit, 'file' | 'added' | 'removed'>[] {
  const text = input.includes('*** Begin Patch') ? textIn(input) : '';
  const files: { file: string; readonly lines: string[] }[] = [];
  for (const line of text.slice(text.indexOf('*** Begin Patch')).split('\n')) {
    if (line.startsWith('*** End Patch')) break;
    const [, name] = /^\*\*\* (?:Add|Update) File: (.+)$/.exec(line) ?? [];
    const [, moved] = /^\*\*\* Move to: (.+)$/.exec(line) ?? [];
    const last = files.at(-1);
    if (name !== undefined) files.push({ file: name.trim(), lines: [] });
    else if (moved !== undefined && last) last.file = moved.trim();
    else last?.lines.push(line);
  }
  return files.map(({ file, lines }) => ({ file, ...changeOfPatch(lines) }));
}

/** Arguments are JSON that holds the patch in one of its texts, on its own or in a list. */
function textIn(input: string): string {
  let value: unknown;
  try {
    value = JSON.parse(input);
  } catch {
    return input;
  }
  const texts = typeof value === 'object' && value !== null ? Object.values(value).flat() : [];
  return texts.find((one): one is string => typeof one === 'string' && one.includes('*** Begin Patch')) ?? '';
}
