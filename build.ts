import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { projectFolder } from './scripts/lib/folders.mjs';
import { bundledPackages, noticesOf } from './scripts/lib/notices.ts';
import { SetupError, exitOnFailure } from './scripts/lib/progress.mjs';

const shared: esbuild.BuildOptions = {
  absWorkingDir: projectFolder,
  bundle: true,
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  legalComments: 'none',
  // The third-party notices are made from it.
  metafile: true,
  logLevel: 'warning',
};

const host: esbuild.BuildOptions = {
  ...shared,
  platform: 'node',
  format: 'cjs',
  // The Node of VS Code 1.101, the oldest editor that the manifest admits.
  target: 'node22',
  external: ['vscode'],
};

const view: esbuild.BuildOptions = {
  ...shared,
  platform: 'browser',
  // A module may load another one later: uPlot comes after the first paint.
  format: 'esm',
  splitting: true,
  chunkNames: 'webview.[name]',
  target: 'chrome134',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: 'external',
  define: { 'process.env.NODE_ENV': '"production"' },
};

const bundles: readonly Bundle[] = [
  { options: host, entry: 'src/extension/extension.ts', output: 'extension.cjs' },
  { options: host, entry: 'src/extension/worker/worker.ts', output: 'worker.cjs' },
  { options: host, entry: 'src/integrations/github/entry.ts', output: 'github.cjs' },
  // The Anthropic SDK: loaded only when a call is made.
  { options: host, entry: 'src/ai/claude/claude.ts', output: 'claude.cjs' },
  { options: view, entry: 'src/webview/main.tsx', output: 'webview.js', chunks: ['webview.uPlot.esm.js'] },
];

interface Bundle {
  readonly options: esbuild.BuildOptions;
  readonly entry: string;
  readonly output: string;
  /** What it loads later. */
  readonly chunks?: readonly string[];
}

/** The bundles by their names in dist/. */
export const outputs: readonly string[] = bundles.map(({ output }) => output);

/** Files that go to dist/ as they are, relative to the project. */
export const copied: readonly string[] = ['node_modules/sql.js/dist/sql-wasm.wasm'];

const noticesFile = 'ThirdPartyNotices.txt';

/** Bundles the extension, its worker and its view into dist/, minified, each with a source map beside it, and writes the third-party notices. */
export async function build(): Promise<void> {
  prepareOutput();
  const results = await Promise.allSettled(bundles.map((bundle) => esbuild.build(esbuildOptions(bundle))));
  // esbuild has said by itself what is wrong and where.
  const built = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  if (built.length < results.length) throw new SetupError('the build failed');
  const metafiles = built.flatMap(({ metafile }) => metafile ?? []);
  writeFileSync(path.join(projectFolder, 'dist', noticesFile), noticesOf(bundledPackages(metafiles, copied)));
}

/** Builds, and rebuilds on each change until the process is stopped. The task of F5 waits for the line it prints. */
export async function watch(): Promise<void> {
  prepareOutput();
  const contexts = await Promise.all(
    bundles.map((bundle) => esbuild.context({ ...esbuildOptions(bundle), logLevel: 'info' })),
  );
  await Promise.allSettled(contexts.map((context) => context.rebuild()));
  for (const context of contexts) await context.watch();
  console.log('[daymark] all bundles are built, watching for changes');
}

/** Leaves nothing of an older build that would end up in the package; what is written anew stays, for those who use it. */
function prepareOutput(): void {
  const dist = path.join(projectFolder, 'dist');
  mkdirSync(dist, { recursive: true });
  const scripts = bundles.flatMap(({ output, chunks = [] }) => [output, ...chunks]);
  const kept = [noticesFile, ...scripts.flatMap((name) => [name, `${name}.map`, name.replace(/\.js$/, '.css')])];
  for (const name of readdirSync(dist)) if (!kept.includes(name)) rmSync(path.join(dist, name), { recursive: true });
  for (const file of copied) copyFileSync(path.join(projectFolder, file), path.join(dist, path.basename(file)));
}

/** How a bundle of dist/ is made, for those who look into it. */
export function optionsOf(output: string): esbuild.BuildOptions {
  const bundle = bundles.find((one) => one.output === output);
  if (!bundle) throw new RangeError(`no bundle ${output}`);
  return esbuildOptions(bundle);
}

function esbuildOptions({ options, entry, output }: Bundle): esbuild.BuildOptions {
  const { name, ext } = path.parse(output);
  return { ...options, entryPoints: [{ in: entry, out: name }], outdir: 'dist', outExtension: { '.js': ext } };
}

if (import.meta.main) exitOnFailure(process.argv.includes('--watch') ? watch() : build());
