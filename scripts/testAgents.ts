import { ensureAgentPrograms, ensureOtherPrograms } from './lib/agentPrograms.ts';
import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';

/**
 * `npm run test:agents`: the readers of logs against what real command lines write. Not part of `npm test`, since it fetches 1.4 GB the first
 * time.
 */
exitOnFailure(main());

async function main(): Promise<void> {
  await ensureAgentPrograms();
  await ensureOtherPrograms();
  await runNodeSuite({ folder: 'agents', timeout: 120_000 });
}
