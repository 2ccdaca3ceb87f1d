import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { projectFolder } from '../../scripts/lib/folders.mjs';
import { readTheme, type ThemeName } from '../../test/fakes/viewHost/page.ts';
import { withFakeVscode } from '../../test/fakes/viewHost/withFakeVscode.ts';
import type { BenchHost } from './host.ts';
import { connectPage, putOnTheme } from './inPage.ts';

export interface BuiltPage {
  readonly url: string;
  close(): void;
}

const dist = path.join(projectFolder, 'dist');

/** The scripts and the style of the built view: initial and lazily loaded ones. */
export function viewFiles(): string[] {
  return readdirSync(dist).filter((name) => name.startsWith('webview.') && typeOf(name) !== undefined);
}

function typeOf(name: string): string | undefined {
  if (name.endsWith('.js')) return 'text/javascript';
  return name.endsWith('.css') ? 'text/css' : undefined;
}

/** Serves the built view (dist/) in the page that the extension makes, its content security policy included. */
export async function servePage(): Promise<BuiltPage> {
  const html = await makeHtml();
  const server = createServer(({ url = '/' }, response) => {
    const name = url.slice(1);
    const type = viewFiles().includes(name) ? typeOf(name) : undefined;
    if (url !== '/' && !type) return void response.writeHead(204).end();
    const body = type ? readFileSync(path.join(dist, name)) : html;
    response.writeHead(200, { 'content-type': `${type ?? 'text/html'}; charset=utf-8` }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function makeHtml(): Promise<string> {
  const { pageHtml } = await withFakeVscode(() => import('../../src/extension/features/dashboard/html.ts'));
  const uris = { cspSource: "'self'", scriptUri: '/webview.js', styleUri: '/webview.css' };
  return pageHtml({
    ...uris,
    nonce: randomUUID(),
    language: 'en',
    title: 'Daymark dashboard',
    translations: undefined,
  });
}

/** Has every page of a context speak with the host, as with the one of VS Code. */
export async function connect(context: BrowserContext, host: BenchHost, theme: ThemeName): Promise<void> {
  await context.exposeBinding('daymarkSend', async ({ page }: { page: Page }, message: unknown) => {
    if (typeof message === 'object' && message !== null && 'keep' in message) return;
    const reply = await host.answer(message);
    // A page that was closed needs no answer.
    if (!page.isClosed()) await page.evaluate((data) => window.postMessage(data, '*'), reply).catch(() => undefined);
  });
  await context.addInitScript(connectPage);
  await context.addInitScript(putOnTheme, readTheme(theme));
}
