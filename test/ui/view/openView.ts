import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
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
  /** With agents that run, one of which waits. */
  readonly agents?: boolean;
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

/** The view in a separate page, with a fake host. */
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
  /** The current text of the live region. */
  said(): Promise<string>;
  /** Waits for a text in the live region. */
  heard(text: string): Promise<unknown>;
}

const liveRegion = 'main > .visually-hidden[role=status]';

let started: Promise<{ server: ViewPage; browser: Browser }> | undefined;

async function start(): Promise<{ server: ViewPage; browser: Browser }> {
  const [server, browser] = await Promise.all([serveViewPage(), launchChromium()]);
  return { server, browser };
}

/** Stops the server and the browser, which serve all test files of a process, if they were started. */
export async function stopView(): Promise<void> {
  const running = await started;
  await running?.browser.close();
  await running?.server.close();
}

/**
 * Opens the view, hands it to `use`, and closes it. Fails when anything was logged as an error, thrown, or refused by the
 * content security policy, and when the view sent anything that the contract's schema does not take.
 */
export async function withView(options: ViewOptions, use: (view: View) => Promise<void>): Promise<void> {
  const { server, browser } = await (started ??= start());
  const context = await contextFor(browser, options);
  const problems: string[] = [];
  const page = parked.get(context)?.pop() ?? (await context.newPage());
  let isReusable = false;
  try {
    await page.setViewportSize({ width: options.width ?? 480, height: options.height ?? 900 });
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
    isReusable = !options.without && !options.before;
  } finally {
    if (isReusable) await park(page, server.url);
    else await page.close();
  }
}

/** Pages that a test is done with: to open the view in one of them costs half as much as in a new page. */
const parked = new Map<BrowserContext, Page[]>();

/** Keeps a page for the next test, without what the view stored in it, and with nothing under the mouse. */
async function park(page: Page, url: string): Promise<void> {
  page.removeAllListeners();
  // The view is gone then, and stores nothing any more.
  await page.goto(`${url}blank`);
  await page.evaluate(() => sessionStorage.clear());
  await page.mouse.move(0, 0);
  const context = page.context();
  parked.set(context, [...(parked.get(context) ?? []), page]);
}

const contexts = new Map<string, Promise<BrowserContext>>();

/** One for all views with the same preferences: a page has nothing that it keeps but its session storage. */
function contextFor(browser: Browser, { reducedMotion, forcedColors }: ViewOptions): Promise<BrowserContext> {
  const key = JSON.stringify([reducedMotion, forcedColors]);
  const known = contexts.get(key);
  if (known) return known;
  const made = browser.newContext({
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    forcedColors: forcedColors ? 'active' : 'none',
    colorScheme: 'dark',
    locale: 'en-US',
  });
  contexts.set(key, made);
  return made;
}

function query(options: ViewOptions): string {
  const parameters = new URLSearchParams({ theme: options.theme ?? 'dark', with: JSON.stringify(options.with ?? {}) });
  if (options.firstDay) parameters.set('state', 'first');
  if (options.delay !== undefined) parameters.set('delay', String(options.delay));
  if (options.agents) parameters.set('agents', 'yes');
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
  const deadline = Date.now() + 10_000;
  let value = await read();
  while (!fits(value) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    value = await read();
  }
  if (expected instanceof RegExp) assert.match(String(value), expected);
  else assert.equal(value, expected);
}

/** Chooses an option by the first letters of its name. A list may get its options after it is shown, and letters before that are lost. */
export async function chooseByLetters(field: Locator, name: string): Promise<void> {
  await field.getByRole('option', { name, exact: true }).waitFor({ state: 'attached' });
  await field.focus();
  await field.page().keyboard.type(name.slice(0, 3));
  await eventually(() => field.locator('option:checked').innerText(), name);
}

/** Waits by the page's own clock, so that its timers that were due before have fired, however busy the machine is. */
export async function restOf(page: Page, ms: number): Promise<void> {
  await page.evaluate((wait) => new Promise((resolve) => setTimeout(resolve, wait)), ms);
}

/** Waits until a field holds a value: the toolkit shows a new one with the next frame. */
export async function waitForValue(field: Locator, value: string): Promise<void> {
  await eventually(() => field.inputValue(), value);
}
