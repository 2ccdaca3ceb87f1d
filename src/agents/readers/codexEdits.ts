import { changeOfPatch } from '../attribution/lines.ts';
import type { FileEdit } from '../attribution/fileEdit.ts';
import { marks } from './marks.ts';

/** A change of a file, also as it is written in the patch. */
interface CodexPatch extends Pick<FileEdit, 'file' | 'added' | 'removed'> {
  readonly text: string;
}

/** The output of `apply_patch` if it changed nothing. */
const [failure] = marks('apply_patch verification failed');

/** End of a command, before its output, or (in older versions) behind it. */
const badExits = {
  head: /"output":"(?:Exit code: [1-9]|(?:Chunk ID: \w+\\n)?Wall time: [\d.]+ seconds\\nProcess exited with code [1-9])/,
  tail: /\\"exit_code\\":[1-9]\d*(?:,\\"duration_seconds\\":[\d.]+)?\}\}"\}\}\s*$/,
} as const;

/** Returns whether a tool's output means that a patch failed. */
export function reportsFailure(line: Buffer): boolean {
  return line.includes(failure);
}

/** Returns whether a tool's output means that a command failed. */
export function reportsBadExit(line: Buffer): boolean {
  const { length } = line;
  return (
    badExits.head.test(line.toString('latin1', 0, 600)) ||
    badExits.tail.test(line.toString('latin1', Math.max(0, length - 200)))
  );
}

/** Returns what failed, by a tool's output; undefined if nothing did. */
export function failureIn(output: unknown): 'patch' | 'command' | undefined {
  const line = Buffer.from(JSON.stringify({ payload: { output } }));
  if (reportsFailure(line)) return 'patch';
  return reportsBadExit(line) ? 'command' : undefined;
}

/**
 * Reads the patches in what a tool is called with: the input of `apply_patch`, or a command that pipes one to it. Codex logs no result of a
 * patch but its failure.
 */
export function patchesIn(input: string): CodexPatch[] {
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
  return files.map(({ file, lines }) => ({ file, text: lines.join('\n'), ...changeOfPatch(lines) }));
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
