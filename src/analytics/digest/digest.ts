import { compareText } from '../../core/base/compareText.ts';
import { addDays, dayMs, minuteMs } from '../../core/time/days.ts';
import { presentDay } from '../../core/time/presentDay.ts';
import type { Day } from '../../core/time/days.ts';
import type { Digest, DigestFact } from '../../core/insights/digest.ts';
import type { ActivityReader } from '../../core/facts/reader.ts';
import type { Context } from '../context.ts';
import { projectNames } from '../labels.ts';
import { readHistory } from '../plan/history.ts';
import type { PlanHistory } from '../plan/history.ts';
import { durationOf } from '../segment.ts';
import { branchFacts } from './branchFacts.ts';
import type { DigestInput, DigestPart } from './digestFact.ts';
import { errorFacts } from './errorFacts.ts';
import { fileFacts } from './fileFacts.ts';
import { focusFacts } from './focusFacts.ts';
import { githubFacts } from './githubFacts.ts';
import { planFacts } from './planFacts.ts';
import { reviewFacts } from './reviewFacts.ts';
import { runFacts } from './runFacts.ts';
import { timeFacts } from './timeFacts.ts';
import { weekFacts } from './weekFacts.ts';

/** The default number of days in a digest. */
export const digestDays = 14;
/** A day with less work (ms) is not one on which someone worked. */
const leastMs = 10 * minuteMs;

const parts: readonly DigestPart[] = [timeFacts, focusFacts, errorFacts, fileFacts, branchFacts, planFacts, weekFacts];

/**
 * Returns measurements of the last days up to `context.now`, as facts with ids, most relevant first. Pure, local, and deterministic.
 * @param count days, today included
 */
export function readDigest(reader: ActivityReader, count: number, context: Context): Digest {
  const today = presentDay(context);
  const history = readHistory(reader, addDays(today, 1), context);
  const measured = measure(history, addDays(today, 1 - count), context);
  const elsewhere = [
    ...runFacts(reader, measured),
    ...reviewFacts(reader, measured),
    ...githubFacts(reader, measured, context.now - count * dayMs),
  ];
  const facts = [...parts.flatMap((part) => part(measured)), ...elsewhere];
  return { from: addDays(today, 1 - count), to: today, workdays: measured.days.length, facts: facts.sort(byWeight) };
}

function measure(history: PlanHistory, from: Day, context: Context): DigestInput {
  const days = [...history.byDay]
    .filter(([day, segments]) => day >= from && day <= history.today && durationOf(segments) >= leastMs)
    .sort(([a], [b]) => compareText(a, b));
  const { spans, runs, activities } = history.rows;
  const projects = [...spans, ...runs, ...activities].flatMap(({ project }) => project ?? []);
  const first = days[0]?.[1][0]?.start ?? context.now;
  const last = days.at(-1)?.[1].at(-1)?.end ?? context.now;
  // Problems and runs of the first morning may begin before the first segment of it.
  const nameOf = projectNames(projects);
  return { history, context, days, from: first - 60 * minuteMs, to: Math.max(last, context.now), nameOf };
}

function byWeight(a: DigestFact, b: DigestFact): number {
  return b.weight - a.weight || compareText(a.id, b.id);
}
