import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page, type Worker } from 'playwright-core';
import { ensureChromium } from '../../../scripts/lib/chromium.ts';
import { eventually } from '../../../test/unit/hub/startedHub.ts';

/** A Chromium with the companion, on a profile that outlives it. Names that end in `.test` lead to this machine. */
export class RealBrowser {
  readonly #process: ChildProcess;
  readonly browser: Browser;

  private constructor(process: ChildProcess, browser: Browser) {
    this.#process = process;
    this.browser = browser;
  }

  static async start(profile: string, extension: string): Promise<RealBrowser> {
    const portFile = path.join(profile, 'DevToolsActivePort');
    const isNew = !existsSync(profile);
    rmSync(portFile, { force: true });
    const args = [
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--hide-crash-restore-bubble',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      `--load-extension=${extension}`,
      `--disable-extensions-except=${extension}`,
      '--host-resolver-rules=MAP *.test 127.0.0.1',
      'about:blank',
    ];
    const child = spawn(await ensureChromium('whole'), args, { stdio: 'ignore' });
    await eventually(() => void portIn(portFile));
    const port = portIn(portFile);
    const started = new RealBrowser(child, await chromium.connectOverCDP(`http://127.0.0.1:${port}`));
    // The companion shows its options once, in any tab.
    if (isNew) await eventually(() => started.#expectOptions());
    return started;
  }

  get context(): BrowserContext {
    const [context] = this.browser.contexts();
    if (!context) throw new Error('the browser has no context');
    return context;
  }

  #expectOptions(): void {
    if (!this.context.pages().some((page) => page.url().endsWith('options.html'))) throw new Error('no options yet');
  }

  /** The worker that runs now. */
  async worker(): Promise<Worker> {
    let found: Worker | undefined;
    await eventually(() => {
      found = this.context.serviceWorkers()[0];
      if (!found) throw new Error('the companion has no worker');
    });
    return found as Worker;
  }

  /** A page of the companion, in a separate tab. */
  async open(page: 'popup' | 'options'): Promise<Page> {
    const tab = await this.context.newPage();
    await tab.goto(new URL(`${page}.html`, (await this.worker()).url()).href);
    await tab.waitForSelector('body[data-ready]');
    return tab;
  }

  /** The companion's storage. */
  async stored(): Promise<Record<string, unknown>> {
    return (await this.worker()).evaluate(() => chrome.storage.local.get(null));
  }

  /** Ends the worker, as the browser does when it likes. The next event starts it again. */
  async killWorker(): Promise<void> {
    const session = await this.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const worker = targetInfos.find(({ type }) => type === 'service_worker');
    if (!worker) throw new Error('the companion has no worker');
    await session.send('Target.closeTarget', { targetId: worker.targetId });
    await eventually(async () => {
      const { targetInfos: left } = await session.send('Target.getTargets');
      if (left.some(({ targetId }) => targetId === worker.targetId)) throw new Error('the worker still runs');
    });
    await session.detach();
  }

  /** Kills the browser as a crash does. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
    await this.browser.close().catch(() => undefined);
  }
}

/** Returns the port in a file of Chromium's. The file is there before it is written. */
function portIn(file: string): string {
  const [port = ''] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  if (port === '') throw new Error('Chromium does not answer');
  return port;
}
