import { runNodeSuite } from '../../../scripts/lib/nodeSuite.ts';

await runNodeSuite({ folder: 'harness/broken/stuck', timeout: 200, retries: 1, tries: 2 });
