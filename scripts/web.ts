import { exitOnFailure, say } from './lib/progress.mjs';
import { buildWeb } from './lib/webBundle.ts';

exitOnFailure(main());

/** Builds the files of the backend's page `/app` into dist/web. */
async function main(): Promise<void> {
  await buildWeb();
  say('built dist/web');
}
