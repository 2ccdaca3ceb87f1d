import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from '../build.ts';
import { startWorkbench, type WorkbenchWindow } from '../test/harness/workbench.ts';
import { writeDemo } from '../demo/writeDemo.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure, withProgress } from './lib/progress.mjs';
import { takeWalkthroughPictures } from './walkthroughPictures.ts';
import { packageVsix } from './lib/vsix.ts';

exitOnFailure(main());

const folder = path.join(projectFolder, 'docs', 'pictures');

const size = { width: 1440, height: 900 };

/** `npm run pictures`: takes the pictures of README and walkthrough from the packaged extension, on the demo's made-up history. */
async function main(): Promise<void> {
  moveToAfternoon();
  await takeWalkthroughPictures();
  await withProgress('building and packaging Daymark', async () => {
    await build();
    await packageVsix();
  });
  mkdirSync(folder, { recursive: true });
  const workbench = await startWorkbench((storage) => writeDemo(storage, { seed: 7, now: Date.now(), days: 90 }));
  try {
    const window = await workbench.openWindow({ size });
    await takePictures(window);
    await window.close();
  } finally {
    await workbench.stop();
  }
}

async function takePictures(window: WorkbenchWindow): Promise<void> {
  const view = await window.openView();
  await view.getByText('Recent Activity').waitFor();
  await window.setSideBarWidth(340);
  await window.openFile('example.ts');
  await window.page.waitForTimeout(6000);
  await inBothThemes(window, 'sidebar');
  await window.run('Daymark: Open Dashboard in Editor');
  const tab = await window.frame('editor');
  await tab.getByText('Recent Activity').waitFor();
  await window.page.keyboard.press('Control+b');
  await inBothThemes(window, 'dashboard');
}

async function inBothThemes(window: WorkbenchWindow, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await window.setTheme(theme);
    await window.page.waitForTimeout(1500);
    await window.page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
  }
}

/** It is four in the afternoon in the pictures, whenever they are taken. */
function moveToAfternoon(): void {
  const east = 16 - new Date().getUTCHours();
  const hours = east > 14 ? east - 24 : east;
  // The names of these zones count hours west of Greenwich.
  process.env['TZ'] = `Etc/GMT${hours >= 0 ? '-' : '+'}${Math.abs(hours)}`;
}
