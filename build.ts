import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import * as allOfZod from 'zod';
import { projectFolder } from './scripts/lib/folders.mjs';
import { bundledPackages, noticesOf } from './scripts/lib/notices.ts';
import { SetupError, exitOnFailure } from './scripts/lib/progress.mjs';
import { optionsOfShared, type SharedPackage } from './scripts/lib/sharedPackage.ts';
import { splitBundle, type Part, type SplitBundle } from './scripts/lib/splitBundle.ts';

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
  // Two bundles know the categories of sites.
  external: ['vscode', './sites.json'],
  alias: {
    '@octokit/plugin-rest-endpoint-methods': path.join(projectFolder, 'src', 'integrations', 'github', 'noMethods.ts'),
  },
};

/** The MCP server brings a validator for every runtime. */
const program: esbuild.BuildOptions = {
  ...host,
  alias: { ...host.alias, '@modelcontextprotocol/server/_shims': path.join(projectFolder, 'src', 'mcp', 'shims.ts') },
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

/** Modules that load without a command, after the activation or during work. What only a command needs doesn't belong in their bundle. */
const loadedSoon = [
  'src/extension/features/afterStart.ts',
  'src/extension/vault/openVault.ts',
  'src/extension/sensors/support/command.ts',
  'src/extension/features/commits/ownCommits.ts',
  'src/extension/features/commits/numstat.ts',
  'src/agents/trailers.ts',
];

/** Modules that the status bar needs some seconds later, in windows that somebody looks at. */
const liveToday = 'src/extension/liveToday.ts';

const githubSync = 'src/integrations/github/sync.ts';

const extensionParts: readonly Part[] = [
  { output: 'extension.cjs', loads: () => false },
  { output: 'extension.soon.cjs', loads: (module) => loadedSoon.includes(module) },
  { output: 'extension.today.cjs', loads: (module) => module === liveToday },
  { output: 'extension.later.cjs', loads: (module) => module !== githubSync },
  // Octokit: loaded only when a sync runs.
  { output: 'github.cjs', loads: (module) => module === githubSync },
];

const worker = 'src/extension/worker/worker.ts';

/** Modules that only the program loads: the command line, the MCP server, and the hub. */
const ofProgram = /^src\/(cli|mcp|hub|headless\/(hub|startOptions))/;

const programParts: readonly Part[] = [
  // The thread that holds SQLite.
  { output: 'worker.cjs', entry: worker, loads: () => false },
  // Also a program of its own, without VS Code.
  { output: 'daymark.cjs', entry: 'src/cli/main.ts', loads: () => false },
  { output: 'shared.cjs', loads: (module) => !ofProgram.test(module) },
  { output: 'daymark.later.cjs', loads: () => true },
];

/** Both bundles that are split load zod from one file, which has what one of them uses. */
const zod: SharedPackage = {
  name: 'zod',
  imports: /^zod(\/v4)?$/,
  output: 'zod.cjs',
  namespace: 'z',
  exports: Object.keys(allOfZod).filter((name) => name !== 'default'),
};

const bundles: readonly Bundle[] = [
  // Loads the parts below with the code that V8 compiled before.
  { options: host, entry: 'src/extension/start.ts', output: 'start.cjs' },
  { options: host, entry: 'src/extension/session.ts', output: 'extension.cjs', parts: extensionParts },
  { options: program, entry: worker, output: 'worker.cjs', parts: programParts },
  // Reads the logs of AI tools, in a thread that lives for one question.
  { options: host, entry: 'src/extension/worker/agentsWorker.ts', output: 'agents.cjs' },
  // Reads a calendar, in a thread that lives for one of them.
  { options: host, entry: 'src/extension/worker/calendarWorker.ts', output: 'calendar.cjs' },
  // Runs an agent, and leaves no process of it when the window is gone: a process of its own.
  { options: host, entry: 'src/agents/runs/supervisor/supervisor.ts', output: 'supervisor.cjs' },
  // The Anthropic SDK, as far as it is used: loaded only when a call is made.
  { options: host, entry: 'src/ai/claude/claude.ts', output: 'claude.cjs' },
  {
    options: view,
    entry: 'src/webview/main.tsx',
    output: 'webview.js',
    chunks: ['webview.uPlot.esm.js', 'webview.marked.esm.js', 'webview.later.js', 'webview.chunk.js'],
  },
];

interface Bundle {
  readonly options: esbuild.BuildOptions;
  readonly entry: string;
  readonly output: string;
  /** Parts that it loads later. */
  readonly chunks?: readonly string[];
  /** The files that it is split into; `output` is the first. Without them, what an `import()` reaches is in `output` too. */
  readonly parts?: readonly Part[];
}

/** The files of dist/ that something is started by, each of which `optionsOf` makes in one piece. */
export const outputs: readonly string[] = bundles.flatMap(({ output, parts = [] }) => [
  output,
  ...parts.filter((part) => part.entry !== undefined && part.output !== output).map((part) => part.output),
]);

/** Files that go to dist/ as they are, relative to the project. */
export const copied: readonly string[] = ['node_modules/sql.js/dist/sql-wasm.wasm', 'src/core/categories/sites.json'];

const noticesFile = 'ThirdPartyNotices.txt';

/**
 * Bundles the extension, its worker and its view into dist/, minified, each with a source map beside it, and writes the third-party
 * notices.
 */
export async function build(): Promise<void> {
  prepareOutput();
  const results = await Promise.allSettled(bundles.map(buildBundle));
  // esbuild has said by itself what is wrong and where.
  const built = results.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason instanceof SetupError ? failed.reason : new SetupError('the build failed');
  const used = built.flatMap((one) => one.used ?? []);
  const { metafile: ofZod } = await buildZod(used);
  const metafiles = [...built.flatMap(({ metafile }) => metafile ?? []), ofZod];
  writeFileSync(path.join(projectFolder, 'dist', noticesFile), noticesOf(bundledPackages(metafiles, copied)));
}

interface Built {
  readonly metafile: esbuild.Metafile | undefined;
  /** Names that it uses of zod's own file. */
  readonly used?: readonly string[];
}

async function buildBundle(bundle: Bundle): Promise<Built> {
  if (!bundle.parts) return esbuild.build(esbuildOptions(bundle));
  const { files, metafile, used } = await split(bundle.output);
  for (const { path: file, contents } of files) writeFileSync(file, contents);
  return { metafile, used };
}

/**
 * Bundles what is split: what is evaluated at the start, and what an `import()` loads later. Writes nothing.
 * @param output the first file of the bundle
 * @param overrides of the options, for those who look into it
 */
export async function split(output: string, overrides: esbuild.BuildOptions = {}): Promise<SplitBundle> {
  const bundle = bundles.find((one) => one.output === output);
  if (!bundle?.parts) throw new RangeError(`${output} is not split`);
  return splitBundle({ ...esbuildOptions(bundle), ...overrides }, bundle.parts, zod);
}

/**
 * Bundles zod, for the bundles that are split.
 * @param used what they use of it
 * @param overrides of the options, for those who look into it
 */
export async function buildZod(used: readonly string[], overrides: esbuild.BuildOptions = {}) {
  const options = { ...optionsOfShared({ ...host, outdir: 'dist' }, zod, [...new Set(used)]), ...overrides };
  return esbuild.build({ ...options, metafile: true });
}

/** Builds, and rebuilds on each change until the process is stopped. The task of F5 waits for the line it prints. */
export async function watch(): Promise<void> {
  prepareOutput();
  const contexts = await Promise.all(
    bundles.map((bundle) => esbuild.context({ ...watchOptions(bundle), logLevel: 'info' })),
  );
  // All of it: what a change will use isn't known yet.
  await buildZod(zod.exports);
  await Promise.allSettled(contexts.map((context) => context.rebuild()));
  for (const context of contexts) await context.watch();
  console.log('[daymark] all bundles are built, watching for changes');
}

/** esbuild watches the whole bundle; where it is split, each rebuild writes the parts in its place. */
function watchOptions(bundle: Bundle): esbuild.BuildOptions {
  const options = esbuildOptions(bundle);
  if (!bundle.parts) return options;
  const onEnd = async ({ errors }: esbuild.BuildResult): Promise<void> => {
    if (errors.length === 0) await buildBundle(bundle);
  };
  return { ...options, write: false, plugins: [{ name: 'split', setup: (build) => build.onEnd(onEnd) }] };
}

/** Leaves nothing of an older build that would end up in the package; what is written anew stays, for those who use it. */
function prepareOutput(): void {
  const dist = path.join(projectFolder, 'dist');
  mkdirSync(dist, { recursive: true });
  const scripts = [
    zod.output,
    ...bundles.flatMap(({ output, chunks = [], parts = [] }) => [
      output,
      ...chunks,
      ...parts.map((part) => part.output),
    ]),
  ];
  // The browser companion, and the page of the backend, have builds of their own.
  const kept = [
    'browser',
    'web',
    noticesFile,
    ...scripts.flatMap((name) => [name, `${name}.map`, name.replace(/\.js$/, '.css')]),
  ];
  for (const name of readdirSync(dist)) if (!kept.includes(name)) rmSync(path.join(dist, name), { recursive: true });
  for (const file of copied) copyFileSync(path.join(projectFolder, file), path.join(dist, path.basename(file)));
}

/** Returns the options for making a bundle of dist/, for those who look into it. */
export function optionsOf(output: string): esbuild.BuildOptions {
  const bundle = bundles.find((one) => one.output === output || one.parts?.some((part) => part.output === output));
  if (!bundle) throw new RangeError(`no bundle ${output}`);
  const { entry = bundle.entry } = bundle.parts?.find((part) => part.output === output) ?? {};
  return esbuildOptions({ ...bundle, entry, output });
}

function esbuildOptions({ options, entry, output }: Bundle): esbuild.BuildOptions {
  const { name, ext } = path.parse(output);
  return { ...options, entryPoints: [{ in: entry, out: name }], outdir: 'dist', outExtension: { '.js': ext } };
}

if (import.meta.main) exitOnFailure(process.argv.includes('--watch') ? watch() : build());
