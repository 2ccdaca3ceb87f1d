import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';

/** Tests the browser companion in a real Firefox. Not in `npm test`, since installing Firefox takes longer than the rest of the browser suite. */
exitOnFailure(runNodeSuite({ base: 'browser/test', folder: 'firefox', timeout: 120_000, tries: 2 }));
