import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../build.ts';
import { bundleEditorTests } from '../test/harness/editorBundle.ts';
import { runInWindow } from '../test/harness/editorWindow.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';
import { suiteArguments } from './lib/suiteArguments.ts';
import { builtVariable, endWithParent } from './lib/suiteStep.ts';
import { workerCount } from './lib/suiteWorkers.ts';

/** A sample of an extension that uses Daymark's API. */
const pluginFolder = path.join(projectFolder, 'test', 'fakes', 'plugin');
/** An extension with language models that the tests themselves answer for. */
const modelsFolder = path.join(projectFolder, 'test', 'fakes', 'models');
/** An extension that sends calls of Slack to a test. */
const slackRouteFolder = path.join(projectFolder, 'test', 'fakes', 'slackRoute');

exitOnFailure(main());

/** Runs test/editor inside the extension host of a real VS Code, which has the project itself as its extension. */
async function main(): Promise<void> {
  endWithParent();
  const { grep, files } = suiteArguments();
  if (!process.env[builtVariable]) await build();
  const bundle = await bundleEditorTests(files);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-editor-'));
  try {
    const extensions = [modelsFolder, pluginFolder, slackRouteFolder];
    const failures = await runInWindow({ bundle, folder, grep, tries: 2, windows: workerCount(), extensions });
    process.exitCode = failures > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit();
}
