// The page "Your days": what a person shared. Everything comes from the API that programs use too.
import { call, download } from './api.js';
import { fillOrganizations, startPage } from './session.js';
import { at, duration, element, fillParts, fillTable, localDay, on, partName, say, shape } from './ui.js';
import { shiftDay, shownDay } from './ui.js';

let organizations = [];
/** Counts the questions, so that a late answer to an earlier one is dropped. */
let asked = 0;

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
      ? 'No time on these days.'
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

/** The days and the organization that are chosen, as a query. */
function shownRange() {
  const to = localDay(new Date());
  const from = shiftDay(to, 1 - Number(at('range').value));
  return new URLSearchParams({ from, to, organization: at('organization').value });
}

async function save(format) {
  const range = shownRange();
  await download(
    `/analytics/export?${range}&format=${format}`,
    `daymark-${range.get('from')}-${range.get('to')}.${format}`,
  );
  say('Downloaded.');
}

/** A part of the time in percent. */
function shareOf(seconds, all) {
  return all === 0 ? '–' : `${Math.round((seconds / all) * 100)} %`;
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

async function showDays() {
  asked += 1;
  const mine = asked;
  const by = at('by').value;
  const range = shownRange();
  const { from, to } = Object.fromEntries(range);
  const [dashboard, { measuredSeconds, focusSeconds }, { parts }] = await Promise.all([
    call('GET', `/dashboard?${range}`),
    call('GET', `/analytics/productivity?${range}`),
    call('GET', `/analytics/time-distribution?${range}&by=${by}`),
  ]);
  if (mine !== asked) return;
  at('total').textContent = duration(dashboard.totalSeconds);
  at('active').textContent = String(dashboard.activeDays);
  at('average').textContent =
    dashboard.activeDays === 0 ? '–' : duration(dashboard.totalSeconds / dashboard.activeDays);
  at('measured').textContent = shareOf(measuredSeconds, dashboard.totalSeconds);
  at('focus').textContent = duration(focusSeconds);
  at('nothing').hidden = dashboard.activeDays > 0;
  at('something').hidden = dashboard.activeDays === 0;
  drawDays(dashboard.days, from, to);
  const nameOf = (name) => (by === 'weekday' ? weekdays[Number(name) - 1] : partName(name, by));
  const named = parts.map((part) => ({ ...part, name: nameOf(part.name) }));
  fillParts(at('parts'), 'Name', named);
  at('noParts').hidden = parts.length > 0;
  at('parts').hidden = parts.length === 0;
}

/** A line of a list: what it says, what to do, and what it rests on. */
function line(title, detail, evidence) {
  const source = element('span', { class: 'quiet' }, evidence.map(({ text }) => text).join(' · '));
  return element(
    'li',
    {},
    element('div', {}, element('b', {}, title), ...(detail ? [detail, element('br')] : []), source),
  );
}

async function showInsights() {
  const organization = at('organization').value;
  // Those who only look on share nothing.
  const isViewer = organizations.find(({ id }) => id === organization)?.role === 'viewer';
  const { bottlenecks = [], insights = [] } = isViewer
    ? {}
    : await call('GET', `/insights?day=${localDay(new Date())}&organization=${organization}`);
  if (organization !== at('organization').value) return;
  at('insights').replaceChildren(
    ...bottlenecks.map(({ description, frequency, evidence }) => line(description, frequency, evidence)),
    ...insights.map(({ observation, recommendation, evidence }) => line(observation, recommendation, evidence)),
  );
  at('noInsights').hidden = bottlenecks.length + insights.length > 0;
  at('planned').hidden = isViewer;
  at('planned').open = false;
}

async function showPlan() {
  const plan = await call('POST', `/plans?organization=${at('organization').value}`, { day: localDay(new Date()) });
  const { tasks, learning, reflection } = plan;
  at('plan').replaceChildren(
    ...tasks.map(({ title, minutes, evidence }) => line(title, `${minutes} min`, evidence)),
    ...(learning ? [line(learning.title, `${learning.minutes} min of learning`, learning.evidence)] : []),
    ...(reflection ? [line(reflection.question, '', reflection.evidence)] : []),
  );
}

const refreshAll = () => Promise.all([showDays(), showInsights()]);

on('range', 'change', showDays);
on('by', 'change', showDays);
on('pdf', 'click', () => save('pdf'));
on('csv', 'click', () => save('csv'));
on('organization', 'change', refreshAll);
on('planned', 'toggle', async () => {
  if (at('planned').open) await showPlan();
});

startPage(async (me) => {
  organizations = fillOrganizations(me, 'Only you');
  await refreshAll();
});
