import path from 'node:path';
import esbuild from 'esbuild';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { testFiles } from '../../scripts/lib/nodeSuite.ts';

/**
 * Bundles the editor tests that match a pattern into one file, whose run() VS Code calls.
 * @param chosen test files to take instead of all
 * @returns the bundle's absolute path
 */
export function bundleEditorTests(chosen: readonly string[] = []): Promise<string> {
  return bundleForEditor(testFiles('test/editor', chosen));
}

/**
 * Bundles files with tests.
 * @param files as imported by a module in the project's folder
 */
export async function bundleForEditor(files: readonly string[]): Promise<string> {
  const outfile = path.join(projectFolder, 'out', 'test', 'editor', 'index.cjs');
  const loaders = files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(file)})`);
  const contents = `
    const { runInEditor } = require('./test/harness/editor/runInEditor.ts');
    exports.run = () => runInEditor({ ${loaders.join(', ')} });`;
  await esbuild.build({
    absWorkingDir: projectFolder,
    stdin: { contents, resolveDir: projectFolder, sourcefile: 'editorTests.cjs', loader: 'js' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode', 'mocha', 'sql.js', 'playwright-core'],
    logLevel: 'warning',
  });
  return outfile;
}
