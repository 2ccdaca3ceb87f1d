import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

/** Three suite files, including the one that ends its process. */
await runNodeSuite({ folder: 'harness/selfTest', timeout: 2000, retries: 1, workers: 2 });
