import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { projectFolder } from './folders.mjs';
import { SetupError } from './progress.mjs';
import { compareText } from '../../src/core/base/compareText.ts';

/** A package with code in dist/. */
export interface BundledPackage {
  /** Its folder, relative to the project, with forward slashes: two versions of one package have two folders. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** The license's SPDX name, as the package states it. */
  readonly license: string;
  /** The author as the package states it, empty if it doesn't. */
  readonly author: string;
  /** The full texts of its license and notice files, in the order of the files' names. */
  readonly texts: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

const installedFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenseFile = /^(?:licen[cs]e|notices?|copying|copyright)/i;

/**
 * Finds the packages with code in the output, including dependencies of others.
 * @param metafiles those of all bundles
 * @param copied files that are copied to the output as they are, relative to the project
 * @returns the packages, sorted by name, then by folder
 * @throws SetupError if a package has neither a license text nor a license name
 */
export function bundledPackages(
  metafiles: readonly Metafile[],
  copied: readonly string[] = [],
  root: string = projectFolder,
): BundledPackage[] {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const files = [...outputs.flatMap(({ inputs }) => Object.keys(inputs)), ...copied];
  return foldersOf(files)
    .map((folder) => readPackage(root, folder))
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.folder, b.folder));
}

/** Returns the names of the packages that the project's own modules import, sorted. Type imports don't count. */
export function importedPackages(metafiles: readonly Metafile[]): string[] {
  const own = metafiles.flatMap(({ inputs }) => Object.entries(inputs).filter(([file]) => !installedFolder.test(file)));
  const folders = foldersOf(own.flatMap(([, { imports }]) => imports.map((one) => one.path)));
  return folders.map((folder) => folder.slice('node_modules/'.length)).toSorted(compareText);
}

/** The text of dist/ThirdPartyNotices.txt: each package with its version, license name, and license texts. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const head =
    'Third-party notices\n\nDaymark includes the following packages. sql.js brings SQLite, which is in the public domain.\n';
  return [head, ...packages.map(noticeOf)].join(`\n${'='.repeat(80)}\n\n`);
}

function noticeOf({ name, version, license, author, texts }: BundledPackage): string {
  const lines = [`${name} ${version}`, `License: ${license}`, ...(author ? [`Author: ${author}`] : [])];
  return [lines.join('\n'), ...texts].join('\n\n') + '\n';
}

function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.flatMap((file) => installedFolder.exec(file)?.[0] ?? []))];
}

function readPackage(root: string, folder: string): BundledPackage {
  const at = (...parts: readonly string[]) => path.join(root, folder, ...parts);
  const { name, version, license, author } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as Manifest;
  const files = readdirSync(at(), { withFileTypes: true }).filter(
    (file) => file.isFile() && licenseFile.test(file.name),
  );
  const texts = files
    .map((file) => file.name)
    .toSorted(compareText)
    .map((file) =>
      readFileSync(at(file), 'utf8')
        .replaceAll('\r\n', '\n')
        .replace(/^\s*\n/, '')
        .trimEnd(),
    );
  if (!license && texts.length === 0)
    throw new SetupError(`${folder} is bundled but states no license: ask its author for one, or use another package`);
  return {
    folder,
    name,
    version,
    license: license ?? 'see the text',
    author: (typeof author === 'string' ? author : author?.name) ?? '',
    texts,
  };
}
