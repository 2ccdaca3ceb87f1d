import fc from 'fast-check';
import { exitOnFailure } from './lib/progress.mjs';
import { runNodeSuite } from './lib/nodeSuite.ts';
import { workerCount } from './lib/suiteWorkers.ts';

// In CI the laws are checked with the same cases each time, so that red means a change; everywhere else with new ones.
if (process.env['CI'] === 'true') fc.configureGlobal({ seed: 20_261_121 });

exitOnFailure(runNodeSuite({ folder: 'unit', timeout: 30_000, workers: workerCount(), cacheInChildren: true }));
