import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/selfTest/flaky', timeout: 2000, retries: 1 });
