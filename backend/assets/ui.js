// What the pages share: elements, tables, words for time, and how they say what went wrong.
const svgSpace = 'http://www.w3.org/2000/svg';
const dayMs = 86_400_000;

/** The element with this id. */
export const at = (id) => document.getElementById(id);

/** A day as YYYY-MM-DD in this browser's time zone. */
export function localDay(date) {
  return [
    date.getFullYear(),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');
}

export function shiftDay(day, days) {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

export function shownDay(day, options = { weekday: 'short', day: 'numeric', month: 'short' }) {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en', { ...options, timeZone: 'UTC' });
}

/** An instant in this browser's time zone. */
export function shownTime(instant) {
  return new Date(instant).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

/** The day of an instant in this browser's time zone. */
export function shownDate(instant) {
  return new Date(instant).toLocaleDateString('en', { dateStyle: 'medium' });
}

/** Seconds in words, e.g. 3 h 05 min. */
export function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function shape(name, attributes) {
  const made = document.createElementNS(svgSpace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Fills a table: a row for each entry, the first cell its heading. */
export function fillTable(table, head, rows) {
  const headRow = element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, text)));
  const body = rows.map(([first, ...others]) =>
    element('tr', {}, element('th', { scope: 'row' }, first), ...others.map((cell) => element('td', {}, cell))),
  );
  table.replaceChildren(element('thead', {}, headRow), element('tbody', {}, ...body));
}

/** A bar whose length is a share of the longest. It only repeats the figure beside it. */
export function bar(share) {
  const svg = shape('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(shape('rect', { width: Math.max(1, share * 100), height: 8 }));
  return svg;
}

/** The name of a part of the time; what VS Code shares without one, in words. */
export function partName(name, by) {
  if (name === '(other)') return 'Others';
  return name === '(none)' ? `No ${by === 'language' ? 'language' : 'project'}` : name;
}

/** Fills a table of parts of the time; those of a team say from how many people they come. */
export function fillParts(table, name, parts) {
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

/** A line of a list: what it is, what is known of it, and what can be done. */
export function line(title, detail, ...actions) {
  const words = element('div', {}, element('b', {}, title), element('span', { class: 'quiet' }, detail));
  return element('li', {}, words, ...actions);
}

/** Fills a select with [value, text]; what was chosen stays, if it is still there. */
export function fillOptions(id, options) {
  const before = at(id).value;
  at(id).replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
  if (options.some(([value]) => value === before)) at(id).value = before;
}

/** The fields of a form by their names. */
export const valuesOf = (id) => Object.fromEntries(new FormData(at(id)));

export function say(text) {
  document.querySelector('[role=status]').textContent = text;
}

/** Runs something and says what went wrong. */
export async function attempt(run) {
  say('');
  const main = document.querySelector('main');
  main.setAttribute('aria-busy', 'true');
  try {
    await run();
  } catch (error) {
    say(error.message);
  } finally {
    main.removeAttribute('aria-busy');
  }
}

/** Runs something each time that an element has the event. */
export function on(id, event, run) {
  at(id).addEventListener(event, (happened) => {
    happened.preventDefault();
    void attempt(() => run(happened));
  });
}

/** A button that runs something. */
export function button(text, run) {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', () => void attempt(run));
  return made;
}
