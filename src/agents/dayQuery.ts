import * as z from 'zod';
import { query } from '../core/operations/operation.ts';
import type { Reading } from '../core/operations/reading.ts';
import { dayOf, rangeAround, type Day } from '../core/time/days.ts';
import { unitTexts } from '../core/views/unitTexts.ts';
import { daySchema } from '../core/views/views.ts';
import type { Interval } from '../core/time/intervals.ts';
import { lengthOf } from '../core/time/intervals.ts';
import { clocksOf, presenceOf, type PlacedStretch } from './clocks.ts';
import { countFailures } from './failures.ts';
import { correctedCategories } from './categorize.ts';
import { categoryReasons, sessionCategories, type SessionCategory } from './sessionCategory.ts';
import type { AgentSession } from './sessionRecords.ts';
import { decisionsOf, decisionView } from './decisions/decisions.ts';
import { toolNames } from './tools.ts';
import { allSessionsIn } from './telemetry/reportedSessions.ts';
import { agentTimeView, agentTotals, failureView, totalOf, type AgentBasis } from './usageQuery.ts';

const instant = z.number().describe(unitTexts.instant);
/** Result of `presenceOf`, as operations tell it. */
export const presenceView = {
  presentMs: z.number().describe('A human was at work, on anything, while the agent worked, ms.'),
  supervisedMs: z.number().describe("A human worked in the agent's project while it worked, ms."),
};
const sessionView = z.object({
  id: z.string(),
  tool: z.string().describe('The name of the tool.'),
  project: z.string().describe('Empty where it is not known.'),
  /** Stretches in which the agent worked on this day, sorted. */
  work: z.array(z.object({ start: instant, end: instant })),
  workMs: z.number().describe(unitTexts.duration),
  ...presenceView,
  failures: failureView,
  totals: agentTotals,
  category: z.enum(sessionCategories).optional().describe('What it was for; absent where no rule fits.'),
  categoryBy: z.enum(categoryReasons).optional().describe('What decided that.'),
});

const dayView = z.object({
  day: z.string(),
  /** The latest first. */
  sessions: z.array(sessionView),
  totals: agentTotals,
  time: agentTimeView,
  /** Decisions of this day, the newest first. */
  decisions: z.array(decisionView),
});
type DayOfAgents = z.output<typeof dayView>;

/** Makes the query for the sessions of AI tools on one day. */
export function agentDayQuery(basis: AgentBasis) {
  return query('agents.day', {
    title: 'AI sessions of a day',
    description:
      'Sessions of AI coding tools on one day: when each agent worked, its tokens and cost at list prices, how agent time overlaps with human time, and the decisions that were noted. There are no sessions unless the user turned on daymark.agents.record.',
    access: 'read',
    transports: ['view', 'http', 'mcp', 'cli'],
    params: z.object({ day: daySchema }),
    result: dayView,
    run: (read, { day }) => dayOfAgents(read, day, basis),
  });
}

function dayOfAgents(read: Reading, day: Day, basis: AgentBasis): DayOfAgents {
  const found = allSessionsIn(read, rangeAround(day, day))
    .map(({ id, session }) => ({ id, session, part: partOf(session, day, read.rules.dayStartsAt) }))
    .filter(({ part }) => part.usage.length + part.work.length > 0);
  const nameOf = basis.projectNames(found.flatMap(({ session: { project } }) => project ?? []));
  const corrected = correctedCategories(
    read,
    found.map(({ id }) => id),
  );
  const worked = found.flatMap(({ session: { project }, part }) =>
    part.work.map((one): PlacedStretch => ({ ...one, project })),
  );
  // The human's day isn't read if no agent worked.
  const human = worked.length > 0 ? basis.humanTime(read, day, day) : [];
  const sessions = found.map(({ id, session, session: { tool, project }, part }) => ({
    id,
    ...categoryFor(session, corrected.get(id)),
    tool: toolNames[tool],
    project: project === undefined ? '' : nameOf(project),
    work: part.work,
    workMs: lengthOf(part.work),
    ...presenceOf(
      part.work.map((one) => ({ ...one, project })),
      human,
    ),
    failures: countFailures(part.failures),
    totals: totalOf(part.usage),
    last: Math.max(...part.work.map(({ end }) => end), ...part.usage.map(({ at }) => at)),
  }));
  return {
    day,
    sessions: sessions.toSorted((a, b) => b.last - a.last).map(({ last: _last, ...session }) => session),
    totals: totalOf(sessions.map(({ totals }) => totals)),
    time: clocksOf(
      worked,
      human,
      found.flatMap(({ part }) => part.waits),
    ),
    decisions: decisionsOf(read, day),
  };
}

/** Chooses the category: the user's answer comes before the result of rules. */
export function categoryFor(
  { category, categoryBy }: AgentSession,
  corrected: SessionCategory | undefined,
): Pick<z.output<typeof sessionView>, 'category' | 'categoryBy'> {
  if (corrected !== undefined) return { category: corrected, categoryBy: 'you' };
  return category === undefined ? {} : { category, ...(categoryBy !== undefined && { categoryBy }) };
}

interface DayPart {
  readonly usage: AgentSession['usage'];
  readonly work: Interval[];
  readonly waits: Interval[];
  readonly failures: NonNullable<AgentSession['failures']>;
}

/** Returns the part of a session that began on a day. */
function partOf(
  { offset, usage, work, waits = [], failures = [] }: AgentSession,
  day: Day,
  dayStartsAt: number,
): DayPart {
  const isIn = (at: number): boolean => dayOf(at, offset, dayStartsAt) === day;
  const stretches = (tuples: readonly [number, number][]): Interval[] =>
    tuples.filter(([start]) => isIn(start)).map(([start, end]) => ({ start, end }));
  return {
    usage: usage.filter(({ at }) => isIn(at)),
    work: stretches(work),
    waits: stretches(waits),
    failures: failures.filter(([at]) => isIn(at)),
  };
}
