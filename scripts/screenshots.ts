import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { serveViewPage } from '../test/fakes/viewHost/page.ts';
import { sampleNow } from '../test/fakes/viewHost/sampleDashboard.ts';
import { compare, isSame, shrunk, type Difference } from '../test/ui/screenshots/compare.ts';
import { photoStates, type PhotoState } from '../test/ui/screenshots/states.ts';
import { launchChromium } from './lib/chromium.ts';
import { projectFolder } from './lib/folders.mjs';
import { exitOnFailure } from './lib/progress.mjs';

const references = path.join(projectFolder, 'test/ui/screenshots/references');
const photographs = path.join(projectFolder, 'out', 'screenshots');
const themes = ['dark', 'light', 'hcDark', 'hcLight'] as const;
const widths = [280, 480, 900, 1600] as const;

exitOnFailure(main());

/**
 * `npm run screenshots`: takes screenshots of every state of the dashboard in four themes and widths into out/screenshots/, and compares
 * each with its small reference picture. `--update` replaces the references; other arguments choose states.
 */
async function main(): Promise<void> {
  const isUpdate = process.argv.includes('--update');
  const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const states = photoStates.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
  mkdirSync(photographs, { recursive: true });
  mkdirSync(references, { recursive: true });
  if (isUpdate && chosen.length === 0) forgetReferences();
  const [server, browser] = await Promise.all([serveViewPage(), launchChromium()]);
  try {
    const canvas = await browser.newPage();
    const different: string[] = [];
    for (const state of states) {
      for (const theme of themes)
        for (const width of widths) {
          const name = `${state.name}-${theme}-${width}`;
          const png = await photograph(browser, { state, theme, width, url: server.url });
          writeFileSync(path.join(photographs, `${name}.png`), png);
          different.push(...(await judge(canvas, { name, png, isUpdate })));
        }
      console.log(`${state.name}: ${themes.length * widths.length} photographs`);
    }
    for (const line of different) console.log(line);
    console.log(
      `${states.length * themes.length * widths.length} photographs in ${photographs}, ${different.length} differ`,
    );
    if (different.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Shot {
  readonly state: PhotoState;
  readonly theme: (typeof themes)[number];
  readonly width: number;
  readonly url: string;
}

async function photograph(browser: Browser, { state, theme, width, url }: Shot): Promise<Buffer> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    reducedMotion: 'reduce',
    colorScheme: 'dark',
    locale: 'en-US',
  });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(sampleNow);
    const parameters = new URLSearchParams({ theme, with: JSON.stringify(state.with ?? {}), ...state.query });
    await page.goto(`${url}?${parameters.toString()}`);
    if (state.ready === undefined) await settled(page);
    await state.prepare?.(page);
    await page.locator(state.ready ?? '#panel-feed').waitFor();
    await page.waitForTimeout(150);
    return await page.screenshot({ fullPage: true });
  } finally {
    await context.close();
  }
}

/** The panels that ask for more than the snapshot have their answers. */
async function settled(page: Page): Promise<void> {
  await page.locator('#panel-feed').waitFor();
  await page.waitForTimeout(100);
  await page.waitForFunction(() => !document.querySelector('.pending, .insights-loading'));
  await page.waitForTimeout(100);
}

interface TakenPicture {
  readonly name: string;
  readonly png: Buffer;
  readonly isUpdate: boolean;
}

/** @returns a line that says how it differs; undefined if it doesn't */
async function judge(canvas: Page, { name, png, isUpdate }: TakenPicture): Promise<string[]> {
  const file = path.join(references, `${name}.webp`);
  const found = await shrunk(canvas, png);
  if (isUpdate) {
    writeFileSync(file, found);
    return [];
  }
  if (!existsSync(file)) return [`${name}: has no reference; run with --update once it is right`];
  const difference = await compare(canvas, { found, reference: readFileSync(file) });
  return isSame(difference) ? [] : [`${name}: ${inWords(difference)}`];
}

function inWords({ mean, clearly, height }: Difference): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return `differs by ${percent(mean)} on average, clearly in ${percent(clearly)} of it, in height by ${percent(height)}`;
}

function forgetReferences(): void {
  for (const name of readdirSync(references)) rmSync(path.join(references, name));
}
