// The page "Your days": what a person shared, and the week of a team. Everything comes from the API that programs use too.
import { call, resume, send, signIn, signOut } from './api.js';

const svgSpace = 'http://www.w3.org/2000/svg';
const at = (id) => document.getElementById(id);
const status = document.querySelector('[role=status]');
const dayMs = 86_400_000;
let organizations = [];
/** Any day of the week that the team's section shows. */
let week = localDay(new Date());
/** Counts the questions, so that a late answer to an earlier one is dropped. */
let asked = 0;

/** A day as YYYY-MM-DD in this browser's time zone. */
function localDay(date) {
  return [
    date.getFullYear(),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');
}

function shiftDay(day, days) {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

function shownDay(day, options = { weekday: 'short', day: 'numeric', month: 'short' }) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { ...options, timeZone: 'UTC' });
}

/** Seconds in words, e.g. 3 h 05 min. */
function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function shape(name, attributes) {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Fills a table: a row for each entry, the first cell its heading. */
function fillTable(table, head, rows) {
  const headRow = element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)));
  const body = rows.map(([first, ...others]) =>
    element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((cell) => element('td', {}, cell))),
  );
  table.replaceChildren(element('thead', {}, headRow), element('tbody', {}, ...body));
}

/** A bar whose length is a share of the longest. It only repeats the figure beside it. */
function bar(share) {
  const svg = shape('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(shape('rect', { width: Math.max(1, share * 100), height: 8 }));
  return svg;
}

/** Fills a table of parts of the time; those of a team say from how many people they come. */
function fillParts(table, name, parts) {
  const isTeam = parts.some(({ people }) => people !== undefined);
  const head = [name, 'Time', ...(isTeam ? ['From'] : []), ''];
  const cells = ({ seconds, people }) => [duration(seconds), ...(isTeam ? [`${people} people`] : [])];
  const most = Math.max(1, ...parts.map(({ seconds }) => seconds));
  fillTable(
    table,
    head,
    parts.map((part) => [part.name, ...cells(part), bar(part.seconds / most)]),
  );
}

function drawDays(days, from, to) {
  const byDay = new Map(days.map(({ day, seconds }) => [day, seconds]));
  const all = [];
  for (let day = from; day <= to; day = shiftDay(day, 1)) all.push({ day, seconds: byDay.get(day) ?? 0 });
  const most = Math.max(3600, ...all.map(({ seconds }) => seconds));
  const svg = at('chart');
  svg.setAttribute('viewBox', `0 0 ${all.length} 100`);
  const best = all.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  svg.setAttribute(
    'aria-label',
    best.seconds === 0
      ? 'No time in these days.'
      : `Time a day from ${shownDay(from)} to ${shownDay(to)}. The longest is ${shownDay(best.day)} with ${duration(best.seconds)}.`,
  );
  svg.replaceChildren(
    ...all.map(({ day, seconds }, i) => {
      const height = (seconds / most) * 100;
      const rect = shape('rect', { x: i + 0.1, y: 100 - height, width: 0.8, height });
      const title = shape('title', {});
      title.textContent = `${shownDay(day)}: ${duration(seconds)}`;
      rect.append(title);
      return rect;
    }),
  );
  at('top').textContent = duration(most);
  at('first').textContent = shownDay(from, { day: 'numeric', month: 'short' });
  at('last').textContent = shownDay(to, { day: 'numeric', month: 'short' });
  fillTable(
    at('dayTable'),
    ['Day', 'Time'],
    days.toReversed().map(({ day, seconds }) => [shownDay(day, { dateStyle: 'full' }), duration(seconds)]),
  );
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

async function showDays() {
  asked += 1;
  const mine = asked;
  const to = localDay(new Date());
  const from = shiftDay(to, 1 - Number(at('range').value));
  const by = at('by').value;
  const range = new URLSearchParams({ from, to, organization: at('organization').value });
  const [dashboard, { parts }] = await Promise.all([
    call('GET', `/dashboard?${range}`),
    call('GET', `/analytics/time-distribution?${range}&by=${by}`),
  ]);
  if (mine !== asked) return;
  at('total').textContent = duration(dashboard.totalSeconds);
  at('active').textContent = String(dashboard.activeDays);
  at('average').textContent =
    dashboard.activeDays === 0 ? '–' : duration(dashboard.totalSeconds / dashboard.activeDays);
  at('nothing').hidden = dashboard.activeDays > 0;
  drawDays(dashboard.days, from, to);
  const named = by === 'weekday' ? parts.map((part) => ({ ...part, name: weekdays[Number(part.name) - 1] })) : parts;
  fillParts(at('parts'), 'Name', named);
  at('noParts').hidden = parts.length > 0;
  at('parts').hidden = parts.length === 0;
}

async function showTeam() {
  const organization = organizations.find(({ id }) => id === at('organization').value);
  at('team').hidden = !organization || organization.isPersonal;
  if (at('team').hidden) return;
  const found = await call('GET', `/organizations/${organization.id}/team?week=${week}`);
  if (found.from > week || found.to < week) return;
  at('week').textContent = `${shownDay(found.from)} to ${shownDay(found.to)}`;
  at('later').disabled = found.to >= localDay(new Date());
  at('least').textContent = String(found.leastPeople);
  at('noTeam').hidden = found.days.length > 0;
  at('teamFigures').hidden = found.days.length === 0;
  at('teamTotal').textContent = duration(found.totalSeconds);
  fillParts(
    at('teamDays'),
    'Day',
    found.days.map((one) => ({ ...one, name: shownDay(one.name) })),
  );
  fillParts(at('teamLanguages'), 'Language', found.languages);
}

/** Runs something and says what went wrong. */
async function attempt(run) {
  status.textContent = '';
  document.querySelector('main').setAttribute('aria-busy', 'true');
  try {
    await run();
  } catch (error) {
    status.textContent = error.message;
  } finally {
    document.querySelector('main').removeAttribute('aria-busy');
  }
}

const refreshAll = () => Promise.all([showDays(), showTeam()]);

async function open() {
  const me = await call('GET', '/users/me');
  organizations = me.organizations.toSorted((a, b) => Number(b.isPersonal) - Number(a.isPersonal));
  at('who').textContent = me.name;
  at('organization').replaceChildren(
    ...organizations.map(({ id, name, isPersonal }) =>
      element('option', { value: id }, isPersonal ? 'You alone' : name),
    ),
  );
  at('signIn').hidden = true;
  at('days').hidden = false;
  at('account').hidden = false;
  await refreshAll();
}

function close(text) {
  at('days').hidden = true;
  at('account').hidden = true;
  at('signIn').hidden = false;
  at('signIn').reset();
  status.textContent = text;
  at('email').focus();
}

/** Runs something each time that an element has the event. */
function on(id, event, run) {
  at(id).addEventListener(event, (happened) => {
    happened.preventDefault();
    void attempt(run);
  });
}

function showWeek(days) {
  week = shiftDay(week, days);
  return showTeam();
}

on('signIn', 'submit', async () => {
  await signIn(Object.fromEntries(new FormData(at('signIn'))), 'web');
  await open();
});
on('range', 'change', showDays);
on('by', 'change', showDays);
on('organization', 'change', refreshAll);
on('earlier', 'click', () => showWeek(-7));
on('later', 'click', () => showWeek(7));
on('signOut', 'click', async () => {
  await signOut();
  close('You are signed out.');
});
on('download', 'click', async () => {
  const response = await send('GET', '/users/me/export');
  if (!response.ok) throw new Error((await response.json()).detail);
  const address = URL.createObjectURL(await response.blob());
  element('a', { href: address, download: 'daymark-export.json' }).click();
  URL.revokeObjectURL(address);
  status.textContent = 'Downloaded.';
});
on('delete', 'submit', async () => {
  await call('POST', '/users/me/delete', Object.fromEntries(new FormData(at('delete'))));
  at('delete').reset();
  close('Your account is deleted, with everything that you shared.');
});

void attempt(async () => {
  if (await resume()) await open();
  else close('');
});
