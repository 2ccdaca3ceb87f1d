import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/selfTest/failing', timeout: 2000 });
