import { build } from '../build.ts';
import { stopWorkbench } from '../test/harness/workbench.ts';
import { stopView } from '../test/ui/view/openView.ts';
import { runNodeSuite } from './lib/nodeSuite.ts';
import { exitOnFailure } from './lib/progress.mjs';
import { builtVariable } from './lib/suiteStep.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

/** Runs test/ui: the packaged extension in a real VS Code, used through Chromium. */
async function main(): Promise<void> {
  if (!process.env[builtVariable]) {
    await build();
    await packageVsix();
  }
  await runNodeSuite({
    folder: 'ui',
    timeout: 120_000,
    retries: 1,
    tries: 2,
    stop: async () => {
      await stopWorkbench();
      await stopView();
    },
  });
}
