import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';

const folder = import.meta.dirname;
const pages = ['popup', 'options', 'blocked'] as const;

/** The browsers that a package is built for. */
export const targets = ['chromium', 'firefox'] as const;
export type Target = (typeof targets)[number];

/** Builds the package of a browser into a folder, which is emptied first. */
export async function buildBrowser(target: Target, output: string): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  await esbuild.build({
    absWorkingDir: folder,
    entryPoints: ['background', ...pages].map((name) => `src/${name}.ts`),
    outdir: output,
    bundle: true,
    minify: true,
    format: 'esm',
    target: target === 'chromium' ? 'chrome123' : 'firefox128',
    logLevel: 'warning',
  });
  cpSync(path.join(folder, 'assets'), output, { recursive: true });
  cpSync(path.join(folder, '..', 'media', 'icon.png'), path.join(output, 'icon.png'));
  writeFileSync(path.join(output, 'manifest.json'), `${JSON.stringify(manifestFor(target), undefined, 2)}\n`);
}

/** The manifest (version 3). Browsers differ in how the background is named, and in who they say it comes from. */
export function manifestFor(target: Target): object {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  const common = {
    manifest_version: 3,
    name: 'Daymark browser companion',
    version,
    description: 'Records how long you look at which site, and sends that to Daymark on your machine.',
    icons: { 128: 'icon.png' },
    action: { default_popup: 'popup.html', default_icon: 'icon.png', default_title: 'Daymark' },
    options_ui: { page: 'options.html', open_in_tab: true },
    permissions: ['tabs', 'idle', 'alarms', 'storage', 'declarativeNetRequest'],
    host_permissions: ['http://127.0.0.1/*'],
    incognito: 'spanning',
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http://127.0.0.1:*; form-action 'none'; frame-ancestors 'none'",
    },
  };
  return target === 'chromium'
    ? { ...common, minimum_chrome_version: '123', background: { service_worker: 'background.js', type: 'module' } }
    : {
        ...common,
        // Says which address was blocked; Chromium's tabs say it themselves.
        permissions: [...common.permissions, 'webNavigation'],
        background: { scripts: ['background.js'], type: 'module' },
        browser_specific_settings: { gecko: { id: 'companion@daymark.local', strict_min_version: '128.0' } },
      };
}
