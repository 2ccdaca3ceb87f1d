import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/broken/fresh', timeout: 2000, tries: 2 });
