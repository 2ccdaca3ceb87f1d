import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { build } from '../../build.ts';
import { launchChromium } from '../../scripts/lib/chromium.ts';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { exitOnFailure, withProgress } from '../../scripts/lib/progress.mjs';
import type { ThemeName } from '../../test/fakes/viewHost/page.ts';
import { startHost, type BenchHost } from './host.ts';
import { paintMs, scrollFps, zoomFps } from './inPage.ts';
import { longestTask } from './longestTask.ts';
import { connect, servePage, viewFiles, type BuiltPage } from './page.ts';

/** The output of `--json`; docs/bench.md explains each figure. */
interface ViewFigures {
  readonly paint_ms: number;
  readonly longest_task_ms: number;
  readonly zoom_fps: number;
  readonly scroll_fps: number;
  readonly update_bytes: number;
  readonly bundle_bytes: number;
  readonly bundle_gzip_bytes: number;
  readonly axe_violations: number;
  readonly year_first_ms: number;
  readonly year_again_ms: number;
}

const paints = 7;
const frames = 180;
const themes: readonly ThemeName[] = ['dark', 'light', 'hcDark', 'hcLight'];

exitOnFailure(main());

/** `npm run bench:view [-- --json]`: the built dashboard in Chromium, on ten years of history. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
  const folder = mkdtempSync(path.join(tmpdir(), 'daymark-bench-view-'));
  const browser = await launchChromium();
  await withProgress('building', build);
  const host = await withProgress('writing ten years', () => startHost(folder));
  const built = await servePage();
  try {
    const figures = await withProgress('measuring', () => measure({ browser, host, built }));
    console.log(values.json ? JSON.stringify(figures) : tableOf(figures));
  } finally {
    built.close();
    host.stop();
    await browser.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Bench {
  readonly browser: Browser;
  readonly host: BenchHost;
  readonly built: BuiltPage;
}

async function measure(bench: Bench): Promise<ViewFigures> {
  const years = [await askYear(bench.host), await askYear(bench.host)] as const;
  const times: number[] = [];
  for (let time = 0; time < paints; time++) times.push(await onPage(bench, 'dark', paintOf));
  const moved = await onPage(bench, 'dark', (page) => moving(bench.browser, page));
  let violations = 0;
  for (const theme of themes) violations += await onPage(bench, theme, axeOf);
  const scripts = viewFiles()
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(path.join(projectFolder, 'dist', name)));
  return {
    paint_ms: rounded(times.sort((a, b) => a - b)[Math.floor(paints / 2)] ?? 0),
    ...moved,
    update_bytes: await bench.host.updateBytes(),
    bundle_bytes: sumOf(scripts.map(({ byteLength }) => byteLength)),
    bundle_gzip_bytes: sumOf(scripts.map((script) => gzipSync(script).byteLength)),
    axe_violations: violations,
    year_first_ms: years[0],
    year_again_ms: years[1],
  };
}

/** The host's time for a year by project. */
async function askYear(host: BenchHost): Promise<number> {
  const start = performance.now();
  const reply = await host.answer({ id: 1, method: 'activity.range', params: { days: 365, by: 'project' } });
  if (!reply || 'error' in reply) throw new Error('the year was not answered');
  return rounded(performance.now() - start);
}

async function onPage<T>(
  { browser, host, built }: Bench,
  theme: ThemeName,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: 'en-US' });
  try {
    await connect(context, host, theme);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(String(error)));
    await page.goto(built.url);
    await page.locator('#panel-feed').waitFor();
    return await use(page);
  } finally {
    await context.close();
  }
}

async function paintOf(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('daymark.painted').length > 0);
  const ms = await page.evaluate(paintMs);
  if (ms === undefined) throw new Error('the snapshot was not seen');
  return ms;
}

/** Loads the page again, opens everything, zooms, and scrolls; the longest task covers all of it. */
async function moving(browser: Browser, page: Page) {
  return longestTask(browser, page, async () => {
    await page.reload();
    await showAll(page);
    const zoom_fps = rounded(await page.evaluate(zoomFps, frames));
    const scroll_fps = rounded(await page.evaluate(scrollFps, frames));
    return { zoom_fps, scroll_fps };
  });
}

/** A year by project in the charts; all panels are open at this width. */
async function showAll(page: Page): Promise<void> {
  await page.locator('.timeline-canvas').waitFor();
  await page.locator('#panel-activity').getByLabel('Range').selectOption('365');
  await page.locator('#panel-activity').getByLabel('Grouping').selectOption('project');
  await page.getByRole('slider', { name: /365 days, by project/ }).waitFor();
  await page.locator('#panel-calendar').getByRole('slider').waitFor();
  await page.waitForTimeout(500);
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function axeOf(page: Page): Promise<number> {
  await showAll(page);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: { id: string }[] }> } };
    const { violations } = await axe.run({ runOnly: { type: 'tag', values } });
    return violations.map(({ id }) => id);
  }, tags);
  if (found.length > 0) console.error(`axe: ${found.join(', ')}`);
  return found.length;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function tableOf(figures: ViewFigures): string {
  return [
    '| Figure | Value |',
    '|---|---:|',
    ...Object.entries(figures).map(([name, value]) => `| ${name} | ${value} |`),
  ].join('\n');
}
