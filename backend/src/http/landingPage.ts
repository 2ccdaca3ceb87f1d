import { html } from 'hono/html';
import type { Html } from './page.ts';

/** The server's purpose, and links. @param isOpen whether anyone may create an account */
export function landingPage(isOpen: boolean): Html {
  return html`<p class="lead">
      Daymark measures how you work, on your own machine. This server brings together what you choose to sync or share.
    </p>
    <div class="cards">
      <section aria-labelledby="syncHeading">
        <h2 id="syncHeading">Sync your devices</h2>
        <p>
          See your whole history on all your machines. It is encrypted before it leaves them, and the server has no key.
        </p>
      </section>
      <section aria-labelledby="shareHeading">
        <h2 id="shareHeading">Share what you choose</h2>
        <p>Daily totals, at the level of detail you pick. You see them before they are sent, and can take them back.</p>
      </section>
      <section aria-labelledby="boardHeading">
        <h2 id="boardHeading">Compare if you like</h2>
        <p>
          A team sees totals from three or more people. You are on a leaderboard only if you join it, under an alias.
        </p>
      </section>
    </div>
    <p><a class="action" href="/days">Sign In</a></p>
    ${
      isOpen
        ? html`<section aria-labelledby="registerHeading">
            <h2 id="registerHeading">Create an account</h2>
            <form id="register">
              <label for="email">Email address</label>
              <input id="email" name="email" type="email" required autocomplete="username" />
              <label for="name">Your name</label><input id="name" name="name" required autocomplete="name" />
              <label for="password">Password, at least 10 characters</label>
              <input
                id="password"
                name="password"
                type="password"
                required
                minlength="10"
                autocomplete="new-password"
              />
              <button>Create Account</button>
            </form>
            <p role="status"></p>
            <script type="module" src="/assets/page.js"></script>
          </section>`
        : html`<p class="quiet">
            You need an invitation to create an account: the owner or an admin of a team on this server can send you a
            link.
          </p>`
    }
    <p class="quiet">In VS Code, run <b>Daymark: Connect to Backend…</b> and enter the address of this page.</p>`;
}
