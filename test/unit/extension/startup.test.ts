import assert from 'node:assert/strict';
import esbuild from 'esbuild';
import { optionsOf } from '../../../build.ts';

type Inputs = esbuild.Metafile['inputs'];

async function inputsOf(output: string): Promise<Inputs> {
  const { metafile } = await esbuild.build({ ...optionsOf(output), write: false, sourcemap: false, metafile: true });
  return metafile.inputs;
}

/** The modules that are evaluated when the bundle is loaded: those reached without an `import()`. */
function evaluatedAtStart(inputs: Inputs, entry: string): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const { path, kind, external } of inputs[file]?.imports ?? [])
      if (kind !== 'dynamic-import' && !external) visit(path);
  };
  visit(entry);
  return [...reached];
}

const packagesIn = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])),
];

describe('the start of the extension', function () {
  this.timeout(30_000);

  it('evaluates no package: zod and the rest come with what needs them', async () => {
    const inputs = await inputsOf('extension.cjs');
    const files = evaluatedAtStart(inputs, 'src/extension/extension.ts');
    assert.ok(files.length > 80, `only ${files.length} modules found`);
    assert.deepEqual(packagesIn(files), []);
    assert.ok(packagesIn(Object.keys(inputs)).includes('zod'), 'zod is still there to be loaded on use');
  });

  it('has the SDKs in bundles of their own', async () => {
    const main = packagesIn(Object.keys(await inputsOf('extension.cjs')));
    const claude = packagesIn(Object.keys(await inputsOf('claude.cjs')));
    assert.ok(claude.includes('@anthropic-ai/sdk'), 'the bundle that only a call loads has it');
    assert.deepEqual(
      main.filter((name) => /anthropic|octokit|sql\.js/.test(name)),
      [],
    );
  });

  it('keeps zod and the host out of the view', async () => {
    const files = Object.keys(await inputsOf('webview.js'));
    assert.ok(files.length > 100, `only ${files.length} modules found`);
    assert.deepEqual(
      packagesIn(files).filter((name) => name === 'zod'),
      [],
    );
    assert.deepEqual(
      files.filter((file) => /^src\/(?!webview|core)/.test(file)),
      [],
    );
  });

  it('is ASCII, so that V8 keeps the source in one byte a character', async () => {
    const options = { ...optionsOf('extension.cjs'), write: false, sourcemap: false } as const;
    const [main] = (await esbuild.build(options)).outputFiles;
    assert.ok(main && main.contents.length > 100_000);
    assert.equal(/[^\0-\x7f].{0,20}/.exec(main.text)?.[0], undefined);
  });

  it('imports the API by name: each namespace import would copy all of it, 60 KB a module', async () => {
    const options = { ...optionsOf('extension.cjs'), write: false, sourcemap: false, minify: false } as const;
    const [main] = (await esbuild.build(options)).outputFiles;
    assert.match(main?.text ?? '', /= require\("vscode"\)/);
    assert.doesNotMatch(main?.text ?? '', /__toESM\(require\("vscode"\)/);
  });
}).timeout(20_000);

describe('the worker', () => {
  it('evaluates no definition before its first question', async () => {
    const inputs = await inputsOf('worker.cjs');
    const files = evaluatedAtStart(inputs, 'src/extension/worker/worker.ts');
    const definitions = (list: readonly string[]) =>
      list.filter((file) => /(?:Quer(?:y|ies)|historyViews)\.ts$/.test(file));
    assert.ok(definitions(Object.keys(inputs)).length >= 6);
    assert.deepEqual(definitions(files), []);
  });
}).timeout(20_000);
