import assert from 'node:assert/strict';
import esbuild from 'esbuild';
import { optionsOf, split } from '../../../build.ts';
import type { SplitBundle } from '../../../scripts/lib/splitBundle.ts';

type Inputs = esbuild.Metafile['inputs'];

/** Bundles each output once. */
const inOnePiece = new Map<string, Promise<Inputs>>();
function inputsOf(output: string): Promise<Inputs> {
  const known = inOnePiece.get(output) ?? bundle(output);
  inOnePiece.set(output, known);
  return known;
}

async function bundle(output: string): Promise<Inputs> {
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

/** The file of zod, which the extension and the program load, and the module in whose place it is. */
const zod = 'zod.cjs';
const sharedZod = `shared-package:${zod}`;

const packagesIn = (files: readonly string[]): string[] => [
  ...new Set(files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])),
];

/** Splits each bundle once. */
const inParts = new Map<string, Promise<SplitBundle>>();
function partsOf(output: string): Promise<SplitBundle> {
  const known = inParts.get(output) ?? split(output, { sourcemap: false });
  inParts.set(output, known);
  return known;
}

describe('the start of the extension', function () {
  this.timeout(30_000);

  it('evaluates no package: zod and the rest come with what needs them', async () => {
    const inputs = await inputsOf('extension.cjs');
    const files = evaluatedAtStart(inputs, 'src/extension/session.ts');
    assert.ok(files.length > 80, `only ${files.length} modules found`);
    assert.deepEqual(packagesIn(files), []);
    assert.ok(packagesIn(Object.keys(inputs)).includes('zod'), 'zod is still there to be loaded on use');
  });

  it('waits for no more than the registration of what is declared', async () => {
    const files = evaluatedAtStart(await inputsOf('start.cjs'), 'src/extension/start.ts');
    assert.deepEqual(
      files.toSorted(),
      ['codeCache', 'declared', 'start'].map((name) => `src/extension/${name}.ts`),
    );
  });

  it('has the SDKs in separate files', async () => {
    const { modules } = await partsOf('extension.cjs');
    const { 'github.cjs': github = [], ...others } = modules;
    const main = packagesIn(Object.values(others).flat());
    const claude = packagesIn(Object.keys(await inputsOf('claude.cjs')));
    assert.ok(claude.includes('@anthropic-ai/sdk'), 'the bundle that only a call loads has it');
    assert.ok(packagesIn(github).includes('@octokit/rest'), 'the file that only a sync loads has it');
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

  describe('in parts', () => {
    let parts: SplitBundle;
    const inPart = (output: string): readonly string[] => parts.modules[output] ?? [];
    const textOf = (output: string): string => parts.files.find(({ path }) => path.endsWith(`/${output}`))?.text ?? '';

    before(async () => {
      parts = await partsOf('extension.cjs');
    });

    it('has in the first file only what is evaluated, and no module in two files', async () => {
      const evaluated = evaluatedAtStart(await inputsOf('extension.cjs'), 'src/extension/session.ts');
      const first = new Set(inPart('extension.cjs'));
      assert.ok(first.size > 80, `only ${first.size} modules found`);
      assert.deepEqual(
        [...first].filter((file) => !evaluated.includes(file)),
        [],
      );
      const all = Object.values(parts.modules).flat();
      assert.equal(all.length, new Set(all).size);
      assert.ok(inPart('extension.later.cjs').length > 100);
    });

    it('starts soon what can wait, without any package', () => {
      const soon = inPart('extension.soon.cjs');
      for (const file of ['features/afterStart.ts', 'features/dashboard/dashboardViews.ts', 'vault/openVault.ts'])
        assert.ok(soon.includes(`src/extension/${file}`), file);
      assert.deepEqual(packagesIn([...inPart('extension.cjs'), ...soon]), []);
    });

    it('has today’s total in a file of its own, since many windows never show it', () => {
      const today = inPart('extension.today.cjs');
      for (const file of ['src/extension/liveToday.ts', 'src/analytics/liveDay.ts'])
        assert.ok(today.includes(file), file);
      assert.deepEqual(packagesIn(today), []);
    });

    it('loads a file only for an import(), or because it came before', () => {
      const order = ['extension.cjs', 'extension.soon.cjs', 'extension.today.cjs', 'extension.later.cjs', 'github.cjs'];
      for (const [index, name] of order.entries()) {
        const text = textOf(name);
        assert.doesNotMatch(text, /\bimport\(/, name);
        const calls = [...text.matchAll(/require\("\.\/([\w.]+)"\)(?:\.load\["([^"]+)"\])?/g)];
        assert.ok(calls.length > 1, `${name} loads nothing`);
        for (const [call, output = '', target] of calls) {
          if (output === zod) assert.equal(name, 'extension.later.cjs', call);
          else if (target === undefined) assert.ok(order.indexOf(output) < index, `${name}: ${call}`);
          else assert.ok(textOf(output).includes(`"${target}":()=>`), `${name}: ${call}`);
        }
      }
    });

    it('asks for VS Code’s API a few times, not once for each module: each call takes 0.1 ms or more at the start', () => {
      for (const name of ['extension.cjs', 'extension.soon.cjs', 'extension.later.cjs']) {
        const calls = textOf(name).match(/require\("vscode"\)/g) ?? [];
        assert.ok(calls.length >= 1 && calls.length <= 4, `${name}: ${calls.length}`);
      }
    });

    it('copies neither Node’s modules nor its own exports, getter by getter', () => {
      for (const name of ['extension.cjs', 'extension.soon.cjs', 'extension.today.cjs', 'extension.later.cjs']) {
        const text = textOf(name);
        assert.doesNotMatch(text, /[\w$]\(require\("node:/, name);
        assert.doesNotMatch(text, /module\.exports=(?! *\([\w$]+\);)/, name);
      }
    });

    it('stays small: each 10 KB of the first file cost 0.3 ms at each start', () => {
      const sizes = Object.fromEntries(
        parts.files.map(({ path, contents }) => [path.replace(/^.*\//, ''), contents.length]),
      );
      assert.ok((sizes['extension.cjs'] ?? Infinity) < 137_000, JSON.stringify(sizes));
      assert.ok((sizes['extension.soon.cjs'] ?? Infinity) < 140_000, JSON.stringify(sizes));
    });
  });

  it('is ASCII, so that V8 keeps the source in one byte a character', async () => {
    const { files } = await partsOf('extension.cjs');
    for (const file of files) {
      assert.ok(file.contents.length > 30_000, file.path);
      assert.equal(/[^\0-\x7f].{0,20}/.exec(file.text)?.[0], undefined, file.path);
    }
  });

  it('loads zod from the file that the program loads too, which has what each of them uses', async () => {
    const bundles = [await partsOf('extension.cjs'), await partsOf('worker.cjs')];
    for (const { modules, used } of bundles) {
      const all = Object.values(modules).flat();
      assert.ok(!packagesIn(all).includes('zod'));
      assert.ok(all.includes(sharedZod));
      for (const name of ['object', 'string']) assert.ok(used.includes(name), name);
      assert.ok(!used.includes('locales'), 'the largest part, which nothing uses');
    }
  });

  it('imports the API by name: each namespace import would copy all of it, 60 KB a module', async () => {
    const { files } = await split('extension.cjs', { sourcemap: false, minify: false });
    for (const { path, text } of files) {
      if (!/(github|today)\.cjs$/.test(path)) assert.match(text, /= require\("vscode"\)/, path);
      assert.doesNotMatch(text, /__toESM\(require\("vscode"\)/, path);
    }
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

  it('shares its code with the program, and neither starts the other', async () => {
    const { modules, files } = await partsOf('worker.cjs');
    const entries = { 'worker.cjs': 'src/extension/worker/worker.ts', 'daymark.cjs': 'src/cli/main.ts' };
    for (const [output, entry] of Object.entries(entries)) {
      const others = Object.entries(modules).filter(([name]) => name !== output);
      assert.ok(modules[output]?.includes(entry), output);
      for (const [name, inputs] of others) assert.ok(!inputs.includes(entry), `${entry} in ${name}`);
      for (const { path, text } of files) assert.ok(!text.includes(`require("./${output}")`), path);
    }
    const both = modules['shared.cjs'] ?? [];
    for (const shared of ['src/storage/openStore.ts', 'src/headless/answering.ts'])
      assert.ok(both.includes(shared), shared);
    assert.ok(both.includes(sharedZod));
    assert.deepEqual(
      packagesIn(both).filter((name) => name.startsWith('@modelcontextprotocol')),
      [],
    );
  });
}).timeout(20_000);
