import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { copied, optionsOf, outputs } from '../../../build.ts';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { bundledPackages, importedPackages, noticesOf } from '../../../scripts/lib/notices.ts';

const read = (...parts: readonly string[]): string => readFileSync(path.join(projectFolder, ...parts), 'utf8');

async function metafileOf(output: string): Promise<esbuild.Metafile> {
  return (await esbuild.build({ ...optionsOf(output), write: false, sourcemap: false, metafile: true })).metafile;
}

/** A metafile with one output made of these files. */
const metafileWith = (...files: readonly string[]): esbuild.Metafile => ({
  inputs: {},
  outputs: {
    'dist/a.js': {
      bytes: 1,
      imports: [],
      exports: [],
      inputs: Object.fromEntries(files.map((file) => [file, { bytesInOutput: 1 }])),
    },
  },
});

describe('what is bundled', function () {
  this.timeout(30_000);
  let metafiles: esbuild.Metafile[] = [];

  before(async () => {
    metafiles = await Promise.all(outputs.map(metafileOf));
  });

  it('is in dependencies if the source imports it, and nothing else is', () => {
    const manifest = JSON.parse(read('package.json')) as { dependencies?: Record<string, string> };
    assert.deepEqual(Object.keys(manifest.dependencies ?? {}).toSorted(), importedPackages(metafiles));
  });

  it('is no development package in the lock file, so that npm audit --omit=dev sees it', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { dev?: boolean }> };
    const folders = bundledPackages(metafiles, copied).map(({ folder }) => folder);
    assert.deepEqual(
      folders.filter((folder) => lock.packages[folder]?.dev !== undefined || !lock.packages[folder]),
      [],
    );
  });

  it('is maintained: nothing stands on a package that its maintainers gave up', () => {
    const abandoned = ['bottleneck', 'request', 'node-fetch', 'moment'];
    const names = bundledPackages(metafiles, copied).map(({ folder }) => folder.split('node_modules/').at(-1) ?? '');
    assert.deepEqual(
      names.filter((name) => abandoned.includes(name)),
      [],
    );
  });

  it('is in the third-party notices, each package with its version, license, and license text', () => {
    const files = metafiles
      .flatMap((metafile) => Object.values(metafile.outputs))
      .flatMap((one) => Object.keys(one.inputs));
    const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
    const packages = bundledPackages(metafiles, copied);
    const text = noticesOf(packages);
    assert.ok(folders.size > 25, `only ${folders.size} packages found`);
    assert.deepEqual(packages.map(({ folder }) => folder).toSorted(), [...folders].toSorted());
    for (const folder of folders) {
      const { name, version, license } = JSON.parse(read(folder, 'package.json')) as Record<string, string>;
      assert.ok(license, `${folder} states no license`);
      assert.ok(text.includes(`\n${name} ${version}\nLicense: ${license}\n`), `${folder} is missing`);
    }
    for (const folder of ['zod', 'sql.js', '@anthropic-ai/sdk', '@octokit/core'])
      assert.ok(text.includes(read('node_modules', folder, 'LICENSE').replaceAll('\r\n', '\n').trim()), folder);
  });
});

describe('third-party notices', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'daymark-notices-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const install = (folder: string, manifest: object, files: Readonly<Record<string, string>> = {}): void => {
    mkdirSync(path.join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files }))
      writeFileSync(path.join(root, folder, name), text);
  };

  it('name two versions of one package, copied files, and every license and notice file', () => {
    const files = { LICENSE: 'first\r\ntext\r\n', 'LICENSE-MIT': 'second', NOTICE: 'third', 'index.js': 'code' };
    install('node_modules/a', { name: 'a', version: '2.0.0', license: 'MIT' }, files);
    install('node_modules/@s/b/node_modules/a', { name: 'a', version: '1.0.0', license: 'MIT' }, { LICENCE: 'old' });
    install('node_modules/w', { name: 'w', version: '3.0.0', license: 'ISC' }, { 'copying.md': 'fourth' });
    const metafile = metafileWith('src/x.ts', 'node_modules/a/index.js', 'node_modules/@s/b/node_modules/a/index.js');
    const packages = bundledPackages([metafile], ['node_modules/w/w.wasm'], root);
    assert.deepEqual(
      packages.map(({ name, version, texts }) => [name, version, ...texts]),
      [
        ['a', '1.0.0', 'old'],
        ['a', '2.0.0', 'first\ntext', 'second', 'third'],
        ['w', '3.0.0', 'fourth'],
      ],
    );
    assert.match(noticesOf(packages), /\na 2\.0\.0\nLicense: MIT\n\nfirst\ntext\n\nsecond\n\nthird\n/);
  });

  it('name license and author of a package without a license text', () => {
    install('node_modules/a', { name: 'a', version: '1.0.0', license: 'MIT', author: { name: 'Ada' } });
    const packages = bundledPackages([metafileWith('node_modules/a/index.js')], [], root);
    assert.match(noticesOf(packages), /\na 1\.0\.0\nLicense: MIT\nAuthor: Ada\n$/);
  });

  it('are refused if a package states no license at all', () => {
    install('node_modules/a', { name: 'a', version: '1.0.0' });
    assert.throws(
      () => bundledPackages([metafileWith('node_modules/a/index.js')], [], root),
      /node_modules\/a is bundled but states no license/,
    );
  });
});
