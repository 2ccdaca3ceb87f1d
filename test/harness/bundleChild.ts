import path from 'node:path';
import esbuild from 'esbuild';
import { projectFolder } from '../../scripts/lib/folders.mjs';

/**
 * Puts the modules of a program that tests start many times into one file: it starts with a third of the processor time.
 * @param source absolute path of its TypeScript
 * @returns the file to run
 */
export function bundleChild(source: string): string {
  const name = path.relative(projectFolder, source).replace(/\.ts$/, '.mjs');
  const outfile = path.join(projectFolder, 'out', name);
  esbuild.buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['sql.js'],
    // Packages in CommonJS ask for it.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}
