// The page "Team": the week of an organization, its members, invitations, and audit log.
import { call } from './api.js';
import { showHooks } from './hooks.js';
import { showProjects } from './projects.js';
import { showStatus } from './status.js';
import { fillOrganizations, startPage } from './session.js';
import { at, button, duration, element, fillParts, line, localDay, on, partName, say } from './ui.js';
import { shiftDay, shownDate, shownDay, shownTime, valuesOf } from './ui.js';

const roles = { owner: 'Owner', admin: 'Admin', member: 'Member', viewer: 'Viewer' };
/** Roles in a sentence. */
const inWords = { owner: 'an owner', admin: 'an admin', member: 'a member', viewer: 'a viewer' };
const pageSize = 50;

let me;
let organizations = [];
/** The members of the organization that is shown. */
let members = [];
/** Any day of the week that is shown. */
let week = localDay(new Date());
/** Id of the oldest entry of the log that is shown. */
let oldest;

const chosen = () => organizations.find(({ id }) => id === at('organization').value);
const path = () => `/organizations/${chosen().id}`;
const isAdmin = () => ['owner', 'admin'].includes(chosen().role);

async function showWeek() {
  const organization = chosen().id;
  const found = await call('GET', `${path()}/team?week=${week}`);
  if (organization !== chosen()?.id || found.from > week || found.to < week) return;
  at('week').textContent = `${shownDay(found.from)} to ${shownDay(found.to)}`;
  at('later').disabled = found.to >= localDay(new Date());
  at('least').textContent = String(found.leastPeople);
  at('noTeam').hidden = found.days.length > 0;
  at('teamFigures').hidden = found.days.length === 0;
  at('teamTotal').textContent = duration(found.totalSeconds);
  const days = found.days.map((one) => ({ ...one, name: shownDay(one.name) }));
  fillParts(at('teamDays'), 'Day', days);
  const languages = found.languages.map((one) => ({ ...one, name: partName(one.name, 'language') }));
  fillParts(at('teamLanguages'), 'Language', languages);
}

/** The roles that may be given to a member; none where the own role doesn't reach. */
function offeredRoles(role) {
  if (chosen().role === 'owner') return Object.keys(roles);
  return chosen().role === 'admin' && ['member', 'viewer'].includes(role) ? ['admin', 'member', 'viewer'] : [];
}

function roleSelect({ userId, name, role }) {
  const options = offeredRoles(role).map((value) => element('option', { value }, roles[value]));
  const select = element('select', { 'aria-label': `Role of ${name}` }, ...options);
  select.value = role;
  const change = button('Change Role', async () => {
    if (select.value === role) return say(`${name} has this role already.`);
    await call('PATCH', `${path()}/members/${userId}`, { role: select.value });
    await reload();
    say(`${name} is now ${inWords[select.value]}.`);
  });
  return [select, change];
}

function removeButton({ userId, name }) {
  return button('Remove', async () => {
    if (!window.confirm(`Remove ${name}? What they shared with ${chosen().name} is deleted.`)) return;
    await call('DELETE', `${path()}/members/${userId}`);
    await reload();
    say(`${name} is no longer a member.`);
  });
}

async function showMembers() {
  members = await call('GET', `${path()}/members`);
  at('members').replaceChildren(
    ...members.map((member) => {
      const detail = `${roles[member.role]} · since ${shownDate(member.joinedAt)}`;
      const isMe = member.userId === me.id;
      const title = isMe ? `${member.name} (you)` : member.name;
      const mayChange = offeredRoles(member.role).length > 0;
      return line(
        title,
        detail,
        ...(mayChange ? roleSelect(member) : []),
        ...(mayChange && !isMe ? [removeButton(member)] : []),
      );
    }),
  );
}

async function showInvitations() {
  const open = await call('GET', `${path()}/invitations`);
  at('invitations').replaceChildren(
    ...open.map(({ id, email, role, expiresAt }) =>
      line(
        email,
        `${roles[role]} · expires ${shownTime(expiresAt)}`,
        button('Take Back', async () => {
          await call('DELETE', `${path()}/invitations/${id}`);
          await Promise.all([showInvitations(), showLog()]);
          say('The invitation no longer works.');
        }),
      ),
    ),
  );
}

/** What happened, in words. Who isn't a member any more has no name here. */
function wordsOf({ action, actorId, target, detail }) {
  const nameOf = (id) => members.find(({ userId }) => userId === id)?.name ?? 'A former member';
  const who = actorId === null ? 'A deleted account' : nameOf(actorId);
  const whom = nameOf(target);
  const words = {
    'organization.created': `${who} created the organization`,
    'organization.renamed': `${who} renamed the organization`,
    'invitation.made': `${who} invited somebody as ${inWords[detail.role]}`,
    'invitation.taken-back': `${who} withdrew an invitation`,
    'member.joined': `${who} joined`,
    'member.left': `${who} left`,
    'member.removed': `${who} removed a member`,
    'member.role': `${who} changed the role of ${whom} from ${roles[detail.from]} to ${roles[detail.to]}`,
    'project.made': `${who} created a project`,
    'project.changed': `${who} changed a project`,
    'project.deleted': `${who} deleted a project`,
    'project.role': `${who} changed a role in a project`,
    'hook.made': `${who} created a webhook for GitHub`,
    'hook.rotated': `${who} gave a webhook a new secret`,
    'hook.revoked': `${who} revoked a webhook`,
    'leaderboard.entered': `${who} entered the organization on the leaderboard`,
    'leaderboard.left': `${who} took the organization off the leaderboard`,
  };
  return words[action] ?? `${who}: ${action}`;
}

/** @param before id of the entry after which to go on; without it the list begins anew */
async function showLog(before) {
  const entries = await call('GET', `${path()}/audit?limit=${pageSize}${before ? `&before=${before}` : ''}`);
  const lines = entries.map((entry) => line(wordsOf(entry), shownTime(entry.at)));
  if (before) at('log').append(...lines);
  else at('log').replaceChildren(...lines);
  oldest = entries.at(-1)?.id;
  at('olderLog').hidden = entries.length < pageSize;
}

async function show() {
  const organization = chosen();
  at('noOrganization').hidden = organization !== undefined;
  at('chooser').hidden = organization === undefined;
  at('ofOrganization').hidden = organization === undefined;
  at('createPart').open = organization === undefined;
  at('newInvitation').hidden = true;
  if (!organization) return showStatus({});
  at('newName').value = organization.name;
  for (const part of ['invitationsPart', 'settingsPart', 'logPart']) at(part).hidden = !isAdmin();
  at('deletePart').hidden = organization.role !== 'owner';
  at('deletePart').open = false;
  await Promise.all([showWeek(), showMembers()]);
  await Promise.all([
    showProjects({ ...organization, members, changed: () => isAdmin() && showLog() }),
    showStatus(organization),
  ]);
  at('hooksPart').hidden = !isAdmin();
  if (!isAdmin()) return;
  const reach = 'Members see it, including that of private repositories. Viewers do not.';
  await Promise.all([showInvitations(), showLog(), showHooks(organization.id, reach)]);
}

/** Asks again for the organizations, since what was done may have changed the own role in one. */
async function reload(id) {
  me = await call('GET', '/users/me');
  organizations = fillOrganizations({ organizations: me.organizations.filter((one) => !one.isPersonal) });
  if (id) at('organization').value = id;
  await show();
}

function moveWeek(days) {
  week = shiftDay(week, days);
  return showWeek();
}

on('organization', 'change', show);
on('earlier', 'click', () => moveWeek(-7));
on('later', 'click', () => moveWeek(7));
on('olderLog', 'click', () => showLog(oldest));
on('inviteForm', 'submit', async () => {
  const { link } = await call('POST', `${path()}/invitations`, valuesOf('inviteForm'));
  at('inviteForm').reset();
  at('invitationLink').textContent = link;
  await Promise.all([showInvitations(), showLog()]);
  at('newInvitation').hidden = false;
});
on('renameForm', 'submit', async () => {
  await call('PATCH', path(), valuesOf('renameForm'));
  await reload();
  say('Saved.');
});
on('leave', 'click', async () => {
  const { name } = chosen();
  if (!window.confirm(`Leave ${name}? What you shared with it is deleted.`)) return;
  await call('POST', `${path()}/leave`);
  await reload();
  say(`You left ${name}.`);
});
on('deleteForm', 'submit', async () => {
  const { name } = chosen();
  if (valuesOf('deleteForm').name !== name) throw new Error(`Type "${name}" to delete it.`);
  await call('DELETE', path());
  at('deleteForm').reset();
  await reload();
  say(`${name} is deleted.`);
});
on('createForm', 'submit', async () => {
  const { id, name } = await call('POST', '/organizations', valuesOf('createForm'));
  at('createForm').reset();
  await reload(id);
  say(`${name} is ready. Invite people next.`);
});

startPage(() => reload());
