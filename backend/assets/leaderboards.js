// The page "Leaderboards": joining, leaving, and the standings of a period.
import { call } from './api.js';
import { fillOrganizations, startPage } from './session.js';
import { at, bar, duration, fillOptions, fillTable, localDay, on, say, shiftDay, shownDay, valuesOf } from './ui.js';

const rules = {
  time: 'Measured time, up to 10 hours a day and 48 hours a week.',
  language: 'Measured time in the language, up to 10 hours a day.',
  consistency: 'Days with at least 30 minutes of measured time, up to 5 a week.',
  focus: 'Measured time in focus sessions, up to 4 hours a day.',
  organization: 'The average measured time of the members who take part, rounded to 5 minutes.',
};
const general =
  ' Time entered by hand doesn’t count, and is shown as claimed. Days of more than 18 hours are left out as implausible. Standings are updated every hour.';

let organizations = [];
/** Any day of the period that is shown. */
let day = localDay(new Date());
/** Counts the questions, so that a late answer to an earlier one is dropped. */
let asked = 0;

const chosen = () => organizations.find(({ id }) => id === at('organization').value);
const ofOrganization = () => new URLSearchParams({ organization: at('organization').value });

async function show() {
  asked += 1;
  const mine = asked;
  const { alias } = await call('GET', `/leaderboards/me?${ofOrganization()}`);
  if (mine !== asked) return;
  at('join').hidden = alias !== null || chosen().role === 'viewer';
  at('board').hidden = alias === null;
  at('enter').hidden = chosen().isPersonal || chosen().role !== 'owner';
  at('mine').textContent = alias ?? '';
  if (alias === null) return;
  await showBoard(mine);
}

async function showBoard(mine) {
  const by = at('by').value;
  const period = by === 'consistency' && at('period').value === 'day' ? 'week' : at('period').value;
  at('period').value = period;
  at('languageField').hidden = by !== 'language';
  const range = new URLSearchParams({ ...Object.fromEntries(ofOrganization()), period, day });
  let board = await call('GET', `/leaderboards?${range}&by=${by === 'language' ? 'time' : by}`);
  if (by === 'language') {
    fillOptions(
      'language',
      board.languages.map((name) => [name, name]),
    );
    const language = at('language').value;
    board = language
      ? await call('GET', `/leaderboards?${range}&by=language&language=${encodeURIComponent(language)}`)
      : { ...board, rows: [] };
  }
  if (mine === asked) fill(board, by);
}

/** What somebody told that doesn't count. */
function uncounted({ claimedSeconds, leftOutDays }) {
  const parts = [
    ...(claimedSeconds > 0 ? [`${duration(claimedSeconds)} claimed`] : []),
    ...(leftOutDays > 0 ? [`${leftOutDays} ${leftOutDays === 1 ? 'day' : 'days'} left out`] : []),
  ];
  return parts.join(', ') || '–';
}

function fill(board, by) {
  const { rows, from, to, isFinal, unit, leastPeople } = board;
  at('span').textContent = from === to ? shownDay(from, { dateStyle: 'full' }) : `${shownDay(from)} to ${shownDay(to)}`;
  at('span').append(isFinal ? ' · final' : '');
  at('later').disabled = to >= localDay(new Date());
  at('empty').hidden = rows.length > 0;
  at('empty').textContent =
    by === 'organization'
      ? `No organization has ${leastPeople} people with time in this period.`
      : `Nothing to show yet. The standings appear once ${leastPeople} people have a value.`;
  at('standings').hidden = rows.length === 0;
  const words = (value) => (unit === 'days' ? `${value} ${value === 1 ? 'day' : 'days'}` : duration(value));
  const most = Math.max(1, ...rows.map(({ value }) => value));
  fillTable(
    at('standings'),
    ['Alias', unit === 'days' ? 'Days' : 'Measured', 'Not counted', ''],
    rows.map((row) => [
      `${row.rank}. ${row.alias}${row.isYou ? ' (you)' : ''}`,
      words(row.value),
      uncounted(row),
      bar(row.value / most),
    ]),
  );
  at('rule').textContent = rules[by] + general;
}

/** A day of the period before or after. */
function move(direction) {
  const period = at('period').value;
  if (period === 'month') {
    const [year, month] = day.split('-').map(Number);
    day = new Date(Date.UTC(year, month - 1 + direction, 1)).toISOString().slice(0, 10);
  } else day = shiftDay(day, direction * (period === 'week' ? 7 : 1));
  return show();
}

async function save(form) {
  const { alias } = valuesOf(form);
  await call('PUT', `/leaderboards/me?${ofOrganization()}`, alias.trim() === '' ? {} : { alias });
  at(form).reset();
  await show();
}

for (const id of ['by', 'period', 'language', 'organization']) on(id, 'change', show);
on('earlier', 'click', () => move(-1));
on('later', 'click', () => move(1));
on('joinForm', 'submit', () => save('joinForm'));
on('aliasForm', 'submit', () => save('aliasForm'));
on('leave', 'click', async () => {
  await call('DELETE', `/leaderboards/me?${ofOrganization()}`);
  await show();
  say('You left. Your alias and your standings are deleted.');
});
on('enterForm', 'submit', async () => {
  await call('PUT', `/organizations/${chosen().id}/leaderboard`, valuesOf('enterForm'));
  await show();
  say('The organization is on the leaderboard of organizations.');
});
on('withdraw', 'click', async () => {
  await call('DELETE', `/organizations/${chosen().id}/leaderboard`);
  await show();
  say('The organization is no longer on the leaderboard of organizations.');
});

startPage(async (me) => {
  organizations = fillOrganizations(me, 'Everyone on this server');
  await show();
});
