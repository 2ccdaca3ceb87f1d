import path from 'node:path';
import esbuild from 'esbuild';
import { mergeImports } from './mergeImports.ts';
import { SetupError } from './progress.mjs';
import { importShared, namesUsed, type SharedPackage } from './sharedPackage.ts';

/** A file that a bundle is split into. */
export interface Part {
  /** Its name. */
  readonly output: string;
  /** The modules that it loads by `import()`, as paths relative to the project. */
  readonly loads: (module: string) => boolean;
  /**
   * The code that runs when it is loaded; the first part's is the bundle's own entry point. A part that runs code has nothing that another
   * one needs, unless it is the first.
   */
  readonly entry?: string;
}

export interface SplitBundle {
  /** All parts with their source maps, not written yet. */
  readonly files: readonly esbuild.OutputFile[];
  /** Maps modules to parts. */
  readonly metafile: esbuild.Metafile;
  /** The modules of each part, by its name. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  /** Names that the parts use of the shared package, sorted. */
  readonly used: readonly string[];
}

/** The prefix of the paths of modules that are imported later, and of generated entry points. */
const marker = 'later:';

/**
 * Splits a CommonJS bundle, so that the target of an `import()` is read and parsed when it is imported. esbuild splits ES modules only, and
 * puts the target into the same CommonJS file. So the modules are split as ES modules first, and each part is turned into CommonJS after
 * that. What several parts need is in the first of them that others may load, and what the first part needs too in the first of all such.
 * @param options of a CommonJS bundle with one entry point
 * @param parts in loading order; a module goes to the first that needs it
 * @param shared a package that is in a file of its own, for several bundles
 * @throws what esbuild throws
 */
export async function splitBundle(
  options: esbuild.BuildOptions,
  parts: readonly Part[],
  shared?: SharedPackage,
): Promise<SplitBundle> {
  const targets = await importedLater(options, parts);
  const partOf = new Map(targets.map((target) => [target, parts.findIndex(({ loads }) => loads(target))]));
  const { metafile, outputFiles } = await splitModules({ options, parts, shared }, partOf);
  const external = [...(options.external ?? []), ...(shared ? [`./${shared.output}`] : [])];
  const isOutside = (module: string) => module.startsWith('node:') || external.includes(module);
  const used = shared ? outputFiles.flatMap(({ text }) => namesUsed(text, shared)) : [];
  const texts = new Map(outputFiles.map((file) => [path.basename(file.path), mergeImports(file.text, isOutside)]));
  const owners = ownersOf(metafile, parts);
  expectDistinctExports(metafile, owners, parts);
  const converting: ConversionOptions = { options, parts, texts, owners, partOf };
  const files = await Promise.all(parts.map((_, index) => toCommonJs(converting, index)));
  const modulesIn = (index: number) =>
    Object.entries(metafile.outputs).flatMap(([output, { inputs }]) =>
      owners.get(path.basename(output)) === index ? Object.keys(inputs) : [],
    );
  const modules = Object.fromEntries(parts.map(({ output }, index) => [output, modulesIn(index)]));
  return { files: files.flat(), metafile, modules, used: [...new Set(used)].toSorted() };
}

/** The modules that are the target of an `import()`, as paths from the project's folder. */
async function importedLater(options: esbuild.BuildOptions, parts: readonly Part[]): Promise<string[]> {
  const entryPoints = entriesOf(options, parts).flatMap(({ in: entry }, index) =>
    entry.startsWith(marker) ? [] : [{ in: entry, out: `${index}` }],
  );
  const { metafile } = await esbuild.build({ ...options, entryPoints, write: false, sourcemap: false, metafile: true });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  const lazy = imports.filter(({ kind, external }) => kind === 'dynamic-import' && !external);
  return [...new Set(lazy.map((one) => one.path))].toSorted();
}

/** Name of the ES module of a part. */
const moduleOf = (index: number): string => `part${index}.js`;

/** The beginning of each part. A part that runs no code itself gets a generated entry point. */
function entriesOf({ entryPoints }: esbuild.BuildOptions, parts: readonly Part[]): { in: string; out: string }[] {
  const [first] = entryPoints as { readonly in: string }[];
  return parts.map(({ entry }, index) => ({
    in: index === 0 ? (first?.in ?? '') : (entry ?? `${marker}${index}`),
    out: `part${index}`,
  }));
}

interface SplitOptions {
  readonly options: esbuild.BuildOptions;
  readonly parts: readonly Part[];
  readonly shared: SharedPackage | undefined;
}

/** Bundles the parts as ES modules, each with its exclusive modules, and additional ones with shared modules. */
async function splitModules({ options, parts, shared }: SplitOptions, partOf: ReadonlyMap<string, number>) {
  const root = options.absWorkingDir ?? process.cwd();
  const loaderOf = (index: number): string => {
    const own = [...partOf].filter(([, part]) => part === index).map(([target]) => JSON.stringify(target));
    return `export const load = { ${own.map((target) => `${target}: () => require("./" + ${target})`).join(', ')} };`;
  };
  return await esbuild.build({
    ...options,
    entryPoints: entriesOf(options, parts),
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    outExtension: { '.js': '.js' },
    // The second step does the rest; with whitespace, a line that is changed moves nothing else in the source map.
    minify: false,
    minifySyntax: options.minify ?? false,
    sourcemap: options.sourcemap ? 'inline' : false,
    write: false,
    metafile: true,
    plugins: [
      ...(shared ? [importShared(shared)] : []),
      {
        name: 'later',
        setup: (build) => {
          build.onResolve({ filter: /^\.{1,2}\// }, async ({ path: request, kind, importer, resolveDir }) => {
            if (kind !== 'dynamic-import') return undefined;
            const found = await build.resolve(request, { importer, resolveDir, kind: 'import-statement' });
            const target = path.relative(root, found.path).replaceAll(path.sep, '/');
            return found.errors.length > 0 ? { errors: found.errors } : { path: marker + target, external: true };
          });
          build.onResolve({ filter: new RegExp(`^${marker}\\d+$`) }, ({ path: request }) => ({
            path: request.slice(marker.length),
            namespace: marker,
          }));
          build.onLoad({ filter: /.*/, namespace: marker }, ({ path: index }) => ({
            contents: loaderOf(Number(index)),
            resolveDir: root,
          }));
        },
      },
    ],
  });
}

/** The part of each ES module. */
function ownersOf({ outputs }: esbuild.Metafile, parts: readonly Part[]): Map<string, number> {
  const byName = new Map(Object.entries(outputs).map(([output, one]) => [path.basename(output), one]));
  const needing = new Map<string, Set<number>>();
  const visit = (name: string, index: number): void => {
    const indices = needing.get(name) ?? new Set();
    if (indices.has(index)) return;
    needing.set(name, indices.add(index));
    for (const one of byName.get(name)?.imports ?? []) if (!one.external) visit(path.basename(one.path), index);
  };
  for (const index of parts.keys()) visit(moduleOf(index), index);
  const forOthers = parts.findIndex(({ entry }) => entry === undefined);
  const ownerOf = ([first = 0, ...others]: readonly number[]): number => {
    if (others.length === 0) return first;
    const byFirst = first === 0 ? undefined : [first, ...others].find((index) => parts[index]?.entry === undefined);
    return byFirst ?? forOthers;
  };
  return new Map([...needing].map(([name, indices]) => [name, ownerOf([...indices])]));
}

/**
 * Makes sure that no two ES modules of a part export the same name, since `export *` would leave out both without a word.
 * @throws SetupError with the names
 */
function expectDistinctExports(
  { outputs }: esbuild.Metafile,
  owners: ReadonlyMap<string, number>,
  parts: readonly Part[],
): void {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  for (const [output, { exports }] of Object.entries(outputs)) {
    const part = parts[owners.get(path.basename(output)) ?? 0]?.output;
    for (const name of exports) {
      const full = `${name} (${part})`;
      if (name !== 'load' && name !== 'default') (seen.has(full) ? doubled : seen).add(full);
    }
  }
  if (doubled.size > 0)
    throw new SetupError(`two modules of a part export one name; rename one: ${[...doubled].join(', ')}`);
}

interface ConversionOptions {
  readonly options: esbuild.BuildOptions;
  readonly parts: readonly Part[];
  /** The text of each ES module. */
  readonly texts: ReadonlyMap<string, string>;
  /** Assigns each ES module to a part. */
  readonly owners: ReadonlyMap<string, number>;
  /** Assigns each module that is imported later to the part that loads it. */
  readonly partOf: ReadonlyMap<string, number>;
}

/** Bundles the ES modules of a part as one CommonJS file, with its source map. */
async function toCommonJs(
  { options, parts, texts, owners, partOf }: ConversionOptions,
  index: number,
): Promise<esbuild.OutputFile[]> {
  const { output = '' } = parts[index] ?? {};
  const { name: out, ext } = path.parse(output);
  const own = [...owners].filter(([, owner]) => owner === index).map(([name]) => name);
  const fileOf = (part: number | undefined): string => `./${parts[part ?? 0]?.output}`;
  const { outputFiles } = await esbuild.build({
    ...options,
    entryPoints: [{ in: marker, out }],
    outExtension: { '.js': ext },
    write: false,
    plugins: [
      {
        name: 'parts',
        setup: (build) => {
          build.onResolve({ filter: /^\.\/|^later:/ }, ({ path: request }) => {
            const name = path.basename(request);
            if (request === marker || own.includes(name)) return { path: request, namespace: marker };
            return { path: owners.has(name) ? fileOf(owners.get(name)) : request, external: true };
          });
          build.onLoad({ filter: /.*/, namespace: marker }, ({ path: request }) => ({
            contents:
              request === marker
                ? own.map((name) => `export * from './${name}';`).join('\n')
                : withRequire(texts.get(path.basename(request)) ?? '', (target) => fileOf(partOf.get(target))),
          }));
        },
      },
    ],
  });
  return (outputFiles ?? []).map(withoutInterop);
}

/** Has each `import()` load its module from the part that has it. */
function withRequire(text: string, fileOf: (target: string) => string): string {
  return text.replaceAll(
    new RegExp(`import\\("${marker}([^"]+)"\\)`, 'g'),
    (_, target: string) => `Promise.resolve().then(() => require("${fileOf(target)}").load["${target}"]())`,
  );
}

/**
 * Leaves out what esbuild adds for others: a copy of all exports that is marked as an ES module, and their names for Node's own loader. The parts
 * only ask each other for exports by name. No column of the source map moves.
 */
function withoutInterop(file: esbuild.OutputFile): esbuild.OutputFile {
  if (!file.path.endsWith('.cjs')) return file;
  const text = file.text
    .replace(/(?<=[;\n]module\.exports ?= ?)([\w$]+)(?=\([\w$]+\);)/, (copy) => ' '.repeat(copy.length))
    .replace(/\b0 ?&& ?\(module\.exports ?= ?\{[^{}]*\}\);(?=\s*(?:\/\/#.*\s*)?$)/, '');
  return { ...file, text, contents: Buffer.from(text) };
}
