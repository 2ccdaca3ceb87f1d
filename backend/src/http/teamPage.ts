import { html } from 'hono/html';
import { hooksPart } from './hooksPart.ts';
import { option, signedInPage } from './page.ts';

const week = html`<section aria-labelledby="weekHeading">
  <h2 id="weekHeading">The team's week</h2>
  <div class="controls">
    <button id="earlier" type="button">Earlier Week</button>
    <button id="later" type="button">Later Week</button>
  </div>
  <p id="week" aria-live="polite"></p>
  <p id="noTeam" hidden>
    Nothing to show yet. A figure appears once at least <span id="least"></span> people contribute to it, so that it
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
</section>`;

const status = html`<section id="statusPart" aria-labelledby="statusHeading" hidden>
  <h2 id="statusHeading">CI and deployments</h2>
  <h3>Last workflow runs</h3>
  <p id="noRuns" class="quiet">Nothing was delivered yet.</p>
  <ul id="runs" class="rows"></ul>
  <h3>Deployments</h3>
  <p id="noDeployments" class="quiet">Nothing was delivered yet.</p>
  <ul id="deployments" class="rows"></ul>
</section>`;

const members = html`<section aria-labelledby="membersHeading">
  <h2 id="membersHeading">Members</h2>
  <p class="quiet">
    Members share and see the team's figures, viewers only see them. Admins also invite and remove people. Owners can do
    everything. Nobody sees the time of a single person.
  </p>
  <ul id="members" class="rows"></ul>
  <button id="leave" type="button">Leave Organization</button>
</section>`;

const projects = html`<section aria-labelledby="projectsHeading">
  <h2 id="projectsHeading">Projects</h2>
  <p id="noProjects" class="quiet" hidden>There are no projects yet.</p>
  <ul id="projects" class="rows"></ul>
  <details id="projectPart" hidden>
    <summary id="projectSummary">Create a project…</summary>
    <form id="projectForm">
      <label for="projectName">Name</label>
      <input id="projectName" name="name" required maxlength="100" autocomplete="off" />
      <label for="projectAlias">Alias, under which people share its time</label>
      <input id="projectAlias" name="alias" required maxlength="100" autocomplete="off" />
      <label for="projectStack">Tech stack, separated by commas</label>
      <input id="projectStack" name="techStack" autocomplete="off" />
      <label for="projectStatus">Status</label>
      <select id="projectStatus" name="status">
        ${option('active', 'Active')}${option('paused', 'Paused')}${option('done', 'Done')}${option('archived', 'Archived')}
      </select>
      <label for="projectDescription">Description</label>
      <textarea id="projectDescription" name="description" maxlength="2000" rows="3"></textarea>
      <div class="controls">
        <button id="saveProject">Create Project</button>
        <button id="cancelProject" type="button" hidden>Cancel</button>
      </div>
    </form>
    <div id="projectRolePart" hidden>
      <h3>Roles in this project</h3>
      <ul id="projectRoles" class="rows"></ul>
      <form id="projectRoleForm">
        <label for="projectPerson">Person</label>
        <select id="projectPerson" name="user"></select>
        <label for="projectRole">Role</label>
        <select id="projectRole" name="role">
          ${option('member', 'Member')}${option('admin', 'Admin')}${option('owner', 'Owner')}
        </select>
        <button>Give Role</button>
      </form>
    </div>
  </details>
</section>`;

const invitations = html`<section id="invitationsPart" aria-labelledby="invitationsHeading" hidden>
  <h2 id="invitationsHeading">Invitations</h2>
  <ul id="invitations" class="rows"></ul>
  <form id="inviteForm">
    <label for="inviteEmail">Email address</label>
    <input id="inviteEmail" name="email" type="email" required autocomplete="off" />
    <label for="inviteRole">Role</label>
    <select id="inviteRole" name="role">
      ${option('member', 'Member')}${option('viewer', 'Viewer')}${option('admin', 'Admin')}
    </select>
    <button>Create Invitation</button>
  </form>
  <p id="newInvitation" hidden>
    Send this link to the person yourself. It works once within 7 days, and isn't shown again:
    <code id="invitationLink"></code>
  </p>
</section>`;

const settings = html`<section id="settingsPart" aria-labelledby="settingsHeading" hidden>
  <h2 id="settingsHeading">Organization</h2>
  <form id="renameForm">
    <label for="newName">Name</label>
    <input id="newName" name="name" required maxlength="100" autocomplete="off" />
    <button>Save Name</button>
  </form>
  <details id="deletePart" hidden>
    <summary>Delete this organization…</summary>
    <p>This deletes the organization and everything that its members shared with it. It can't be undone.</p>
    <form id="deleteForm">
      <label for="confirmName">Type the name of the organization</label>
      <input id="confirmName" name="name" required autocomplete="off" />
      <button class="danger">Delete Organization</button>
    </form>
  </details>
</section>`;

const log = html`<section id="logPart" aria-labelledby="logHeading" hidden>
  <h2 id="logHeading">Audit log</h2>
  <ul id="log" class="rows"></ul>
  <button id="olderLog" type="button">Show Older Entries</button>
</section>`;

/** The page of an organization: its week, CI and deployments, members, projects, invitations, and audit log. What a role doesn't allow isn't shown. */
export const teamPage = signedInPage(
  html`<div id="chooser" class="controls">
      <div>
        <label for="organization">Organization</label>
        <select id="organization"></select>
      </div>
    </div>
    <p id="noOrganization" hidden>You don't belong to an organization yet. Create one, or open an invitation.</p>
    <div id="ofOrganization" hidden>
      ${week} ${status} ${members} ${projects} ${invitations} ${hooksPart} ${settings} ${log}
    </div>
    <details id="createPart">
      <summary>Create an organization…</summary>
      <form id="createForm">
        <label for="organizationName">Name</label>
        <input id="organizationName" name="name" required maxlength="100" autocomplete="off" />
        <button>Create Organization</button>
      </form>
    </details>`,
  'team.js',
);
