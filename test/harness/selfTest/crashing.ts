import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/selfTest/crashing', timeout: 2000 });
