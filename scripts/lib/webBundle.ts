import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { optionsOf } from '../../build.ts';
import { projectFolder } from './folders.mjs';
import { bundledPackages, noticesOf } from './notices.ts';

/** The folder with the files of the page `/app`, from which the backend serves them. */
export const webFolder = path.join(projectFolder, 'dist', 'web');

const shim = (name: string): string => path.join(projectFolder, 'src', 'web', 'node', `${name}.ts`);

const worker: esbuild.BuildOptions = {
  absWorkingDir: projectFolder,
  entryPoints: [{ in: 'src/web/worker.ts', out: 'worker' }],
  outdir: webFolder,
  bundle: true,
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  platform: 'browser',
  // In one file: its policy lets it load nothing.
  format: 'iife',
  target: ['chrome134', 'firefox140', 'safari18'],
  inject: [shim('globals')],
  alias: {
    'node:crypto': shim('crypto'),
    'node:fs': shim('fs'),
    'node:os': shim('os'),
    'node:path': shim('path'),
    'node:zlib': shim('zlib'),
    // sql.js asks for them under Node only.
    fs: shim('fs'),
    crypto: shim('crypto'),
    path: shim('path'),
  },
};

const copied = [
  'node_modules/sql.js/dist/sql-wasm.wasm',
  'media/icon.png',
  'media/icon.svg',
  'src/web/serviceWorker.js',
  'src/web/theme.css',
] as const;

/** Builds what a browser needs to show a person's own history: the view of VS Code, and the worker with the store. */
export async function buildWeb(): Promise<void> {
  rmSync(webFolder, { recursive: true, force: true });
  mkdirSync(webFolder, { recursive: true });
  const view = { ...optionsOf('webview.js'), outdir: webFolder, sourcemap: false } as const;
  const results = await Promise.all([worker, view].map((options) => esbuild.build({ ...options, metafile: true })));
  for (const file of copied) copyFileSync(path.join(projectFolder, file), path.join(webFolder, path.basename(file)));
  const metafiles = results.map(({ metafile }) => metafile);
  writeFileSync(path.join(webFolder, 'ThirdPartyNotices.txt'), noticesOf(bundledPackages(metafiles, copied)));
}
