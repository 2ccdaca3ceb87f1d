import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { serveViewPage, type ThemeName } from '../test/fakes/viewHost/page.ts';
import { sampleNow } from '../test/fakes/viewHost/sampleDashboard.ts';
import { smaller } from '../test/ui/screenshots/compare.ts';
import { launchChromium } from './lib/chromium.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';

const folder = path.join(projectFolder, 'media', 'walkthrough');
const size = { width: 480, height: 460 };
const themes: Readonly<Record<string, ThemeName>> = { light: 'lightModern', dark: 'darkModern' };

/** The steps of the walkthrough, and what to press in the dashboard for each. */
const steps: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  track: (page) => page.evaluate(() => window.scrollTo(0, 0)),
  log: (page) => page.getByRole('button', { name: 'Log Activity', exact: true }).first().click(),
  plan: (page) => page.locator('#panel-plan').evaluate((panel) => panel.scrollIntoView()),
  own: async (page) => {
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.locator('#panel-setup-data').evaluate((panel) => panel.scrollIntoView({ block: 'end' }));
  },
};

/** Takes the pictures of the walkthrough from the real view with made-up data, small enough for the package. */
export async function takeWalkthroughPictures(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const [server, browser] = await Promise.all([serveViewPage(), launchChromium()]);
  try {
    const canvas = await browser.newPage();
    for (const [name, theme] of Object.entries(themes))
      for (const [step, prepare] of Object.entries(steps)) {
        const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce', locale: 'en-US' });
        const page = await context.newPage();
        await page.clock.setFixedTime(sampleNow);
        await page.goto(`${server.url}?theme=${theme}`);
        await page.locator('#panel-feed').waitFor();
        await prepare(page);
        await page.waitForTimeout(400);
        const png = await page.screenshot();
        writeFileSync(path.join(folder, `${step}-${name}.webp`), await smaller(canvas, png, { by: 1, quality: 0.5 }));
        await context.close();
      }
  } finally {
    await browser.close();
    await server.close();
  }
}

if (import.meta.main) exitOnFailure(takeWalkthroughPictures());
