import path from 'node:path';
import { buildBrowser, targets } from '../browser/build.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure, say } from './lib/progress.mjs';

exitOnFailure(main());

/** Builds the browser companion for each browser into dist/browser. */
async function main(): Promise<void> {
  for (const target of targets) {
    const output = path.join(projectFolder, 'dist', 'browser', target);
    await buildBrowser(target, output);
    say(`built ${path.relative(projectFolder, output)}`);
  }
}
