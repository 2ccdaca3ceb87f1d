import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

/** All files of the suites beside this one, the one that ends its process included. */
await runNodeSuite({ folder: 'harness/selfTest', timeout: 2000, retries: 1, workers: 2 });
