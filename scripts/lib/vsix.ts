import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  await vsce('package', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file);
  return file;
}

/** Lists the files that `packageVsix` puts into the package, relative to the project. */
export async function packagedFiles(): Promise<string[]> {
  return (await vsce('ls')).trim().split('\n');
}

/**
 * Runs vsce in a copy of what `.vscodeignore` lets in: in the project, it looks through the folders of all packages, for 7 s.
 * @returns its output
 */
async function vsce(command: string, ...options: readonly string[]): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-package-'));
  try {
    const rules = readFileSync(path.join(projectFolder, '.vscodeignore'), 'utf8');
    const tops = Array.from(rules.matchAll(/^!([^/\n]+)/gm), ([, top = '']) => top);
    for (const name of globSync(['.vscodeignore', ...new Set(tops)], { cwd: projectFolder }))
      cpSync(path.join(projectFolder, name), path.join(folder, name), { recursive: true });
    // The bundles hold everything: no dependency is packed, so none is looked for.
    const args = [tool('@vscode', 'vsce', 'vsce'), command, '--no-dependencies', ...options];
    const { code, output } = await runQuietly(process.execPath, args, { cwd: folder });
    if (code !== 0) throw new SetupError(`packaging failed:\n${output.trim()}`);
    return output;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
