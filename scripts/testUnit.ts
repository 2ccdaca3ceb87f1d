import { exitOnFailure } from './lib/progress.mjs';
import { runNodeSuite } from './lib/nodeSuite.ts';

exitOnFailure(runNodeSuite({ folder: 'unit', timeout: 10_000 }));
