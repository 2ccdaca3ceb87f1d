import { html } from 'hono/html';
import { option, signedInPage } from './page.ts';

/** The page of leaderboards: joining, leaving, and standings. */
export const leaderboardPage = signedInPage(
  html`<div class="controls">
      <div>
        <label for="organization">Leaderboard of</label>
        <select id="organization"></select>
      </div>
    </div>
    <section id="join" aria-labelledby="joinHeading" hidden>
      <h2 id="joinHeading">Join the leaderboard</h2>
      <p>
        You aren't on this leaderboard until you join it. Other participants then see your alias with your time,
        languages, active days, and focus, from the days that you share here, and you see theirs. You can leave at any
        time, which deletes all of it.
      </p>
      <form id="joinForm">
        <label for="alias">Alias</label>
        <input id="alias" name="alias" maxlength="40" autocomplete="off" aria-describedby="aliasHint" />
        <p id="aliasHint" class="quiet">Others see this instead of your name. Leave it empty to get a random one.</p>
        <button>Join</button>
      </form>
    </section>
    <div id="board" hidden>
      <section aria-labelledby="standingsHeading">
        <h2 id="standingsHeading">Standings</h2>
        <div class="controls">
          <div>
            <label for="by">By</label>
            <select id="by">
              ${option('time', 'Time')}${option('language', 'Language')}${option('consistency', 'Consistency')}
              ${option('focus', 'Focus')}${option('organization', 'Organization')}
            </select>
          </div>
          <div id="languageField" hidden>
            <label for="language">Language</label>
            <select id="language"></select>
          </div>
          <div>
            <label for="period">Period</label>
            <select id="period">
              ${option('week', 'Week')}${option('month', 'Month')}${option('day', 'Day')}
            </select>
          </div>
        </div>
        <div class="controls">
          <button id="earlier" type="button">Earlier</button>
          <button id="later" type="button">Later</button>
        </div>
        <p id="span" aria-live="polite"></p>
        <p id="empty" hidden></p>
        <table id="standings"></table>
        <p id="rule" class="quiet"></p>
      </section>
      <section aria-labelledby="youHeading">
        <h2 id="youHeading">Your participation</h2>
        <p>You take part as <b id="mine"></b>.</p>
        <form id="aliasForm">
          <label for="newAlias">New alias</label>
          <input id="newAlias" name="alias" maxlength="40" required autocomplete="off" />
          <button>Change Alias</button>
        </form>
        <p>Leaving deletes your alias and your standings, including those of past periods.</p>
        <button id="leave" type="button">Leave Leaderboard</button>
      </section>
    </div>
    <section id="enter" aria-labelledby="enterHeading" hidden>
      <h2 id="enterHeading">Compare this organization</h2>
      <p>
        As an owner, you can enter it on the leaderboard of organizations. Others see its alias and the average time of
        the members who take part here, once there are three of them.
      </p>
      <form id="enterForm">
        <label for="organizationAlias">Alias of the organization</label>
        <input id="organizationAlias" name="alias" maxlength="40" required autocomplete="off" />
        <button>Enter</button>
        <button id="withdraw" type="button">Withdraw</button>
      </form>
    </section>`,
  'leaderboards.js',
);
