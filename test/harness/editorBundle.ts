import path from 'node:path';
import esbuild from 'esbuild';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { longestFirst, testFiles } from '../../scripts/lib/nodeSuite.ts';

/** A bundle of test files. */
export interface EditorBundle {
  /** Its absolute path. VS Code calls its run(). */
  readonly file: string;
  /** The names of the test files in it. */
  readonly files: readonly string[];
}

/**
 * Bundles the editor tests that match a pattern into one file.
 * @param chosen test files to take instead of all
 */
export function bundleEditorTests(chosen: readonly string[] = []): Promise<EditorBundle> {
  return bundleForEditor(longestFirst(testFiles('test/editor', chosen)));
}

/**
 * Bundles files with tests.
 * @param files as imported by a module in the project's folder
 */
export async function bundleForEditor(files: readonly string[]): Promise<EditorBundle> {
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
  return { file: outfile, files };
}
