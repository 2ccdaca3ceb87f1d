import { medianOf } from '../../../src/core/base/median.ts';
import { sql } from 'kysely';
import { counted } from '../../../src/core/base/counted.ts';
import { durationInWords } from '../../../src/core/base/format.ts';
import { translator } from '../../../src/core/base/translate.ts';
import type { Digest, DigestFact } from '../../../src/core/insights/digest.ts';
import type { PlanInputs } from '../../../src/core/insights/planInputs.ts';
import { addDays, type Day, weekdayOf } from '../../../src/core/time/days.ts';
import type { Database } from '../database/connect.ts';
import type { Owner } from '../sharing/applyBatch.ts';

/** English, like everything from the server. */
export const english = translator();

/** Days that are included. */
const days = { digest: 14, capacity: 56 } as const;
/** Weeks before this one that are needed to call one usual. */
const leastWeeks = 2;
/** The assumed length of a day whose weekday is unknown, in minutes. */
const usualMinutes = 240;
const named = 8;

interface Part {
  readonly name: string;
  readonly seconds: number;
  readonly days: number;
}

/** Data that a person shared up to a day. */
export interface SharedPast {
  /** The day in question, which may have just begun. */
  readonly day: Day;
  /** The days with time in the eight weeks before `day`, oldest first. */
  readonly totals: readonly { readonly day: Day; readonly seconds: number }[];
  /** In the two weeks before `day`, most time first. */
  readonly languages: readonly Part[];
  readonly projects: readonly Part[];
  /** Project with most of the last day's time, if that was shared. */
  readonly lastProject: string | undefined;
}

export async function readPast(db: Database, { organizationId, userId }: Owner, day: Day): Promise<SharedPast> {
  const from = addDays(day, -days.capacity);
  const totals = await db
    .selectFrom('daily_totals')
    .select(['day', 'seconds'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('day', '>=', from)
    .where('day', '<', day)
    .where('seconds', '>', 0)
    .orderBy('day')
    .execute();
  const partsBy = async (column: 'language' | 'project', since: Day): Promise<Part[]> => {
    const { rows } = await sql<Part>`
      select ${sql.ref(column)} as name, sum(seconds) as seconds, count(distinct day) as days from activities
      where organization_id = ${organizationId} and user_id = ${userId} and day >= ${since} and day < ${day}
        and ${sql.ref(column)} is not null and ${sql.ref(column)} not in ('(none)', '(other)')
      group by 1 order by 2 desc, 1 limit ${named}`.execute(db);
    return rows;
  };
  const last = totals.at(-1)?.day;
  const since = addDays(day, -days.digest);
  const [lastProject] = last === undefined ? [] : await partsBy('project', last);
  return {
    day,
    totals,
    languages: await partsBy('language', since),
    projects: await partsBy('project', since),
    lastProject: lastProject?.name,
  };
}

const inWords = (seconds: number): string => durationInWords(seconds * 1000, english);
const minutesOf = (seconds: number): number => Math.round(seconds / 60);

/** The facts that the built-in rules know, as far as sums of days tell them. */
export function digestOf({ day, totals, languages, projects }: SharedPast): Digest {
  const from = addDays(day, -days.digest);
  const recent = totals.filter((one) => one.day >= from);
  const all = recent.reduce((sum, { seconds }) => sum + seconds, 0);
  const facts = [
    ...(all > 0 ? [totalFact(all, recent.length)] : []),
    ...weekFacts(day, totals),
    ...projects.map((part) => partFact('project', part, all)),
    ...languages.map((part) => partFact('language', part, all)),
  ];
  return { from, to: addDays(day, -1), workdays: recent.length, facts };
}

function totalFact(seconds: number, count: number): DigestFact {
  const text = counted(english, ['{1} of work on 1 day', '{1} of work on {0} days'], [count, inWords(seconds)]);
  const values = { minutes: minutesOf(seconds), days: count };
  return { id: 'total', topic: 'total', weight: 90, names: {}, labels: {}, values, text };
}

/** The last seven days against the weeks before. */
function weekFacts(day: Day, totals: SharedPast['totals']): DigestFact[] {
  const weekBack = (back: number): number =>
    totals
      .filter((one) => one.day >= addDays(day, -7 * back - 7) && one.day < addDays(day, -7 * back))
      .reduce((sum, { seconds }) => sum + seconds, 0);
  const before = Array.from({ length: days.capacity / 7 - 1 }, (_one, i) => weekBack(i + 1)).filter((one) => one > 0);
  if (before.length < leastWeeks) return [];
  const usual = before.reduce((sum, one) => sum + one, 0) / before.length;
  const now = weekBack(0);
  const values = { minutes: minutesOf(now), usualMinutes: minutesOf(usual), ofUsualShare: now / usual };
  const share = Math.round((100 * now) / usual);
  const text = english('{0} in the last 7 days, {1} % of the {2} of a usual week', inWords(now), share, inWords(usual));
  return [{ id: 'week', topic: 'week', weight: 50, names: {}, labels: {}, values, text }];
}

function partFact(topic: 'project' | 'language', { name, seconds, days: count }: Part, all: number): DigestFact {
  const share = all === 0 ? 0 : seconds / all;
  const text = english(
    '{0}: {1} on {2} days, {3} % of the time',
    name,
    inWords(seconds),
    count,
    Math.round(100 * share),
  );
  const values = { minutes: minutesOf(seconds), days: count, share };
  const about =
    topic === 'project' ? { names: { project: name }, labels: {} } : { names: {}, labels: { language: name } };
  return { id: `${topic}:${name}`, topic, weight: 20 + 20 * share, ...about, values, text };
}

/** The built-in planner's input for a day. Fields that daily sums can't provide are empty. */
export function planInputsOf(past: SharedPast): PlanInputs {
  const { day, totals, languages, lastProject } = past;
  const digest = digestOf(past);
  const textOf = (id: string): string => digest.facts.find((fact) => fact.id === id)?.text ?? '';
  const last = totals.at(-1);
  const lastEvidence = last && { id: 'lastDay', text: english('{0}: {1} of work', last.day, inWords(last.seconds)) };
  return {
    day,
    ...capacityOf(past),
    unfinished: [],
    branches: [],
    brokenFiles: [],
    failingRuns: [],
    repeatedErrors: [],
    languages: languages.map(({ name, seconds }) => ({
      language: name,
      minutes: minutesOf(seconds),
      errors: 0,
      evidence: [{ id: `language:${name}`, text: textOf(`language:${name}`) }],
    })),
    ...(last &&
      lastEvidence && {
        lastDay: {
          day: last.day,
          workedMinutes: minutesOf(last.seconds),
          longestFocusMinutes: 0,
          switches: 0,
          tasksPlanned: 0,
          tasksDone: 0,
          ...(lastProject !== undefined && { endedIn: { project: lastProject, file: lastProject } }),
          evidence: [lastEvidence],
        },
      }),
    measured: digest.facts.map(({ id, text }) => ({ id, text })),
  };
}

/** The median of the same weekday in the last eight weeks. */
function capacityOf({ day, totals }: SharedPast): Pick<PlanInputs, 'capacityMinutes' | 'capacityEvidence'> {
  const same = totals.filter((one) => weekdayOf(one.day) === weekdayOf(day)).map(({ seconds }) => seconds);
  if (same.length === 0) {
    const text = english('No such weekday is shared yet: {0} is assumed', inWords(usualMinutes * 60));
    return { capacityMinutes: usualMinutes, capacityEvidence: [{ id: 'capacity', text }] };
  }
  const median = medianOf(same);
  const text = english('{0} on a usual day like this one, from {1} of them', inWords(median), same.length);
  return { capacityMinutes: minutesOf(median), capacityEvidence: [{ id: 'capacity', text }] };
}
