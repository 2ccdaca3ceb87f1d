import path from 'node:path';
import type esbuild from 'esbuild';

/** A package that several bundles load from one file, which has only what one of them uses. */
export interface SharedPackage {
  readonly name: string;
  /** Matches the ways to import it. */
  readonly imports: RegExp;
  /** The name of its file, beside the bundles. */
  readonly output: string;
  /** The export that has all the others, as `z` has those of zod. */
  readonly namespace: string;
  /** All its exports. */
  readonly exports: readonly string[];
}

const namespace = 'shared-package';
/** Begins the name of each constant that stands for an export. */
const prefix = 'its_';

/** Has a bundle of ES modules import what it uses of a shared package from the package's file. */
export function importShared({ imports, output, namespace: whole, exports }: SharedPackage): esbuild.Plugin {
  const names = exports.filter((name) => name !== whole);
  // Constants, since what is called as an export of another file takes more code at each call.
  const lines = [
    `import * as all from "./${output}";`,
    ...names.map((name) => `const ${prefix}${name} = all.${name};`),
    `export { ${names.map((name) => `${prefix}${name} as ${name}`).join(', ')} };`,
    `export * as ${whole} from "${namespace}";`,
  ];
  return {
    name: namespace,
    setup: (build) => {
      build.onResolve({ filter: imports }, () => ({ path: output, namespace, sideEffects: false }));
      build.onResolve({ filter: new RegExp(`^${namespace}$`) }, () => ({
        path: output,
        namespace,
        sideEffects: false,
      }));
      build.onResolve({ filter: /^\.\//, namespace }, ({ path }) => ({ path, external: true }));
      build.onLoad({ filter: /.*/, namespace }, () => ({ contents: lines.join('\n') }));
    },
  };
}

/** Finds what an ES module that was bundled with `importShared`, and not minified, needs in the file of the package. */
export function namesUsed(text: string, { output, exports }: SharedPackage): string[] {
  if (!text.includes(`from "./${output}";`)) return [];
  return exports.filter((name) => new RegExp(`\\b${prefix}${name} = `).test(text));
}

/**
 * Returns the options for the file of a shared package.
 * @param options of a CommonJS bundle
 * @param used the exports that it has
 */
export function optionsOfShared(
  options: esbuild.BuildOptions,
  { name, output }: SharedPackage,
  used: readonly string[],
): esbuild.BuildOptions {
  const { name: out, ext } = path.parse(output);
  const contents = `export { ${used.join(', ')} } from ${JSON.stringify(name)};`;
  return {
    ...options,
    stdin: { contents, resolveDir: options.absWorkingDir ?? process.cwd(), sourcefile: output },
    entryNames: out,
    outExtension: { '.js': ext },
  };
}
