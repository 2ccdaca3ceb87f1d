import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';

/** Tests the browser companion in a real Chromium. */
exitOnFailure(runNodeSuite({ base: 'browser/test', folder: 'chromium', timeout: 60_000, tries: 2 }));
