import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../../..');

/** Text of every TypeScript file below a folder of the repository, by path. */
export function sourceTexts(folder: string): Map<string, string> {
  const base = join(root, folder);
  const files = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return new Map(files.map((name) => [join(folder, name), readFileSync(join(base, name), 'utf8')]));
}

/** Keys of object literals that begin with `prefix`, as the features write them: `'daymark.pause': …`. */
export function keysIn(texts: Iterable<string>, pattern: RegExp): string[] {
  return Array.from(texts).flatMap((text) => Array.from(text.matchAll(pattern), (match) => match[1] ?? ''));
}
