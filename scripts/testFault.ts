import { exitOnFailure } from './lib/progress.mjs';
import { runNodeSuite } from './lib/nodeSuite.ts';

exitOnFailure(runNodeSuite({ folder: 'fault', timeout: 120_000 }));
