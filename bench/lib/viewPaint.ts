import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { writeDemo } from '../../demo/writeDemo.ts';
import { globalStorageIn, installExtension, startServer } from '../../scripts/lib/vscodeServer.ts';
import { changeSettings, quietSettings } from '../../test/harness/userSettings.ts';
import { openActivity, openWindow } from '../../test/harness/window.ts';
import { type SeenPaint, watchPaint } from './watchPaint.ts';

/** Time that the dashboard took to appear, in ms. */
export interface Paint {
  /** From the arrival of the host's first snapshot in the window to the paint that shows it. */
  readonly fromAnswer: number;
  /** The part of it within the view's own page. */
  readonly fromView: number;
  /** Characters of the message, as JSON. */
  readonly length: number;
}

export interface ViewPaintOptions {
  readonly browser: Browser;
  /** Daymark's package. */
  readonly vsix: string;
  /** An empty folder for everything. */
  readonly folder: string;
  /** Number of times that the dashboard is shown. */
  readonly times: number;
}

/** Days of made-up history that the dashboard shows. */
const days = 90;
const patienceMs = 30_000;

/**
 * Shows the dashboard in the side bar of a real VS Code repeatedly; a hidden one is discarded, so each is a new page.
 * @returns the paints, in order; the first finds nothing loaded
 */
export async function measureViewPaint({ browser, vsix, folder, times }: ViewPaintOptions): Promise<Paint[]> {
  const [workspace, dataFolder] = [path.join(folder, 'workspace'), path.join(folder, 'data')];
  mkdirSync(workspace, { recursive: true });
  changeSettings(dataFolder, 'User', quietSettings);
  await installExtension(vsix, dataFolder);
  await writeDemo(globalStorageIn(dataFolder), { seed: 1, now: Date.now(), days });
  const server = await startServer({ dataFolder, forTests: true });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    return await showAgainAndAgain(context, { port: server.port, workspace, times });
  } finally {
    await context.close();
    await server.stop();
  }
}

interface PaintOptions {
  readonly port: number;
  readonly workspace: string;
  readonly times: number;
}

async function showAgainAndAgain(context: BrowserContext, { port, workspace, times }: PaintOptions): Promise<Paint[]> {
  const paints: Paint[] = [];
  let next: (() => void) | undefined;
  await context.exposeBinding(
    'daymarkBenchPaint',
    async ({ page: window }, { painted, handedOver, length }: SeenPaint) => {
      const arrivals = await window.evaluate(
        () => (globalThis as { daymarkBenchArrivals?: number[] }).daymarkBenchArrivals ?? [],
      );
      // The one that was passed on; later ones may have arrived since.
      const answered = arrivals.findLast((arrived) => arrived <= handedOver);
      if (answered === undefined) throw new Error("the host's answer was not seen");
      paints.push({ fromAnswer: painted - answered, fromView: painted - handedOver, length });
      next?.();
    },
  );
  await context.addInitScript(watchPaint);
  const page = await openWindow(context, { port, folder: workspace });
  for (let i = 0; i < times; i++) {
    const painted = new Promise<void>((resolve) => (next = resolve));
    await openActivity(page, 'Daymark');
    await within(painted, patienceMs);
    await openActivity(page, 'Explorer');
    await page.waitForTimeout(300);
  }
  return paints;
}

function within(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the dashboard was not painted within ${ms} ms`)), ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
