import { html } from 'hono/html';
import { scopes } from '../accounts/caller.ts';
import { hooksPart } from './hooksPart.ts';
import { option, signedInPage } from './page.ts';

const scopeWords: Readonly<Record<(typeof scopes)[number], string>> = {
  share: 'Share days',
  read: 'Read what you shared',
  sync: 'Sync a device',
  manage: 'Manage organizations',
};

const password = html`<section aria-labelledby="passwordHeading">
  <h2 id="passwordHeading">Password</h2>
  <form id="passwordForm">
    <label for="currentPassword">Current password</label>
    <input id="currentPassword" name="currentPassword" type="password" required autocomplete="current-password" />
    <label for="newPassword">New password, at least 10 characters</label>
    <input
      id="newPassword"
      name="newPassword"
      type="password"
      required
      minlength="10"
      autocomplete="new-password"
      aria-describedby="passwordHint"
    />
    <p id="passwordHint" class="quiet">This signs you out everywhere else, including VS Code.</p>
    <button>Change Password</button>
  </form>
</section>`;

const totp = html`<section aria-labelledby="totpHeading">
  <h2 id="totpHeading">Two-factor authentication</h2>
  <p id="totpState"></p>
  <form id="totpBegin" hidden>
    <label for="totpPassword">Password</label>
    <input id="totpPassword" name="password" type="password" required autocomplete="current-password" />
    <button>Set Up…</button>
  </form>
  <form id="totpConfirm" hidden>
    <p>
      Add this key to your authenticator app, or open <a id="totpLink" href="#totpConfirm">the link</a> on the device
      that has it: <code id="totpSecret"></code>
    </p>
    <label for="newCode">Code shown by the app</label>
    <input id="newCode" name="code" required maxlength="6" inputmode="numeric" autocomplete="one-time-code" />
    <button>Turn On</button>
  </form>
  <div id="totpCodes" hidden>
    <p>Save these recovery codes now. They aren't shown again, and each works once in place of a code from the app.</p>
    <ul id="codes"></ul>
  </div>
  <details id="totpOff" hidden>
    <summary>Turn off…</summary>
    <form id="totpRemove">
      <label for="offPassword">Password</label>
      <input id="offPassword" name="password" type="password" required autocomplete="current-password" />
      <label for="offCode">Code from the app, or a recovery code</label>
      <input id="offCode" name="code" required maxlength="40" autocomplete="one-time-code" />
      <button>Turn Off</button>
    </form>
  </details>
</section>`;

const passkeys = html`<section id="passkeysPart" aria-labelledby="passkeysHeading" hidden>
  <h2 id="passkeysHeading">Passkeys</h2>
  <p>Sign in with your fingerprint, face, or device PIN instead of your password.</p>
  <ul id="passkeys" class="rows"></ul>
  <details>
    <summary>Add a passkey…</summary>
    <form id="passkeyForm">
      <label for="passkeyName">Name, such as that of this device</label>
      <input id="passkeyName" name="name" required maxlength="100" autocomplete="off" />
      <label for="passkeyPassword">Password</label>
      <input id="passkeyPassword" name="password" type="password" required autocomplete="current-password" />
      <button>Add Passkey</button>
    </form>
  </details>
</section>`;

const github = html`<section id="githubPart" aria-labelledby="githubHeading" hidden>
  <h2 id="githubHeading">GitHub</h2>
  <p id="githubState"></p>
  <form id="githubForm" hidden>
    <label for="githubPassword">Password</label>
    <input id="githubPassword" name="password" type="password" required autocomplete="current-password" />
    <button>Connect GitHub</button>
  </form>
  <button id="disconnectGithub" type="button" hidden>Disconnect GitHub</button>
</section>`;

const sessions = html`<section aria-labelledby="sessionsHeading">
  <h2 id="sessionsHeading">Sessions</h2>
  <ul id="sessions" class="rows"></ul>
</section>`;

const devices = html`<section aria-labelledby="devicesHeading">
  <h2 id="devicesHeading">Synced devices</h2>
  <p id="noDevices" hidden>No device is synced. In VS Code, run <b>Daymark: Turn On Sync…</b>.</p>
  <ul id="devices" class="rows"></ul>
</section>`;

const keys = html`<section aria-labelledby="keysHeading">
  <h2 id="keysHeading">API keys</h2>
  <p>For your own programs. A key can do only what its scope allows, and can't change your account.</p>
  <ul id="keys" class="rows"></ul>
  <details>
    <summary>Create a key…</summary>
    <form id="keyForm">
      <label for="keyName">Name</label><input id="keyName" name="name" required maxlength="100" autocomplete="off" />
      <label for="keyScope">Scope</label>
      <select id="keyScope" name="scope">
        ${scopes.map((scope) => option(scope, scopeWords[scope]))}
      </select>
      <label for="keyDays">Valid for</label>
      <select id="keyDays" name="days">
        ${option('30', '30 days')}${option('90', '90 days')}${option('365', 'A year')}
      </select>
      <button>Create Key</button>
    </form>
  </details>
  <p id="newKey" hidden>Copy this key now. It isn't shown again: <code id="secret"></code></p>
</section>`;

const server = html`<section aria-labelledby="serverHeading">
  <h2 id="serverHeading">Server</h2>
  <p id="health" class="health" aria-live="polite"></p>
</section>`;

const account = html`<section aria-labelledby="dataHeading">
  <h2 id="dataHeading">Your data</h2>
  <button id="download" type="button">Download Everything About You</button>
  <details>
    <summary>Delete your account…</summary>
    <p>This deletes the account and everything that you shared or synced. It can't be undone.</p>
    <form id="delete">
      <label for="confirm">Password</label>
      <input id="confirm" name="password" type="password" required autocomplete="current-password" />
      <button class="danger">Delete Account</button>
    </form>
  </details>
</section>`;

/** The page of a person's account: name, password, sessions, devices, keys, and their data. */
export const settingsPage = signedInPage(
  html`<section aria-labelledby="nameHeading">
      <h2 id="nameHeading">Name</h2>
      <p>You sign in as <b id="address"></b>. Members of your organizations see your name.</p>
      <p id="unverified" hidden>
        Your email address isn't verified. <button id="sendLink" type="button">Send Link</button>
      </p>
      <form id="nameForm">
        <label for="name">Name</label><input id="name" name="name" required maxlength="100" autocomplete="name" />
        <button>Save Name</button>
      </form>
    </section>
    <section aria-labelledby="nightHeading">
      <h2 id="nightHeading">Plan and insights</h2>
      <p>Every night, the server can prepare a plan and insights for you from the days you share with only yourself.</p>
      <p id="night"></p>
      <button id="nightly" type="button"></button>
      <div id="modelPart" hidden>
        <h3>Written by Claude</h3>
        <p>
          Claude can write them instead of fixed rules. Then the server sends your daily totals to Anthropic with its
          operator's key, with project names replaced by numbers. What Claude writes is checked against your figures.
        </p>
        <p id="modelState"></p>
        <button id="agree" type="button"></button>
        <details id="preview">
          <summary>Show what is sent</summary>
          <pre id="payload" tabindex="0"></pre>
        </details>
      </div>
    </section>
    ${password} ${passkeys} ${github} ${hooksPart} ${totp} ${sessions} ${devices} ${keys} ${server} ${account}`,
  'settings.js',
);
