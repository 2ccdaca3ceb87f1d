import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { optionsOf } from '../../../build.ts';
import { withFakeVscode } from './withFakeVscode.ts';

const here = import.meta.dirname;
const project = path.resolve(here, '../../..');

export const themeNames = ['dark', 'light', 'darkModern', 'lightModern', 'hcDark', 'hcLight'] as const;
export type ThemeName = (typeof themeNames)[number];

/** A theme as a real VS Code hands it to a webview. */
export interface Theme {
  readonly theme: string;
  /** Class of the body. */
  readonly body: string;
  readonly kind: string;
  /** CSS variables on the root. */
  readonly vars: Readonly<Record<string, string>>;
}

export function readTheme(name: ThemeName): Theme {
  return JSON.parse(readFileSync(path.join(here, 'themes', `${name}.json`), 'utf8')) as Theme;
}

export interface ViewPage {
  /** The address of the dashboard with its own host; `?theme=…&state=first&with={…}` selects what it shows. */
  readonly url: string;
  close(): Promise<void>;
}

/** The served files: type and text by path. */
type Files = Readonly<Record<string, readonly [type: string, text: string]>>;

/**
 * Serves the real view with the real page around it (its content security policy too) and a fake host in the same page. The
 * theme is put on as VS Code does it, its variables and default styles as they are in VS Code 1.139.
 */
export async function serveViewPage(port = 0): Promise<ViewPage> {
  const [view, fake, html] = await Promise.all([bundleView(), bundleFakeHost(), makeHtml()]);
  const files: Files = {
    ...view,
    '/fakeHost.js': ['text/javascript', fake],
    '/default.css': ['text/css', defaultStyles],
    '/blank': ['text/html', '<!doctype html>'],
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = files[pathname];
    if (file) return reply(response, ...file);
    if (pathname !== '/') return void response.writeHead(204).end();
    return reply(response, 'text/html', withTheme(html, readTheme(chosenTheme(searchParams.get('theme')))));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(text);
}

function chosenTheme(name: string | null): ThemeName {
  return themeNames.find((known) => known === name) ?? 'dark';
}

const common: BuildOptions = { absWorkingDir: project, bundle: true, write: false, logLevel: 'warning' };

/** The packaged view, by the paths of the page's requests. */
async function bundleView(): Promise<Files> {
  const { outputFiles } = await build({ ...optionsOf('webview.js'), write: false, sourcemap: false });
  return Object.fromEntries(
    outputFiles.map(({ path: file, text }) => [
      `/${path.basename(file)}`,
      [file.endsWith('.css') ? 'text/css' : 'text/javascript', text] as const,
    ]),
  );
}

/** Only the definitions of operations: what an action of the extension loads when it runs is excluded. */
const definitionsOnly: Plugin = {
  name: 'definitionsOnly',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\./ }, ({ kind, importer, path: target }) =>
      kind === 'dynamic-import' && importer.endsWith('Operations.ts') ? { path: target, external: true } : undefined,
    ),
};

/** Code that only runs outside of the page may import Node's modules, which are empty here. */
const withoutNode: Plugin = {
  name: 'withoutNode',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^node:/ }, ({ path: target }) => ({ path: target, namespace: 'node' }));
    onLoad({ filter: /^/, namespace: 'node' }, () => ({ contents: 'module.exports = {};' }));
  },
};

async function bundleFakeHost(): Promise<string> {
  const { outputFiles = [] } = await build({
    ...common,
    entryPoints: [path.join(here, 'fakeHost.ts')],
    format: 'iife',
    target: 'chrome134',
    plugins: [definitionsOnly, withoutNode],
  });
  return outputFiles[0]?.text ?? '';
}

/** The page that the extension makes, from its own code, with its addresses and texts. */
async function makeHtml(): Promise<string> {
  const { pageHtml } = await withFakeVscode(() => import('../../../src/extension/features/dashboard/html.ts'));
  return pageHtml({
    cspSource: "'self'",
    scriptUri: '/webview.js',
    styleUri: '/webview.css',
    nonce: randomUUID(),
    language: 'en',
    title: 'Daymark dashboard',
    translations: undefined,
  });
}

/** Runs in the page: puts a theme on, the first time or in place of another one, as VS Code does when the user changes it. */
export function putTheme({ body, kind, vars }: Omit<Theme, 'theme'>): void {
  const { style, clientWidth } = document.documentElement;
  for (const name of Array.from(style)) if (name.startsWith('--vscode-')) style.removeProperty(name);
  for (const [name, value] of Object.entries(vars)) style.setProperty(name, value);
  document.body.className = body;
  document.body.dataset['vscodeThemeKind'] = kind;
  const place = clientWidth < 600 ? 'sideBar' : 'editor';
  document.body.style.background = `var(--vscode-${place}-background)`;
}

/** The page as VS Code shows it: default styles first, the theme on root and body, and the host's script before the view's. */
function withTheme(html: string, { body, kind, vars }: Theme): string {
  const nonce = /'nonce-([^']+)'/.exec(html)?.[1] ?? '';
  const theme = JSON.stringify({ body, kind, vars }).replaceAll('<', '\\u003c');
  const puts = `(${putTheme.toString()})(${theme})`;
  const scripts = `<script nonce="${nonce}">${puts}</script><script nonce="${nonce}" src="/fakeHost.js"></script>`;
  return html
    .replace('<link', '<link rel="stylesheet" href="/default.css"><link')
    .replace('<body>', `<body>${scripts}`);
}

/** The initial state of VS Code's webviews (webview/browser/pre/index.html), as far as this page needs it. */
const defaultStyles = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { overscroll-behavior-x: none; background-color: transparent; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-weight: var(--vscode-font-weight); font-size: var(--vscode-font-size);
    margin: 0; padding: 0 20px; }
  a { color: var(--vscode-textLink-foreground); }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;
