import type { EntryView, Handlers, SuggestionsView, TimersView } from '../../../src/catalog/view.ts';
import { dayOf, minuteMs } from '../../../src/core/time/days.ts';
import { sampleNow } from './sampleDashboard.ts';

const now = Number(sampleNow);
const ago = (minutes: number) => now - minutes * minuteMs;

function entry(id: string, title: string, [from, to, there]: readonly [number, number, number]): EntryView {
  const times = { start: ago(from), end: ago(to), offset: 0 };
  return {
    id,
    title,
    tags: [],
    ...times,
    isTimer: true,
    ms: (from - to) * minuteMs,
    measuredMs: there * minuteMs,
    overlaps: false,
  };
}

function sampleEntries(): EntryView[] {
  return [
    { ...entry('t1', 'Fix the login race', [300, 180, 95]), projectName: 'daymark', tags: ['auth'] },
    {
      ...entry('t2', 'Call with the customer', [190, 160, 10]),
      overlaps: true,
      isTimer: false,
      note: 'They want CSV.',
    },
    entry('t3', 'Review of the importer', [150, 120, 30]),
  ];
}

const project = { project: '/home/ada/daymark', projectName: 'daymark' };

/** Suggestions and rules that are kept in memory. */
export function suggestionHandlers(isFirstDay: () => boolean, newId: () => string): Pick<Handlers, SuggestionMethod> {
  let rules: SuggestionsView['rules'] = [{ id: 'r1', ...project, branch: 'docs', title: 'Documentation', tags: [] }];
  const settled = new Set<number>();
  const suggestion = (from: number, to: number, branch: string) => {
    const rule = rules.find((one) => one.branch === branch);
    const title = rule?.title ?? branch;
    return {
      ...project,
      start: ago(from),
      end: ago(to),
      measuredMs: (from - to - 4) * minuteMs,
      branch,
      files: ['src/importer.ts', 'src/rows.ts'],
      title,
      tags: [],
    };
  };
  const byId = new Map<string, number>();
  return {
    'suggestions.list': async () => {
      const all = [suggestion(420, 345, 'feature/importer'), suggestion(340, 310, 'docs')];
      if (isFirstDay()) return { suggestions: [], rules: [] };
      return { suggestions: all.filter(({ start }) => !settled.has(start)), rules };
    },
    'suggestions.accept': async ({ start, title, branch, learn }) => {
      settled.add(start);
      if (learn) rules = [...rules, { id: newId(), ...project, branch, title, tags: [] }];
      return { id: newId() };
    },
    'suggestions.dismiss': async ({ start }) => {
      settled.add(start);
      const id = newId();
      byId.set(id, start);
      return { id };
    },
    'suggestions.restore': async ({ id }) => (settled.delete(byId.get(id) ?? 0), {}),
    'suggestions.renameRule': async ({ id, title }) => {
      rules = rules.map((rule) => (rule.id === id ? { ...rule, title } : rule));
      return {};
    },
    'suggestions.deleteRule': async ({ id }) => ((rules = rules.filter((rule) => rule.id !== id)), {}),
  };
}

type SuggestionMethod = Extract<keyof Handlers, `suggestions.${string}`>;
type TimeMethod = Extract<keyof Handlers, `timers.${string}` | `entries.${string}`>;

/** A timer and entries that are kept in memory, as the real host keeps them. */
export function timeHandlers(isFirstDay: () => boolean, newId: () => string): Pick<Handlers, TimeMethod> {
  let entries: EntryView[] | undefined;
  let running: EntryView | undefined;
  let paused: EntryView | undefined;
  let isGapOpen = true;
  const deleted = new Map<string, EntryView>();
  const known = () => {
    if (entries) return entries;
    running = isFirstDay() ? undefined : { ...entry('t4', 'Timesheet export', [95, 0, 31]), end: undefined };
    return (entries = isFirstDay() ? [] : sampleEntries());
  };
  const find = (id: string) => {
    const found = known().find((one) => one.id === id);
    if (!found) throw new Error('That time entry no longer exists.');
    return found;
  };
  const put = (changed: EntryView) =>
    (entries = [...known().filter(({ id }) => id !== changed.id), changed].sort((a, b) => a.start - b.start));
  const remove = (id: string) => {
    deleted.set(id, find(id));
    entries = known().filter((one) => one.id !== id);
  };
  const made = (input: Partial<EntryView>) => ({ ...entry(newId(), '', [0, 0, 0]), ...input });
  const stop = () => {
    known();
    const stopped = running ?? paused;
    if (!stopped) throw new Error('No timer is running.');
    if (running) put({ ...running, end: now });
    [running, paused] = [undefined, undefined];
    return stopped;
  };
  const start = (input: Partial<EntryView>, at = now) => {
    known();
    if (running) stop();
    paused = undefined;
    running = { ...made(input), start: at, end: undefined, ms: now - at };
    return { id: running.id };
  };
  return {
    'timers.get': async () => {
      const list = known();
      const gaps: TimersView['gaps'] =
        running?.id === 't4' && isGapOpen ? [{ entry: 't4', start: ago(85), end: ago(20) }] : [];
      const recent = list.map(({ id, title, tags }) => ({ id, title, tags })).reverse();
      return { ...(running && { running }), ...(paused && { paused }), gaps, recent };
    },
    'timers.start': async ({ at, ...input }) => start(input, at),
    'timers.stop': async () => ({ id: stop().id }),
    'timers.pause': async () => {
      paused = { ...stop(), end: now };
      return { id: paused.id };
    },
    'timers.resume': async () => start(paused ?? {}),
    'timers.answerGap': async () => ((isGapOpen = false), {}),
    'entries.list': async ({ from }) => {
      const all = [...known(), ...(running ? [running] : [])];
      const shown = all.filter((one) => dayOf(one.start, 0) === from);
      const [ranMs, measuredMs, bothMs] = shown.length > 0 ? [265, 283, 156] : [0, 283, 0];
      const sums = {
        ranMs: (ranMs ?? 0) * minuteMs,
        measuredMs: (measuredMs ?? 0) * minuteMs,
        bothMs: (bothMs ?? 0) * minuteMs,
      };
      return { days: [{ day: from, entries: shown, ...sums }] };
    },
    'entries.save': async ({ id = newId(), end, ...input }) => {
      const before = known().find((one) => one.id === id) ?? made({});
      const until = end ?? before.end ?? now;
      put({ ...before, ...input, id, end: until, ms: until - input.start });
      return { id };
    },
    'entries.split': async ({ id, at }) => {
      const whole = find(id);
      put({ ...whole, end: at, ms: at - whole.start });
      const later = { ...whole, id: newId(), start: at, ms: (whole.end ?? now) - at };
      put(later);
      return { id: later.id };
    },
    'entries.merge': async ({ id, other }) => {
      const { end } = find(other);
      const first = find(id);
      put({ ...first, end, ms: (end ?? now) - first.start });
      remove(other);
      return {};
    },
    'entries.duplicate': async ({ id }) => {
      const copy = { ...find(id), id: newId() };
      put(copy);
      return { id: copy.id };
    },
    'entries.delete': async ({ id }) => (remove(id), {}),
    'entries.restore': async ({ id }) => {
      const found = deleted.get(id);
      if (found) put(found);
      return {};
    },
  };
}
