// The page "Administration": accounts, organizations, jobs, and sizes, for operators of the server.
import { call } from './api.js';
import { startPage } from './session.js';
import { at, button, line, on, say, shownDate, shownTime, valuesOf } from './ui.js';

const pageSize = 50;
const jobs = {
  expiry: 'Delete what has expired',
  months: 'Fold and drop old months',
  standings: 'Compute leaderboard standings',
  nightly: 'Make plans and insights',
};
const actions = {
  'user.operator': 'made an operator',
  'user.no-operator': 'no longer an operator',
  'user.signed-out': 'signed out everywhere',
  'user.deleted': 'account deleted',
};

let me;
let offset = 0;
let organizationOffset = 0;
/** The account that the form to delete is about. */
let deleting;

function size(bytes) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value >= 100 || step === 0 ? Math.round(value) : value.toFixed(1)} ${units[step]}`;
}

const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

async function showServer() {
  const found = await call('GET', '/admin/server');
  for (const id of ['users', 'organizations', 'activeSessions', 'syncedDevices'])
    at(id).textContent = found[id].toLocaleString('en');
  for (const id of ['syncBytes', 'databaseBytes']) at(id).textContent = size(found[id]);
  const registration = { open: 'open', invitation: 'by invitation', closed: 'closed' }[found.registration];
  at('about').textContent =
    `Running since ${shownTime(found.startedAt)} on Node ${found.node} with PostgreSQL ${found.postgres}. ` +
    `Registration is ${registration}. ${found.sendsMail ? 'Mail is configured.' : 'No mail server is configured.'}`;
  at('jobs').replaceChildren(
    ...found.jobs.map(({ job, startedAt, ms, result, error }) =>
      line(
        jobs[job],
        result === null
          ? 'Has not run yet'
          : `${result === 'done' ? 'Done' : `Failed (${error})`} · ${shownTime(startedAt)} · ${ms} ms`,
      ),
    ),
  );
}

function userLine(user) {
  const { id, email, name, isOperator, createdAt, lastUsedAt, organizations, syncBytes } = user;
  const parts = [
    name,
    ...(isOperator ? ['operator'] : []),
    ...(user.isEmailVerified || !('mail' in document.body.dataset) ? [] : ['email not verified']),
    `since ${shownDate(createdAt)}`,
    lastUsedAt ? `last active ${shownDate(lastUsedAt)}` : 'no session',
    counted(organizations, 'organization', 'organizations'),
    ...(syncBytes > 0 ? [`${size(syncBytes)} for sync`] : []),
  ];
  if (id === me.id) return line(`${email} (you)`, parts.join(' · '));
  return line(
    email,
    parts.join(' · '),
    button(isOperator ? 'Remove as Operator' : 'Make Operator', async () => {
      const question = isOperator ? `Remove ${email} as an operator?` : `Make ${email} an operator of this server?`;
      if (!window.confirm(question)) return;
      await call('PATCH', `/admin/users/${id}`, { isOperator: !isOperator });
      await Promise.all([showUsers(), showLog()]);
    }),
    button('Sign Out Everywhere', async () => {
      if (!window.confirm(`End all sessions of ${email} and revoke its API keys?`)) return;
      await call('POST', `/admin/users/${id}/sign-out`);
      await Promise.all([showUsers(), showLog()]);
      say(`${email} is signed out everywhere.`);
    }),
    button('Delete…', () => {
      deleting = user;
      at('deletedUser').textContent = email;
      at('deleteUser').hidden = false;
      at('ownPassword').focus();
    }),
  );
}

async function showUsers() {
  const { search } = valuesOf('searchForm');
  const asked = new URLSearchParams({ limit: pageSize, offset, ...(search.trim() ? { search } : {}) });
  const { users, total } = await call('GET', `/admin/users?${asked}`);
  at('found').textContent = counted(total, 'account', 'accounts');
  at('userList').replaceChildren(...users.map(userLine));
  at('newer').hidden = offset === 0;
  at('older').hidden = offset + pageSize >= total;
}

async function showOrganizations() {
  const asked = new URLSearchParams({ limit: pageSize, offset: organizationOffset });
  const { organizations, total } = await call('GET', `/admin/organizations?${asked}`);
  at('noOrganizations').hidden = total > 0;
  at('organizationList').replaceChildren(
    ...organizations.map(({ name, members, createdAt }) =>
      line(name, `${counted(members, 'member', 'members')} · since ${shownDate(createdAt)}`),
    ),
  );
  at('newerOrganizations').hidden = organizationOffset === 0;
  at('olderOrganizations').hidden = organizationOffset + pageSize >= total;
}

async function showLog() {
  const entries = await call('GET', '/admin/log');
  at('noLog').hidden = entries.length > 0;
  at('operatorLog').replaceChildren(
    ...entries.map(({ actor, action, targetName, at: instant }) =>
      line(
        `${targetName ?? 'A deleted account'}: ${actions[action] ?? action}`,
        `${actor ?? 'A deleted account'} · ${shownTime(instant)}`,
      ),
    ),
  );
}

on('runJobs', 'click', async () => {
  await call('POST', '/admin/jobs/run');
  await showServer();
  say('The jobs have run.');
});
on('searchForm', 'submit', () => {
  offset = 0;
  return showUsers();
});
on('newer', 'click', () => {
  offset = Math.max(0, offset - pageSize);
  return showUsers();
});
on('older', 'click', () => {
  offset += pageSize;
  return showUsers();
});
on('newerOrganizations', 'click', () => {
  organizationOffset = Math.max(0, organizationOffset - pageSize);
  return showOrganizations();
});
on('olderOrganizations', 'click', () => {
  organizationOffset += pageSize;
  return showOrganizations();
});
on('cancelDelete', 'click', () => {
  at('deleteUser').reset();
  at('deleteUser').hidden = true;
});
on('deleteUser', 'submit', async () => {
  await call('POST', `/admin/users/${deleting.id}/delete`, valuesOf('deleteUser'));
  at('deleteUser').reset();
  at('deleteUser').hidden = true;
  await Promise.all([showServer(), showUsers(), showOrganizations(), showLog()]);
  say(`The account ${deleting.email} is deleted.`);
});

startPage(async (account) => {
  me = account;
  at('notOperator').hidden = me.isOperator;
  at('ofServer').hidden = !me.isOperator;
  if (me.isOperator) await Promise.all([showServer(), showUsers(), showOrganizations(), showLog()]);
});
