import { dayOf, endOfDay } from '../../core/time/days.ts';
import type { TeamAction } from '../collaboration/collaboration.ts';
import type { Context } from '../context.ts';
import { shareGone } from './judgedDay.ts';
import type { JudgedDay, ComponentValue } from './judgedDay.ts';

type DayStart = Context['rules']['dayStartsAt'];

/**
 * Collaboration: pull requests and issues that the person moved on that day (reviewed, commented on, opened, merged, closed), each once,
 * and one more, against those, the reviews that waited for them since before the day began times the share of the day that has gone, and
 * one more. Null where GitHub was not read that day, and where nothing was moved and nothing is due.
 */
export function judgeCollaboration(day: JudgedDay, dayStartsAt: DayStart): ComponentValue {
  const moved = movedIn(day, dayStartsAt);
  const { waiting, due } = waitingIn(day, dayStartsAt);
  const things = new Set(moved.map(({ about }) => about)).size;
  const hasData = day.isEnough && isKnown(day) && (things > 0 || due > 0);
  const countOf = (kind: TeamAction['kind']): number =>
    new Set(moved.filter((deed) => deed.kind === kind).map(({ about }) => about)).size;
  return {
    value: hasData ? (things + 1) / (things + due + 1) : null,
    facts: { reviews: countOf('review'), comments: countOf('comment'), pulls: countOf('pull'), waiting },
  };
}

function movedIn({ day, until, rows: { collaboration } }: JudgedDay, dayStartsAt: DayStart): TeamAction[] {
  const deeds = collaboration?.deeds ?? [];
  return deeds.filter(({ at, offset }) => at <= until && dayOf(at, offset, dayStartsAt) === day);
}

interface WaitingReviews {
  /** Requested before the day began, and not answered by the end of the judged time. */
  readonly waiting: number;
  /** Number of these that could be expected to be answered by then. */
  readonly due: number;
}

/** If the last sync is some hours old, the day is judged as of then. */
function waitingIn(
  { work, until, now, gone, goalMs, rows: { collaboration } }: JudgedDay,
  dayStartsAt: DayStart,
): WaitingReviews {
  const [first] = work;
  if (!first || !collaboration) return { waiting: 0, due: 0 };
  const { waits, known } = collaboration;
  const end = Math.min(until, now, endOfDay(first.start, first.offset, dayStartsAt));
  const seen = Math.min(end, known.to);
  const waiting = waits.filter(({ from, to }) => from < first.start && to > seen).length;
  return { waiting, due: waiting * (seen < end ? Math.min(gone, shareGone([first], seen, goalMs)) : gone) };
}

function isKnown({ work: [first], rows: { collaboration } }: JudgedDay): boolean {
  if (!first || !collaboration) return false;
  return collaboration.known.from <= first.start && collaboration.known.to >= first.start;
}
