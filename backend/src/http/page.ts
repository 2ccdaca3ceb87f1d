import type { Context } from 'hono';
import { html } from 'hono/html';

/** A piece of a page, escaped. */
export type Html = ReturnType<typeof html>;

const directives = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'none'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
};

/** The pages that the header links. */
const links = [
  ['/days', 'Your days'],
  ['/app', 'Your history'],
  ['/team', 'Team'],
  ['/leaderboards', 'Leaderboards'],
  ['/settings', 'Settings'],
  ['/docs', 'API'],
] as const;

/** A page that needs more than others. */
interface RicherPage {
  readonly title: string;
  readonly content: Html;
  /** Directives of its policy that other pages don't have, or have otherwise. */
  readonly policy?: Readonly<Record<string, string>>;
  /** Elements of its head. */
  readonly head?: Html;
}

/** Answers with a page. Nothing of it may need a script or a style that isn't a file of the server. */
export function page(context: Context, title: string, content: Html): Response | Promise<Response> {
  return richerPage(context, { title, content });
}

/** Answers with a page that has a policy or a head of its own. */
export function richerPage(
  context: Context,
  { title, content, head, policy }: RicherPage,
): Response | Promise<Response> {
  const parts = Object.entries({ ...directives, ...policy }).map(([name, sources]) => `${name} ${sources}`);
  context.header('Content-Security-Policy', parts.join('; '));
  const here = new URL(context.req.url).pathname;
  return context.html(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} – Daymark</title>
          <link id="pageStyle" rel="stylesheet" href="/assets/page.css" />
          ${head ?? ''}
        </head>
        <body
          ${context.get('offersGithub') ? html`data-github` : ''}
          ${context.get('sendsMail') ? html`data-mail` : ''}
        >
          <header>
            <a class="brand" href="/">Daymark</a>
            <nav aria-label="Pages">
              ${links.map(([to, text]) => html`<a href="${to}" ${to === here ? html`aria-current="page"` : ''}>${text}</a>`)}
              <a id="adminLink" href="/admin" ${here === '/admin' ? html`aria-current="page"` : 'hidden'}
                >Administration</a
              >
            </nav>
            <button id="signOut" type="button" hidden>Sign Out</button>
          </header>
          <main>
            <h1>${title}</h1>
            ${content}
          </main>
        </body>
      </html>`,
  );
}

/** Requested once the server says that the account needs it. */
export const codeField = html`<div id="codeField" hidden>
  <label for="totpCode">Code from your authenticator app, or a recovery code</label>
  <input id="totpCode" name="code" maxlength="40" autocomplete="one-time-code" disabled />
</div>`;

/** A page for people who are signed in: its script fills it from the API, in the session of a cookie, or the form shows. */
export function signedInPage(content: Html, script: string): Html {
  return html`<form id="signIn" hidden>
      <label for="email">Email address</label>
      <input id="email" name="email" type="email" required autocomplete="username" />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" required autocomplete="current-password" />
      ${codeField}
      <button>Sign In</button>
      <button id="usePasskey" type="button" hidden>Use a Passkey</button>
      <button id="useGithub" type="button" hidden>Use GitHub</button>
      <p><a href="/forgot">Forgot your password?</a></p>
    </form>
    <p role="status"></p>
    <div id="content" hidden>${content}</div>
    <script type="module" src="/assets/${script}"></script>`;
}

/** An option of a select. */
export function option(value: string, text: string): Html {
  return html`<option value="${value}">${text}</option>`;
}
