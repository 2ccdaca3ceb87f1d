import { html } from 'hono/html';
import { signedInPage } from './page.ts';

const figures = [
  ['users', 'Accounts'],
  ['organizations', 'Organizations'],
  ['activeSessions', 'Active sessions'],
  ['syncedDevices', 'Synced devices'],
  ['syncBytes', 'Stored for sync'],
  ['databaseBytes', 'Database'],
] as const;

/** The page for operators of the server. It has accounts and sizes, nothing that people share or sync. */
export const adminPage = signedInPage(
  html`<p id="notOperator" hidden>Only operators of this server can use this page.</p>
    <div id="ofServer" hidden>
      <section aria-labelledby="serverHeading">
        <h2 id="serverHeading">Server</h2>
        <dl class="figures">
          ${figures.map(
            ([id, name]) =>
              html`<div>
                <dt>${name}</dt>
                <dd id="${id}"></dd>
              </div>`,
          )}
        </dl>
        <p id="about" class="quiet"></p>
      </section>
      <section aria-labelledby="jobsHeading">
        <h2 id="jobsHeading">Jobs</h2>
        <p>They run at the start and every hour.</p>
        <ul id="jobs" class="rows"></ul>
        <button id="runJobs" type="button">Run Jobs Now</button>
      </section>
      <section aria-labelledby="usersHeading">
        <h2 id="usersHeading">Accounts</h2>
        <form id="searchForm" class="controls">
          <div>
            <label for="search">Name or email address</label>
            <input id="search" name="search" maxlength="100" autocomplete="off" />
          </div>
          <button>Search</button>
        </form>
        <p id="found" aria-live="polite"></p>
        <ul id="userList" class="rows"></ul>
        <div class="controls">
          <button id="newer" type="button">Newer</button>
          <button id="older" type="button">Older</button>
        </div>
        <form id="deleteUser" hidden>
          <p>
            Delete the account <b id="deletedUser"></b> with everything that it shared or synced? This can't be undone.
          </p>
          <label for="ownPassword">Your own password</label>
          <input id="ownPassword" name="password" type="password" required autocomplete="current-password" />
          <button class="danger">Delete Account</button>
          <button id="cancelDelete" type="button">Cancel</button>
        </form>
      </section>
      <section aria-labelledby="organizationsHeading">
        <h2 id="organizationsHeading">Organizations</h2>
        <p id="noOrganizations" hidden>There are no organizations yet.</p>
        <ul id="organizationList" class="rows"></ul>
        <div class="controls">
          <button id="newerOrganizations" type="button">Newer</button>
          <button id="olderOrganizations" type="button">Older</button>
        </div>
      </section>
      <section aria-labelledby="logHeading">
        <h2 id="logHeading">What operators did</h2>
        <p id="noLog" hidden>Nothing yet.</p>
        <ul id="operatorLog" class="rows"></ul>
      </section>
    </div>`,
  'admin.js',
);
