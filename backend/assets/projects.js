// The part "Projects" of the page "Team".
import { call } from './api.js';
import { at, button, fillOptions, line, on, say, valuesOf } from './ui.js';

const statuses = { active: 'Active', paused: 'Paused', done: 'Done', archived: 'Archived' };
const roles = { owner: 'Owner', admin: 'Admin', member: 'Member' };

/** The organization that is shown, with its members, the own role, and what is called after a change. */
let organization;
/** The project that is edited; undefined while a new one is made. */
let edited;

const path = () => `/organizations/${organization.id}/projects`;

/** Shows the projects of an organization. What is being typed for one of the same organization stays. */
export async function showProjects(of) {
  const isOther = of.id !== organization?.id;
  organization = of;
  if (isOther) close();
  await list();
}

/** Puts the form away, with what is in it. */
function close() {
  edit(undefined);
  at('projectPart').open = false;
}

async function list() {
  const projects = await call('GET', path());
  at('noProjects').hidden = projects.length > 0;
  at('projects').replaceChildren(
    ...projects.map((project) => {
      const { name, alias, status, techStack, description, role } = project;
      const detail = [statuses[status], alias, techStack.join(', '), description].filter(Boolean).join(' · ');
      const canChange = role !== 'viewer';
      return line(
        name,
        detail,
        ...(canChange ? [button('Edit…', () => open(project))] : []),
        ...(['owner', 'admin'].includes(role) ? [deleteButton(project)] : []),
      );
    }),
  );
  at('projectPart').hidden = organization.role === 'viewer' && !edited;
}

function deleteButton({ id, name }) {
  return button('Delete', async () => {
    if (!window.confirm(`Delete ${name}? Shared time stays as it is.`)) return;
    await call('DELETE', `${path()}/${id}`);
    if (edited?.id === id) close();
    await Promise.all([list(), organization.changed()]);
    say(`${name} is deleted.`);
  });
}

/** Fills the form with a project, or empties it for a new one. */
function edit(project) {
  edited = project;
  at('projectForm').reset();
  const { name = '', alias = '', techStack = [], status = 'active', description = '' } = project ?? {};
  at('projectName').value = name;
  at('projectAlias').value = alias;
  at('projectStack').value = techStack.join(', ');
  at('projectStatus').value = status;
  at('projectDescription').value = description;
  at('projectSummary').textContent = project ? `Edit ${name}` : 'Create a project…';
  at('saveProject').textContent = project ? 'Save Project' : 'Create Project';
  at('cancelProject').hidden = project === undefined;
  at('projectRolePart').hidden = !['owner', 'admin'].includes(project?.role);
}

async function open(project) {
  edit(project);
  at('projectPart').hidden = false;
  at('projectPart').open = true;
  if (!at('projectRolePart').hidden) await showRoles();
  at('projectName').focus();
}

async function showRoles() {
  const given = await call('GET', `${path()}/${edited.id}/roles`);
  const nameOf = (id) => organization.members.find(({ userId }) => userId === id)?.name ?? 'A former member';
  const mayTake = (role) => edited.role === 'owner' || role === 'member';
  at('projectRoles').replaceChildren(
    ...given.map(({ userId, role }) =>
      line(nameOf(userId), roles[role], ...(mayTake(role) ? [takeButton(userId, nameOf(userId))] : [])),
    ),
  );
  fillOptions(
    'projectPerson',
    organization.members.map(({ userId, name }) => [userId, name]),
  );
  for (const one of at('projectRole').options) one.disabled = !mayTake(one.value);
}

function takeButton(user, name) {
  return button('Take Back', async () => {
    await call('DELETE', `${path()}/${edited.id}/roles/${user}`);
    await Promise.all([showRoles(), organization.changed()]);
    say(`${name} has no role of their own in this project any more.`);
  });
}

on('projectForm', 'submit', async () => {
  const { techStack, ...values } = valuesOf('projectForm');
  const stack = techStack
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const body = { ...values, techStack: stack };
  if (edited) await call('PATCH', `${path()}/${edited.id}`, { ...body, version: edited.version });
  else await call('POST', path(), body);
  close();
  await Promise.all([list(), organization.changed()]);
  say('Saved.');
});
on('cancelProject', 'click', () => {
  close();
  return list();
});
on('projectRoleForm', 'submit', async () => {
  const { role } = valuesOf('projectRoleForm');
  await call('PUT', `${path()}/${edited.id}/roles/${at('projectPerson').value}`, { role });
  await Promise.all([showRoles(), organization.changed()]);
  say('The role was given.');
});
