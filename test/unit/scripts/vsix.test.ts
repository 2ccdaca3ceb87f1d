import assert from 'node:assert/strict';
import { projectFolder } from '../../../scripts/lib/folders.mjs';
import { runQuietly, tool } from '../../../scripts/lib/run.ts';

const allowed = [
  /^(package\.json|package\.nls(\.[\w-]+)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/((?:extension(?:\.soon|\.later)?|worker|agents|daymark|claude|github)\.cjs|webview(?:\.uPlot\.esm)?\.js|webview\.css|sql-wasm\.wasm|ThirdPartyNotices\.txt)$/,
  /^media\/|^l10n\/bundle\.l10n\.[\w-]+\.json$/,
];

describe('the package', () => {
  it('holds what it should and nothing else', async () => {
    const args = [tool('@vscode', 'vsce', 'vsce'), 'ls', '--no-dependencies'];
    const { code, output } = await runQuietly(process.execPath, args, { cwd: projectFolder });
    assert.equal(code, 0, output);
    const files = output.trim().split('\n');
    const parts = ['dist/extension.cjs', 'dist/extension.soon.cjs', 'dist/extension.later.cjs'];
    for (const file of ['package.json', ...parts, 'dist/ThirdPartyNotices.txt'])
      assert.ok(files.includes(file), `no ${file} in:\n${output}`);
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
  });
});
