import { html } from 'hono/html';
import { option, signedInPage } from './page.ts';

/** The page that shows people what they shared. */
export const daysPage = signedInPage(
  html`<div class="controls">
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
          <dt>Active days</dt>
          <dd id="active"></dd>
        </div>
        <div>
          <dt>Per active day</dt>
          <dd id="average"></dd>
        </div>
        <div>
          <dt>Measured</dt>
          <dd id="measured"></dd>
        </div>
        <div>
          <dt>In focus sessions</dt>
          <dd id="focus"></dd>
        </div>
      </dl>
      <p id="nothing" hidden>
        You haven't shared any of these days. In VS Code, run <b>Daymark: Share with Backend…</b>.
      </p>
      <div id="something" hidden>
        <p class="scale"><span id="top"></span></p>
        <svg id="chart" role="img" preserveAspectRatio="none"></svg>
        <p class="scale"><span id="first"></span><span id="last"></span></p>
        <details>
          <summary>Show as a table</summary>
          <table id="dayTable"></table>
        </details>
        <div class="controls">
          <button type="button" id="pdf">Download PDF</button>
          <button type="button" id="csv">Download CSV</button>
        </div>
      </div>
    </section>
    <section aria-labelledby="partsHeading">
      <h2 id="partsHeading">Where your time went</h2>
      <div class="controls">
        <div>
          <label for="by">By</label>
          <select id="by">
            ${option('language', 'Language')}${option('project', 'Project')}${option('alias', 'Project alias')}
            ${option('weekday', 'Weekday')}${option('month', 'Month')}
          </select>
        </div>
      </div>
      <p id="noParts" hidden>You haven't shared these days at this level of detail.</p>
      <table id="parts"></table>
    </section>
    <section aria-labelledby="insightsHeading">
      <h2 id="insightsHeading">What stands out</h2>
      <p id="noInsights" hidden>Nothing stands out in the last two weeks of shared days.</p>
      <ul id="insights" class="rows"></ul>
      <details id="planned">
        <summary>Plan for today</summary>
        <ul id="plan" class="rows"></ul>
      </details>
    </section>`,
  'days.js',
);
