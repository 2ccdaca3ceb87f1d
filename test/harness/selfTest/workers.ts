import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

/** All suite files in this folder, including the one that ends its process. */
await runNodeSuite({ folder: 'harness/selfTest', timeout: 2000, retries: 1, workers: 2 });
