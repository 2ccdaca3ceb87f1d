import { readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { html } from 'hono/html';
import { daysPage } from './daysPage.ts';
import type { Endpoint } from './endpoint.ts';

type Html = ReturnType<typeof html>;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const account = html`<label for="name">Your name</label><input id="name" name="name" required autocomplete="name" />
  <label for="password">Password, at least 10 characters</label>
  <input id="password" name="password" type="password" required minlength="10" autocomplete="new-password" />`;
const email = html`<label for="email">Email address</label
  ><input id="email" name="email" type="email" required autocomplete="username" />`;

const forms = {
  setup: ['Make the first account', html`<form id="setup">${email}${account}<button>Make Account</button></form>`],
  invitation: [
    'Accept an invitation',
    html`<form id="invitation">${account}<button>Make Account and Join</button></form>`,
  ],
  device: [
    'Connect a program',
    html`<form id="signIn">
        ${email}<label for="current">Password</label>
        <input id="current" name="password" type="password" required autocomplete="current-password" /><button>
          Sign In
        </button>
      </form>
      <form id="code" hidden>
        <label for="shown">Code that the program shows</label><input id="shown" name="code" required /><button>
          Continue
        </button>
      </form>
      <form id="decide" hidden>
        <p>
          A program that calls itself <b id="client"></b> wants to: <span id="scopes"></span>. Approve only if you
          started it just now.
        </p>
        <input name="code" type="hidden" /><button value="approve">Approve</button><button value="deny">Deny</button>
      </form>`,
  ],
} as const;

/** Adds the pages for people: the first account, invitations, device codes, and the description of the API. */
export function addPages(app: OpenAPIHono, endpoints: readonly Endpoint[]): void {
  for (const [name, [title, content]] of Object.entries(forms))
    app.get(`/${name}`, (context) =>
      page(
        context,
        title,
        html`${content}
          <p role="status"></p>
          <script type="module" src="/assets/page.js"></script>`,
      ),
    );
  for (const [file, type] of [
    ['api.js', 'text/javascript'],
    ['days.js', 'text/javascript'],
    ['page.js', 'text/javascript'],
    ['page.css', 'text/css'],
  ] as const) {
    const content = readFileSync(new URL(`../../assets/${file}`, import.meta.url), 'utf8');
    app.get(`/assets/${file}`, (context) =>
      context.body(content, 200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' }),
    );
  }
  app.get('/', (context) => context.redirect('/days'));
  app.get('/days', (context) => page(context, 'Your days', daysPage));
  app.get('/docs', (context) => page(context, 'The API', describeAll(endpoints)));
}

function describeAll(endpoints: readonly Endpoint[]): Html {
  const tags = [...new Set(endpoints.map(({ tag }) => tag))];
  const groups = tags.map(
    (tag) =>
      html`<h2>${tag}</h2>
        <dl>${endpoints.filter((one) => one.tag === tag).map(describeOne)}</dl>`,
  );
  return html`<p>
      For programs: <a href="/openapi.json">openapi.json</a>. Answers are <code>{"data": …}</code>, errors are problem
      details.
    </p>
    ${groups}`;
}

function describeOne({ method, path, summary, description, access, role, alias }: Endpoint): Html {
  const needs =
    { open: 'For everybody.', session: 'Needs a session with a password.', anyone: 'Needs any token.' }[
      access as string
    ] ?? `Needs the scope "${access}".`;
  return html`<dt><code>${method.toUpperCase()} /api/v1${path}</code></dt>
    <dd>
      ${summary}. ${description ?? ''} ${needs} ${role ? `Role: ${role}.` : ''}
      ${alias === undefined ? '' : html`Also at <code>${alias}</code>.`}
    </dd>`;
}

function page(context: Context, title: string, content: Html): Response | Promise<Response> {
  context.header('Content-Security-Policy', policy);
  return context.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – Daymark</title>
          <link rel="stylesheet" href="/assets/page.css" />
        </head>
        <body>
          <header>
            <b>Daymark</b>
            <nav aria-label="Pages"><a href="/days">Your days</a> · <a href="/docs">API</a></nav>
          </header>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html>`,
  );
}
