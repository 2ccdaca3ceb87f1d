import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/selfTest/nothing', timeout: 2000 });
