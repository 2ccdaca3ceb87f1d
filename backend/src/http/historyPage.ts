import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { richerPage, signedInPage } from './page.ts';

/** The view of VS Code and the worker with the store, as `scripts/lib/webBundle.ts` builds them. */
const builtFiles = new URL('../../../dist/web/', import.meta.url);

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** The worker has the key and the data, and can reach nothing: the page hands over what it needs. */
const workerPolicy = "default-src 'none'; script-src 'wasm-unsafe-eval'";

const content = html`<p>
    Opens everything that your devices have synced, with the recovery key for sync. It is decrypted in this tab, in
    memory: the server gets neither the key nor what it opens, and nothing stays when you close the tab.
  </p>
  <form id="unlock">
    <label for="key">Recovery key for sync</label>
    <input id="key" name="key" required autocomplete="off" autocapitalize="characters" spellcheck="false" />
    <button>Open History</button>
    <p class="quiet">No recovery key? In VS Code, turn on sync, then run <b>Daymark: Make Recovery Key for Sync</b>.</p>
  </form>
  <progress id="progress" aria-label="Opening your history" hidden></progress>`;

const missing = html`<p>
  This server was started without the files of this page. Start it with <code>npm run backend</code>, which builds them,
  or build them with <code>node scripts/web.ts</code>.
</p>`;

const manifest = {
  id: '/app',
  name: 'Daymark',
  short_name: 'Daymark',
  description: 'Your synced history, decrypted in this browser.',
  start_url: '/app',
  scope: '/app',
  display: 'standalone',
  background_color: '#1f1f1f',
  theme_color: '#1f1f1f',
  icons: [
    { src: '/app/icon.png', sizes: '256x256', type: 'image/png' },
    { src: '/app/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
};

/** Adds the page on which people open their own history, and its files. */
export function addHistoryPage(app: OpenAPIHono): void {
  const names = existsSync(builtFiles) ? readdirSync(builtFiles) : [];
  app.get('/app', (context) => {
    // Only for the style element by which the UI toolkit tests for :focus-visible.
    const nonce = randomUUID();
    const policy = {
      'style-src': `'self' 'nonce-${nonce}'`,
      'img-src': "'self'",
      'worker-src': "'self'",
      'manifest-src': "'self'",
    };
    const head = html`<meta property="csp-nonce" content="${nonce}" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#1f1f1f" media="(prefers-color-scheme: dark)" />
      <link rel="manifest" href="/app/manifest.webmanifest" />`;
    const shown = names.length > 0 ? signedInPage(content, 'app.js') : missing;
    return richerPage(context, { title: 'Your history', content: shown, policy, head });
  });
  app.get('/app/manifest.webmanifest', (context) =>
    context.body(JSON.stringify(manifest), 200, { 'Content-Type': 'application/manifest+json' }),
  );
  for (const name of names) {
    const bytes = readFileSync(new URL(name, builtFiles));
    const tag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    app.get(`/app/${name}`, (context) => file(context, name, { bytes, tag }));
  }
}

function file(
  context: Context,
  name: string,
  { bytes, tag }: { readonly bytes: Buffer; readonly tag: string },
): Response {
  context.header('Cache-Control', 'no-cache');
  context.header('ETag', tag);
  if (context.req.header('if-none-match') === tag) return context.body(null, 304);
  if (name === 'worker.js') context.header('Content-Security-Policy', workerPolicy);
  // It caches the files of the page, and answers for the page itself, which is above its folder.
  if (name === 'serviceWorker.js') {
    context.header('Content-Security-Policy', "default-src 'none'; script-src 'self'; connect-src 'self'");
    context.header('Service-Worker-Allowed', '/app');
  }
  return context.body(new Uint8Array(bytes), 200, {
    'Content-Type': types[path.extname(name)] ?? 'application/octet-stream',
  });
}
