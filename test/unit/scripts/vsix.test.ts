import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { packagedFiles } from '../../../scripts/lib/vsix.ts';

const allowed = [
  /^(package\.json|package\.nls(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/((?:extension(?:\.soon|\.today|\.later)?|start|worker|shared|agents|supervisor|calendar|daymark(?:\.later)?|claude|github|zod)\.cjs|webview(?:\.(?:uPlot\.esm|marked\.esm|later|chunk))?\.js|webview\.css|sql-wasm\.wasm|sites\.json|ThirdPartyNotices\.txt)$/,
  /^media\/|^l10n\/bundle\.l10n\.[\w-]+\.json$/,
];

describe('the package', () => {
  it('holds what it should and nothing else', async () => {
    const files = await packagedFiles();
    const parts = ['start', 'extension', 'extension.soon', 'extension.today', 'extension.later'].map(
      (name) => `dist/${name}.cjs`,
    );
    for (const file of ['package.json', ...parts, 'dist/ThirdPartyNotices.txt'])
      assert.ok(files.includes(file), `no ${file} in:\n${files.join('\n')}`);
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
    // Compressed like vsce's; the archive adds about 150 bytes for each.
    const sizes = files.map((file) => deflateRawSync(readFileSync(path.join(projectFolder, file))).length + 150);
    const kilobytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1024);
    assert.ok(kilobytes <= 1536, `the package has ${kilobytes} KB, and 1.5 MB are agreed`);
  }).timeout(60_000);

  it('leaves out what `.vscodeignore` does not name', () => {
    const [first] = readFileSync(path.join(projectFolder, '.vscodeignore'), 'utf8').split('\n');
    assert.equal(first, '**');
  });
});
