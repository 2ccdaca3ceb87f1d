import { readdirSync, readFileSync } from 'node:fs';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { html } from 'hono/html';
import type { Services } from '../services.ts';
import { adminPage } from './adminPage.ts';
import { daysPage } from './daysPage.ts';
import type { Endpoint } from './endpoint.ts';
import { addHistoryPage } from './historyPage.ts';
import { landingPage } from './landingPage.ts';
import { leaderboardPage } from './leaderboardPage.ts';
import { codeField, type Html, page } from './page.ts';
import { settingsPage } from './settingsPage.ts';
import { teamPage } from './teamPage.ts';

const assets = new URL('../../assets/', import.meta.url);

const account = html`<label for="name">Your name</label><input id="name" name="name" required autocomplete="name" />
  <label for="password">Password, at least 10 characters</label>
  <input id="password" name="password" type="password" required minlength="10" autocomplete="new-password" />`;
const email = html`<label for="email">Email address</label
  ><input id="email" name="email" type="email" required autocomplete="username" />`;

const signInFields = html`${email}<label for="current">Password</label
  ><input id="current" name="password" type="password" required autocomplete="current-password" />${codeField}`;

const forms = {
  setup: ['Create the first account', html`<form id="setup">${email}${account}<button>Create Account</button></form>`],
  invitation: [
    'Accept an invitation',
    html`<form id="invitation">${account}<button>Create Account and Join</button></form>
      <details>
        <summary>I already have an account</summary>
        <form id="accept">
          ${signInFields}
          <button>Sign In and Join</button>
        </form>
      </details>`,
  ],
  device: [
    'Connect a program',
    html`<form id="signIn">
        ${signInFields}
        <button>Sign In</button>
      </form>
      <form id="code" hidden>
        <label for="shown">Code shown by the program</label><input id="shown" name="code" required /><button>
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
  forgot: [
    'Reset your password',
    html`<p>Enter your email address to get a link for setting a new password.</p>
      <form id="forgot">${email}<button>Send Link</button></form>`,
  ],
  reset: [
    'Set a new password',
    html`<form id="reset">
      <label for="password">New password, at least 10 characters</label>
      <input id="password" name="newPassword" type="password" required minlength="10" autocomplete="new-password" />
      <p class="quiet">This signs you out everywhere.</p>
      <button>Set Password</button>
    </form>`,
  ],
  github: ['GitHub', html`<form id="github"><button>Continue</button></form>`],
  verify: ['Verify your email address', html`<form id="verify"><button>Verify Address</button></form>`],
} as const;

/** Adds the pages for people. */
export function addPages(app: OpenAPIHono, endpoints: readonly Endpoint[], services: Services): void {
  app.use(async (context, next) => {
    context.set('offersGithub', services.config.github !== undefined);
    context.set('sendsMail', services.mailer !== undefined);
    await next();
  });
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
  for (const file of readdirSync(assets)) {
    const content = readFileSync(new URL(file, assets), 'utf8');
    const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
    app.get(`/assets/${file}`, (context) =>
      context.body(content, 200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' }),
    );
  }
  app.get('/', (context) => page(context, 'Daymark', landingPage(services.config.registration === 'open')));
  app.get('/days', (context) => page(context, 'Your days', daysPage));
  app.get('/team', (context) => page(context, 'Team', teamPage));
  app.get('/leaderboards', (context) => page(context, 'Leaderboards', leaderboardPage));
  app.get('/settings', (context) => page(context, 'Settings', settingsPage));
  app.get('/admin', (context) => page(context, 'Administration', adminPage));
  addHistoryPage(app);
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
    {
      open: 'Open to everyone.',
      session: 'Needs a session started with a password.',
      operator: 'For operators of the server.',
      anyone: 'Needs any token.',
    }[access as string] ?? `Needs the scope "${access}".`;
  return html`<dt><code>${method.toUpperCase()} /api/v1${path}</code></dt>
    <dd>
      ${summary}. ${inCode(description ?? '')} ${needs} ${role ? `Role: ${role}.` : ''}
      ${alias === undefined ? '' : html`Also at <code>${alias}</code>.`}
    </dd>`;
}

/** A description, whose code is between backticks. */
function inCode(text: string): Html[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
