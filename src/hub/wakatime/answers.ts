import { addDays, isDay } from '../../core/time/days.ts';
import type { Clock } from '../../core/base/clock.ts';
import { HttpProblem } from '../http/problem.ts';
import type { HubAnswer, HubRequest } from '../http/router.ts';
import type { Days } from './days.ts';
import { sumOf, type DayTime, type TimeByName } from './days.ts';
import { totalOf } from './total.ts';
import { ownValue } from '../../core/base/ownValue.ts';

/** Answers WakaTime's clients from Daymark's own figures. */
export class WakaTimeAnswers {
  readonly #days: Days;
  readonly #clock: Clock;

  constructor(days: Days, clock: Clock) {
    this.#days = days;
    this.#clock = clock;
  }

  /** The status bar of an editor. */
  async today(request: HubRequest): Promise<HubAnswer> {
    const [today] = await this.#days.last(1, request);
    const cachedAt = new Date(this.#clock.now()).toISOString();
    return ok({ cached_at: cachedAt, has_team_features: false, data: summaryOf(today as DayTime, true) });
  }

  /** @throws HttpProblem 400 for days that aren't any, or lie too far back */
  async summaries(request: HubRequest): Promise<HubAnswer> {
    const { from, to } = await this.#askedDays(request);
    const days = (await this.#since(from, request)).filter(({ day }) => day >= from && day <= to);
    const data = days.map((day) => summaryOf(day, false));
    const total = days.reduce((sum, { ms }) => sum + ms, 0);
    const { digital, decimal, text, total_seconds: seconds } = totalOf(total);
    const average = totalOf(days.length > 0 ? total / days.length : 0);
    return ok({
      data,
      start: `${from}T00:00:00Z`,
      end: `${to}T23:59:59Z`,
      cumulative_total: { digital, decimal, text, seconds },
      daily_average: { text: average.text, seconds: average.total_seconds, days_including_holidays: days.length },
    });
  }

  /** @throws HttpProblem 404 for an unsupported range */
  async stats(request: HubRequest): Promise<HubAnswer> {
    const range = request.params['range'] ?? 'last_7_days';
    const count = ownValue(ranges, range);
    if (count === undefined) throw new HttpProblem(404, `Ask for one of ${Object.keys(ranges).join(', ')}.`);
    const days = await this.#days.last(count, request);
    const sum = sumOf(days);
    const { text, total_seconds: seconds } = totalOf(sum.ms);
    const average = totalOf(sum.ms / days.length);
    const data = {
      range,
      status: 'ok',
      is_up_to_date: true,
      percent_calculated: 100,
      start: `${days[0]?.day}T00:00:00Z`,
      end: `${days.at(-1)?.day}T23:59:59Z`,
      total_seconds: seconds,
      human_readable_total: text,
      daily_average: average.total_seconds,
      human_readable_daily_average: average.text,
      ...listsOf(sum),
    };
    return ok({ data });
  }

  /** @throws HttpProblem 400 without a date */
  async durations(request: HubRequest): Promise<HubAnswer> {
    const day = dayIn(request.query.get('date'), 'date');
    const names = request.token?.scopes.includes('names') ?? false;
    const blocks = await this.#days.blocks(day, names);
    const data = blocks.map(({ start, end, project }) => ({
      project: (names ? project : undefined) ?? null,
      time: start / 1000,
      duration: (end - start) / 1000,
    }));
    return ok({ data, start: `${day}T00:00:00Z`, end: `${day}T23:59:59Z`, timezone: 'UTC' });
  }

  async projects(request: HubRequest): Promise<HubAnswer> {
    const { projects } = sumOf(await this.#days.last(365, request));
    return ok({ data: projects.map(({ name }) => ({ id: name, name })) });
  }

  user({ token }: HubRequest): HubAnswer {
    const name = token?.name ?? 'Daymark';
    return ok({ data: { id: token?.id, display_name: name, full_name: name, username: name, timezone: 'UTC' } });
  }

  async #askedDays(request: HubRequest): Promise<{ readonly from: string; readonly to: string }> {
    const today = await this.#today(request);
    const range = request.query.get('range')?.toLowerCase().replaceAll(' ', '_');
    if (range === 'today') return { from: today, to: today };
    if (range === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
    const count = range === undefined ? undefined : ownValue(ranges, range);
    if (count !== undefined) return { from: addDays(today, 1 - count), to: today };
    return { from: dayIn(request.query.get('start'), 'start'), to: dayIn(request.query.get('end'), 'end') };
  }

  async #today(request: HubRequest): Promise<string> {
    return (await this.#days.last(1, request)).at(-1)?.day ?? '';
  }

  async #since(from: string, request: HubRequest): Promise<DayTime[]> {
    const today = await this.#today(request);
    const count = Math.round((Date.parse(today) - Date.parse(from)) / 86_400_000) + 1;
    return count < 1 ? [] : this.#days.last(count, request);
  }
}

const ranges: Readonly<Record<string, number>> = {
  last_7_days: 7,
  last_14_days: 14,
  last_30_days: 30,
  last_6_months: 183,
  last_year: 365,
};

function dayIn(text: string | null, name: string): string {
  const day = text?.slice(0, 10) ?? '';
  if (!isDay(day)) throw new HttpProblem(400, `Give ${name} as YYYY-MM-DD.`);
  return day;
}

/** Clients fail where one of the lists is missing. */
function listsOf({ ms, kinds, projects, languages }: Omit<DayTime, 'day'>) {
  const listed = (named: TimeByName) =>
    named.map(({ name, ms: part }) => ({ name, percent: ms > 0 ? (part / ms) * 100 : 0, ...totalOf(part) }));
  const categories = kinds.map(({ name, ms: part }) => ({ name: categoryOf(name), ms: part }));
  return {
    categories: listed(categories),
    projects: listed(projects),
    languages: listed(languages),
    editors: [],
    machines: [],
    operating_systems: [],
    dependencies: [],
    branches: [],
    entities: [],
  };
}

function summaryOf(day: DayTime, isToday: boolean) {
  const range = {
    date: day.day,
    start: `${day.day}T00:00:00Z`,
    end: `${day.day}T23:59:59Z`,
    text: isToday ? 'Today' : day.day,
    timezone: 'UTC',
  };
  return { grand_total: totalOf(day.ms), range, ...listsOf(day) };
}

function categoryOf(kind: string): string {
  const known: Readonly<Record<string, string>> = { testing: 'Running Tests', reviewing: 'Code Reviewing' };
  return known[kind] ?? kind.replace(/^./, (first) => first.toUpperCase());
}

function ok(body: unknown): HubAnswer {
  return { status: 200, body };
}
