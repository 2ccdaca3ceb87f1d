import { html } from 'hono/html';

/** The part of a page by which webhooks of GitHub are made and revoked: on the settings page one's own, on that of the team its own. */
export const hooksPart = html`<section id="hooksPart" aria-labelledby="hooksHeading" hidden>
  <h2 id="hooksHeading">GitHub webhooks</h2>
  <p class="quiet">
    A webhook tells this server what happens in a repository or an organization at GitHub, so that VS Code shows it
    within seconds. <span id="hooksReach"></span>
  </p>
  <ul id="hooks" class="rows"></ul>
  <details>
    <summary>Create a webhook…</summary>
    <form id="hookForm">
      <label for="hookName">Name, such as that of the repository</label>
      <input id="hookName" name="name" required maxlength="100" autocomplete="off" />
      <button>Create Webhook</button>
    </form>
  </details>
  <div id="newHook" hidden>
    <p>
      In the settings of the repository or organization at GitHub, add a webhook with this address and secret, and with
      the content type <code>application/json</code>. Copy the secret now; it isn't shown again.
    </p>
    <dl>
      <dt>Payload URL</dt>
      <dd><code id="hookUrl"></code></dd>
      <dt>Secret</dt>
      <dd><code id="hookSecret"></code></dd>
      <dt>Events</dt>
      <dd>
        Pushes, Pull requests, Pull request reviews, Issues, Check runs, Check suites, Workflow runs, Deployments,
        Deployment statuses, Releases
      </dd>
    </dl>
  </div>
</section>`;
