import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { strFromU8, unzipSync } from 'fflate';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { SetupError } from '../../scripts/lib/progress.mjs';
import { runQuietly, tool } from '../../scripts/lib/run.ts';
import type { Subject } from './stand.ts';

const output = path.join(projectFolder, 'out', 'bench');

/** Packs the extension that does nothing. @returns its .vsix */
export function packEmpty(): Promise<string> {
  return packFolder(path.join(projectFolder, 'bench', 'emptyExtension'));
}

/** Packs the extension in a folder, as Daymark is packed. @returns its .vsix */
async function packFolder(cwd: string): Promise<string> {
  mkdirSync(output, { recursive: true });
  const file = path.join(output, `${path.basename(cwd)}.vsix`);
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file];
  const { code, output: said } = await runQuietly(process.execPath, [tool('@vscode', 'vsce', 'vsce'), ...args], {
    cwd,
  });
  if (code !== 0) throw new SetupError(`packing the extension in ${cwd} failed:\n${said.trim()}`);
  return file;
}

/**
 * Finds the extension to measure in a package, or packs the one in a folder.
 * @param place a `.vsix` file, or the folder of an extension that needs no build
 * @throws a `SetupError` where it is neither
 */
export async function peerIn(place: string): Promise<Subject> {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
  return peerOf(isFolder ? await packFolder(path.resolve(place)) : place);
}

function peerOf(vsix: string): Subject {
  const place = 'extension/package.json';
  try {
    const files = unzipSync(readFileSync(vsix), { filter: ({ name }) => name === place });
    const manifest = JSON.parse(strFromU8(files[place] ?? new Uint8Array())) as { publisher: string; name: string };
    const id = `${manifest.publisher}.${manifest.name}`;
    return { name: id, id, vsix: path.resolve(vsix) };
  } catch (error) {
    throw new SetupError(`--peer ${vsix} is not the package of an extension: ${String(error)}`);
  }
}

/** Builds the probe; returns the folder of its extension. */
export async function buildProbe(): Promise<string> {
  const folder = path.join(output, 'probe');
  const source = path.join(projectFolder, 'bench', 'probe');
  await esbuild.build({
    entryPoints: [path.join(source, 'probe.ts')],
    outfile: path.join(folder, 'probe.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  copyFileSync(path.join(source, 'package.json'), path.join(folder, 'package.json'));
  return folder;
}
