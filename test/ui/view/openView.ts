import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../../../scripts/lib/chromium.ts';
import type { Dashboard } from '../../../src/core/views/views.ts';
import type { FakeHost, SeenCall } from '../../fakes/viewHost/fakeHost.ts';
import { putTheme, readTheme, serveViewPage, type ThemeName, type ViewPage } from '../../fakes/viewHost/page.ts';
import { sampleNow } from '../../fakes/viewHost/sampleDashboard.ts';

export interface ViewOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** The first morning instead of a day in full swing. */
  readonly firstDay?: boolean;
  /** Parts of the snapshot that are otherwise. */
  readonly with?: Partial<Dashboard>;
  /** Milliseconds until each answer of the host. */
  readonly delay?: number;
  /** The host has a snapshot in memory, and shows it before it answers. */
  readonly warm?: boolean;
  /** A method that fails from the start. */
  readonly fail?: string;
  readonly reducedMotion?: boolean;
  readonly forcedColors?: boolean;
  /** Errors in the console that the test brings about. */
  readonly expected?: readonly RegExp[];
  /** Files of the view that cannot be loaded, as a glob; until `page.unrouteAll()`. */
  readonly without?: string;
  /** Runs in the page before its own scripts. */
  readonly before?: () => void;
}

/** The view in a page of its own, with a fake host behind it. */
export interface View {
  readonly page: Page;
  /** Calls of a method so far, with their parameters. */
  calls(method: string): Promise<SeenCall[]>;
  /** Changes the host's snapshot and pushes it. */
  push(changes: Partial<Dashboard>): Promise<void>;
  /** Runs code on the host's side of the page. */
  host<T>(run: (host: FakeHost) => T): Promise<T>;
  /** Changes the theme, and waits until the view has drawn itself in it. */
  changeTheme(theme: ThemeName): Promise<void>;
  button(name: string | RegExp): Locator;
  /** The words on what has the focus. */
  focused(): Promise<string>;
  /** What the live region says now. */
  said(): Promise<string>;
  /** Waits until the live region says this. */
  heard(text: string): Promise<unknown>;
}

const liveRegion = 'main > .visually-hidden[role=status]';

let started: Promise<{ server: ViewPage; browser: Browser }> | undefined;

async function start(): Promise<{ server: ViewPage; browser: Browser }> {
  const [server, browser] = await Promise.all([serveViewPage(), launchChromium()]);
  return { server, browser };
}

// A root hook: the server and the browser serve all test files that use this module.
after(async () => {
  const running = await started;
  await running?.browser.close();
  await running?.server.close();
});

/**
 * Opens the view, hands it to `use`, and closes it. Fails when anything was logged as an error, thrown, or refused by the
 * content security policy, and when the view sent anything that the contract's schema does not take.
 */
export async function withView(options: ViewOptions, use: (view: View) => Promise<void>): Promise<void> {
  const { server, browser } = await (started ??= start());
  const context = await browser.newContext({
    viewport: { width: options.width ?? 480, height: options.height ?? 900 },
    reducedMotion: options.reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: options.forcedColors ? 'active' : 'none',
    colorScheme: 'dark',
    locale: 'en-US',
  });
  const problems: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.clock.setFixedTime(sampleNow);
    if (options.without) await page.route(`**/${options.without}`, (route) => route.abort());
    if (options.before) await page.addInitScript(options.before);
    await page.goto(server.url + query(options));
    await use(viewOf(page));
    const refused = (await viewOf(page).host(({ calls }) => calls)).filter(({ valid }) => !valid);
    assert.deepEqual(refused, [], 'every call fits the contract');
    const unexpected = problems.filter((problem) => !options.expected?.some((pattern) => pattern.test(problem)));
    assert.deepEqual(unexpected, []);
  } finally {
    await context.close();
  }
}

function query(options: ViewOptions): string {
  const parameters = new URLSearchParams({ theme: options.theme ?? 'dark', with: JSON.stringify(options.with ?? {}) });
  if (options.firstDay) parameters.set('state', 'first');
  if (options.delay !== undefined) parameters.set('delay', String(options.delay));
  if (options.warm) parameters.set('warm', '1');
  if (options.fail) parameters.set('fail', options.fail);
  return `?${parameters.toString()}`;
}

function viewOf(page: Page): View {
  const host = async <T>(run: (host: FakeHost) => T): Promise<T> =>
    (await page.evaluate(`(${run.toString()})(window.fakeHost)`)) as T;
  return {
    page,
    host,
    calls: async (method) => (await host(({ calls }) => calls)).filter((call) => call.method === method),
    push: (changes) =>
      page.evaluate((parts) => {
        window.fakeHost.dashboard = { ...window.fakeHost.dashboard, ...parts };
        window.fakeHost.push();
      }, changes),
    changeTheme: async (theme) => {
      await page.evaluate(putTheme, readTheme(theme));
      await page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
      );
    },
    button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
    focused: () => page.evaluate(() => document.activeElement?.textContent ?? ''),
    said: async () => (await page.locator(liveRegion).textContent()) ?? '',
    heard: (text) => page.locator(liveRegion).getByText(text, { exact: true }).waitFor({ state: 'attached' }),
  };
}

/** Presses Tab until the thing has the focus; fails when it can't be reached in `most` presses. */
export async function tabTo(page: Page, target: Locator, most = 100): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element.matches(':focus, :focus-within'))) return;
  }
  assert.fail(`not reached with ${most} presses of Tab: ${String(target)}`);
}

/** Waits until a value is as expected (or matches, given a pattern), and fails with the last value when it never is. */
export async function eventually<T>(read: () => Promise<T>, expected: T | RegExp): Promise<void> {
  const fits = (value: T): boolean => (expected instanceof RegExp ? expected.test(String(value)) : value === expected);
  let value = await read();
  for (let tries = 0; tries < 100 && !fits(value); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    value = await read();
  }
  if (expected instanceof RegExp) assert.match(String(value), expected);
  else assert.equal(value, expected);
}

/** Waits until a field holds a value: the toolkit shows a new one with the next frame. */
export async function waitForValue(field: Locator, value: string): Promise<void> {
  await eventually(() => field.inputValue(), value);
}
