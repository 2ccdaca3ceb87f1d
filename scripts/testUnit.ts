import { exitOnFailure } from './lib/progress.mjs';
import { runNodeSuite } from './lib/nodeSuite.ts';
import { workerCount } from './lib/suiteWorkers.ts';

exitOnFailure(
  runNodeSuite({
    folder: 'unit',
    timeout: 30_000,
    workers: workerCount(),
    tries: 2,
    cacheInChildren: true,
    inMemory: true,
  }),
);
