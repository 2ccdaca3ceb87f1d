import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from './folders.mjs';
import { SetupError } from './progress.mjs';
import { runQuietly, tool } from './run.ts';

/** Returns the path of the package: the project's folder, with `vsce`'s name for the version. */
export function vsixFile(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8'));
  const { name, version } = manifest as { name: string; version: string };
  return path.join(projectFolder, `${name}-${version}.vsix`);
}

/**
 * Packs the build into a .vsix.
 * @returns the file
 */
export async function packageVsix(): Promise<string> {
  const file = vsixFile();
  // The bundles hold everything: no dependency is packed, so none is looked for.
  const args = [
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    file,
  ];
  const { code, output } = await runQuietly(process.execPath, [tool('@vscode', 'vsce', 'vsce'), ...args]);
  if (code !== 0) throw new SetupError(`packaging failed:\n${output.trim()}`);
  return file;
}
