import { html } from 'hono/html';

const option = (value: string, text: string, isChosen = false) =>
  html`<option value="${value}" ${isChosen ? 'selected' : ''}>${text}</option>`;

/** The page on which people see what they shared. Its script fills it from the API, in the session of a cookie. */
export const daysPage = html`<form id="signIn" hidden>
    <label for="email">Email address</label>
    <input id="email" name="email" type="email" required autocomplete="username" />
    <label for="password">Password</label>
    <input id="password" name="password" type="password" required autocomplete="current-password" />
    <button>Sign In</button>
  </form>
  <p role="status"></p>
  <div id="days" hidden>
    <div class="controls">
      <div>
        <label for="organization">Shared with</label>
        <select id="organization"></select>
      </div>
      <div>
        <label for="range">Days</label>
        <select id="range">
          ${option('30', 'Last 30 days')}${option('90', 'Last 90 days')}${option('365', 'Last 365 days')}
        </select>
      </div>
    </div>
    <section aria-labelledby="timeHeading">
      <h2 id="timeHeading">Your time</h2>
      <dl class="figures">
        <div>
          <dt>Total</dt>
          <dd id="total"></dd>
        </div>
        <div>
          <dt>Days with time</dt>
          <dd id="active"></dd>
        </div>
        <div>
          <dt>Average of those</dt>
          <dd id="average"></dd>
        </div>
      </dl>
      <p id="nothing" hidden>Nothing is shared from these days. In VS Code, run <b>Daymark: Share with Backend</b>.</p>
      <p class="scale"><span id="top"></span></p>
      <svg id="chart" role="img" preserveAspectRatio="none"></svg>
      <p class="scale"><span id="first"></span><span id="last"></span></p>
      <details>
        <summary>Show as a table</summary>
        <table id="dayTable"></table>
      </details>
    </section>
    <section aria-labelledby="partsHeading">
      <h2 id="partsHeading">Where your time went</h2>
      <div class="controls">
        <div>
          <label for="by">By</label>
          <select id="by">
            ${option('language', 'Language')}${option('project', 'Project')}${option('alias', 'Alias of project')}
            ${option('weekday', 'Weekday')}${option('month', 'Month')}
          </select>
        </div>
      </div>
      <p id="noParts" hidden>Nothing is shared at this level.</p>
      <table id="parts"></table>
    </section>
    <section id="team" aria-labelledby="teamHeading" hidden>
      <h2 id="teamHeading">The team's week</h2>
      <div class="controls">
        <button id="earlier" type="button">Earlier Week</button>
        <button id="later" type="button">Later Week</button>
      </div>
      <p id="week" aria-live="polite"></p>
      <p id="noTeam" hidden>
        Nothing to show yet. A figure appears when at least <span id="least"></span> people contribute to it, so that it
        reveals no one's own time.
      </p>
      <div id="teamFigures" hidden>
        <dl class="figures">
          <div>
            <dt>Total</dt>
            <dd id="teamTotal"></dd>
          </div>
        </dl>
        <table id="teamDays"></table>
        <br />
        <table id="teamLanguages"></table>
      </div>
    </section>
  </div>
  <section id="account" aria-labelledby="accountHeading" hidden>
    <h2 id="accountHeading">Your account</h2>
    <p>You are signed in as <b id="who"></b>.</p>
    <div class="controls">
      <button id="download" type="button">Download Everything About You</button>
      <button id="signOut" type="button">Sign Out</button>
    </div>
    <details>
      <summary>Delete your account…</summary>
      <p>This deletes the account and everything that you shared or synced. It can't be undone.</p>
      <form id="delete">
        <label for="confirm">Password</label>
        <input id="confirm" name="password" type="password" required autocomplete="current-password" />
        <button>Delete Account</button>
      </form>
    </details>
  </section>
  <script type="module" src="/assets/days.js"></script>`;
