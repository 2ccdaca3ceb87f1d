import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SilentReporter, downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from '../build.ts';
import { type TestSetup, setupVariable } from '../test/harness/controlApi.ts';
import { startControl } from '../test/harness/controlServer.ts';
import { type EditorBundle, bundleEditorTests } from '../test/harness/editorBundle.ts';
import { followEditorRun } from '../test/harness/editorRun.ts';
import { suiteReport } from '../test/harness/reporter.ts';
import { quietSettings } from '../test/harness/userSettings.ts';
import { makeWorkspace } from '../test/harness/workspace.ts';
import { FileQueue, triesOf } from './lib/fileQueue.ts';
import { cacheFolder, projectFolder } from './lib/folders.mjs';
import { SetupError, exitOnFailure, withProgress } from './lib/progress.mjs';
import { suiteArguments } from './lib/suiteArguments.ts';

exitOnFailure(main());

/** The editor tests in a desktop VS Code, for machines that can download it. Tests that need other windows are skipped. */
async function main(): Promise<void> {
  const { grep, files } = suiteArguments();
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new SetupError('a desktop VS Code needs a display: xvfb-run -a npm run test:desktop');
  const vscode = await withProgress('fetching the desktop VS Code', download);
  await build();
  const bundle = await bundleEditorTests(files);
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-desktop-'));
  try {
    const queue = new FileQueue({ files: bundle.files, tries: triesOf(2), report: suiteReport() });
    await queue.drain(() => runIn({ vscode, bundle, folder: mkdtempSync(path.join(folder, 'vscode-')), grep }, queue));
    process.exitCode = queue.end(grep !== undefined) > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit();
}

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({
      version: 'stable',
      cachePath: cacheFolder('vscode-desktop'),
      reporter: new SilentReporter(),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new SetupError(
      `VS Code can't be downloaded here (${reason}); npm run test:editor runs the same tests without it`,
    );
  }
}

interface Plan {
  readonly vscode: string;
  readonly bundle: EditorBundle;
  readonly folder: string;
  readonly grep: string | undefined;
}

/** Runs files in one VS Code. Returns whether it took any. */
async function runIn({ vscode, bundle, folder, grep }: Plan, queue: FileQueue): Promise<boolean> {
  const workspace = path.join(folder, 'workspace');
  const user = path.join(folder, 'data', 'User');
  makeWorkspace(workspace);
  mkdirSync(user, { recursive: true });
  // The tests open names with the secret in the folder, as it is in a browser.
  const settings = { ...quietSettings, 'daymark.vault.key': 'folder' };
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify(settings));
  const run = followEditorRun({ queue });
  const control = await startControl(run.handlers);
  const globalStorage = path.join(user, 'globalStorage', 'daymark.daymark');
  const setup: TestSetup = { control: control.address, workspace, globalStorage, canOpenWindows: false, grep };
  const finished = runTests({
    vscodeExecutablePath: vscode,
    extensionDevelopmentPath: projectFolder,
    extensionTestsPath: bundle.file,
    extensionTestsEnv: { [setupVariable]: JSON.stringify(setup) },
    launchArgs: [
      workspace,
      `--user-data-dir=${path.join(folder, 'data')}`,
      `--extensions-dir=${path.join(folder, 'extensions')}`,
      '--disable-workspace-trust',
      '--disable-telemetry',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  try {
    void finished.catch(() => undefined).then(() => run.giveUp('VS Code ended'));
    return await run.ended;
  } finally {
    await finished.catch(() => undefined);
    control.close();
  }
}
