import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureFirefox } from '../../../scripts/lib/firefox.ts';
import { eventually } from '../../../test/unit/hub/startedHub.ts';
import { Marionette } from './marionette.ts';

const addOn = 'companion@daymark.local';
/** The key under which WebDriver gives an element. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export interface FirefoxOptions {
  /** A folder that outlives the browser, and is made if it is missing. */
  readonly profile: string;
  /** The companion's package, for a profile that doesn't have it. */
  readonly xpi: string;
  /** Names that lead to this machine. */
  readonly hosts: readonly string[];
}

/** A headless Firefox with the companion installed, driven through Marionette. */
export class RealFirefox {
  readonly #process: ChildProcess;
  readonly #marionette: Marionette;

  private constructor(process: ChildProcess, marionette: Marionette) {
    this.#process = process;
    this.#marionette = marionette;
  }

  /** Starts the browser, and installs the companion in a new profile. Resolves when the companion runs. */
  static async start({ profile, xpi, hosts }: FirefoxOptions): Promise<RealFirefox> {
    const isNew = !existsSync(profile);
    mkdirSync(profile, { recursive: true });
    const portFile = path.join(profile, 'MarionetteActivePort');
    rmSync(portFile, { force: true });
    writeFileSync(path.join(profile, 'user.js'), preferences(hosts));
    const args = ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile];
    // Firefox refuses root another user's home.
    const child = spawn(await ensureFirefox(), args, { stdio: 'ignore', env: { ...process.env, HOME: profile } });
    const marionette = await connectSoon(portFile);
    const started = new RealFirefox(child, marionette);
    if (isNew) await marionette.send('Addon:Install', { path: xpi, temporary: false, allowPrivateBrowsing: true });
    await eventually(async () => {
      if (!('open' in (await started.stored()))) throw new Error('the companion has not started');
    });
    return started;
  }

  /** Opens an address in a tab, or in a private window, and waits until it is loaded. */
  async open(url: string, where: 'tab' | 'private' = 'tab'): Promise<void> {
    const type = where === 'tab' ? 'tab' : 'window';
    const { handle } = (await this.#marionette.send('WebDriver:NewWindow', { type, private: where === 'private' })) as {
      readonly handle: string;
    };
    await this.#marionette.send('WebDriver:SwitchToWindow', { handle });
    await this.#marionette.send('WebDriver:Navigate', { url });
  }

  /** Sends the tab in front to an address, without waiting for a page that may not come. */
  async go(url: string): Promise<void> {
    await this.#marionette.run('content', 'location.href = arguments[0]', url);
  }

  /** Closes the tab in front. */
  async close(): Promise<void> {
    const [handle] = (await this.#marionette.send('WebDriver:CloseWindow')) as [string];
    await this.#marionette.send('WebDriver:SwitchToWindow', { handle });
  }

  /** Opens a page of the companion in a tab. */
  async openPage(page: 'popup' | 'options'): Promise<void> {
    const host = await this.#inBrowser('return WebExtensionPolicy.getByID(arguments[0]).mozExtensionHostname');
    await this.open(`moz-extension://${String(host)}/${page}.html`);
    await this.#see('body[data-ready]');
  }

  async click(selector: string): Promise<void> {
    await this.#marionette.send('WebDriver:ElementClick', { id: await this.#see(selector) });
  }

  /** Replaces what is in a field, and leaves it. */
  async fill(selector: string, text: string): Promise<void> {
    const id = await this.#see(selector);
    await this.#marionette.send('WebDriver:ElementClear', { id });
    await this.#marionette.send('WebDriver:ElementSendKeys', { id, text: `${text}\uE004` });
  }

  /** The address and the text of the page in front. */
  async page(): Promise<string> {
    return String(await this.#marionette.run('content', 'return `${location.href} ${document.body.innerText}`'));
  }

  /** The companion's storage. */
  async stored(): Promise<Record<string, unknown>> {
    const script = `
      const { extension } = WebExtensionPolicy.getByID(arguments[0]);
      const { ExtensionStorageIDB } = ChromeUtils.importESModule('resource://gre/modules/ExtensionStorageIDB.sys.mjs');
      await ExtensionStorageIDB.selectBackend({ extension });
      const open = await ExtensionStorageIDB.open(ExtensionStorageIDB.getStoragePrincipal(extension), false);
      return open.get(null);`;
    return (await this.#inBrowser(script)) as Record<string, unknown>;
  }

  /** Ends the background page, as the browser does when it likes. The next event starts it again. */
  async killBackground(): Promise<void> {
    const script = `
      const { extension } = WebExtensionPolicy.getByID(arguments[0]);
      await extension.terminateBackground({ disableResetIdleForTest: true });
      return extension.backgroundState;`;
    const state = await this.#inBrowser(script);
    if (state !== 'stopped') throw new Error(`the background page is ${String(state)}`);
  }

  /** Makes the browser's idle service report that the machine has been idle for a time, in ms. */
  async touchedBefore(ms: number): Promise<void> {
    const service = `Cc['@mozilla.org/widget/useridleservice;1'].getService(Ci.nsIUserIdleServiceInternal)`;
    await this.#inBrowser(`${service}.resetIdleTimeOut(${ms})`);
  }

  /** Kills the browser as a crash does. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGKILL');
    await gone;
  }

  /** Waits for an element. @returns its id */
  async #see(selector: string): Promise<string> {
    let id = '';
    await eventually(async () => {
      const query = { using: 'css selector', value: selector };
      const { value } = (await this.#marionette.send('WebDriver:FindElement', query)) as {
        readonly value: Readonly<Record<string, string>>;
      };
      id = value[elementKey] ?? '';
    });
    return id;
  }

  #inBrowser(script: string): Promise<unknown> {
    return this.#marionette.run('chrome', script, addOn);
  }
}

/** Connects when Firefox has written its port, which takes half a minute on a busy machine. */
async function connectSoon(portFile: string): Promise<Marionette> {
  for (let tries = 0; ; tries++) {
    const port = existsSync(portFile) ? Number(readFileSync(portFile, 'utf8')) : 0;
    try {
      return await Marionette.connect(port);
    } catch (error) {
      if (tries > 900) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Marionette itself turns off updates, telemetry, and first-run pages. */
function preferences(hosts: readonly string[]): string {
  const values = {
    'marionette.port': 0,
    'network.dns.localDomains': hosts.join(),
    'xpinstall.signatures.required': false,
    'nimbus.rollouts.enabled': false,
    'app.normandy.enabled': false,
    'network.connectivity-service.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'browser.startup.page': 0,
    'dom.ipc.processPrelaunch.enabled': false,
  };
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
