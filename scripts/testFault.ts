import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';

/** The suite's short form; with --kills, --erasures, --damages, --seed, or --json the long one, see test/fault/run.ts. */
const long = process.argv.some((argument) => /^--(kills|erasures|damages|seed|json)\b/.test(argument));

exitOnFailure(
  long
    ? import('../test/fault/run.ts')
    : runNodeSuite({ folder: 'fault', timeout: 120_000, tries: 2, cacheInChildren: true, inMemory: true }),
);
