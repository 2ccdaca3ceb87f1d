import type { OffsetAt } from '../../core/time/zone.ts';
import type { ActivityKind } from '../../core/facts/activity.ts';
import type { ActivityInput } from '../../catalog/view.ts';
import type { LogStrings } from '../../core/views/logStrings.ts';
import type { FeedItem } from '../../core/views/views.ts';
import { parseDuration, type DurationUnit } from '../format/duration.ts';
import { fill } from '../format/text.ts';
import { fromWallTime, toWallTime } from '../format/wallTime.ts';
import { limits } from '../../core/base/limits.ts';

const minuteMs = 60_000;

/** An activity as it is being typed; every field as its control holds it. */
export interface LogDraft {
  /** Set when an activity logged before is edited. */
  readonly id?: string;
  readonly title: string;
  readonly kind: ActivityKind;
  readonly duration: string;
  readonly unit: DurationUnit;
  readonly errors: string;
  readonly notes: string;
  /** Whether `time` is when it ended or when it began. */
  readonly anchor: 'ended' | 'started';
  /** As an `<input type="datetime-local">` holds it; empty means now, as long as nobody has chosen. */
  readonly time: string;
}

export type LogField = 'title' | 'duration' | 'errors' | 'notes' | 'time';
export type LogProblems = { readonly [F in LogField]?: string };

export const emptyLog: LogDraft = {
  title: '',
  kind: 'coding',
  duration: '',
  unit: 'minutes',
  errors: '0',
  notes: '',
  anchor: 'ended',
  time: '',
};

/** The draft with which an item that was logged by hand is edited. */
export function draftOf(item: FeedItem, offsetAt: OffsetAt): LogDraft {
  return {
    id: item.id,
    title: item.title,
    kind: item.kind,
    duration: String(item.manual?.minutes ?? Math.round((item.durationMs ?? 0) / minuteMs)),
    unit: 'minutes',
    errors: String(item.errors),
    notes: item.manual?.notes ?? '',
    anchor: 'started',
    time: toWallTime(item.start, offsetAt(item.start)),
  };
}

/** What times are typed by. */
export interface LogClock {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly offsetAt: OffsetAt;
}

interface CheckedLog {
  /** What to send; absent while something is wrong. */
  readonly input?: ActivityInput;
  readonly problems: LogProblems;
}

/**
 * @param clock by which `time` was typed
 */
export function checkLog(draft: LogDraft, clock: LogClock, t: LogStrings): CheckedLog {
  const title = draft.title.trim();
  const duration = parseDuration(draft.duration, draft.unit, limits.activityMinutes);
  const minutes = 'minutes' in duration ? duration.minutes : undefined;
  const errors = draft.errors.trim() === '' ? 0 : Number(draft.errors);
  const start = startOf(draft, clock, minutes ?? 0);
  const problems: LogProblems = {
    ...(!title && { title: t.taskEmpty }),
    ...(title.length > limits.titleLength && { title: fill(t.tooLong, limits.titleLength) }),
    ...('problem' in duration && { duration: durationProblem(duration.problem, t) }),
    ...(!isCount(errors) && { errors: fill(t.errorsInvalid, limits.errors) }),
    ...(draft.notes.length > limits.notesLength && { notes: fill(t.tooLong, limits.notesLength) }),
    ...(start === undefined && { time: t.timeEmpty }),
    ...(start !== undefined && start + (minutes ?? 0) * minuteMs > clock.now + minuteMs && { time: t.timeFuture }),
  };
  if (minutes === undefined || start === undefined || Object.keys(problems).length > 0) return { problems };
  const { id, kind, notes } = draft;
  return { input: { ...(id !== undefined && { id }), title, kind, start, minutes, errors, notes }, problems };
}

/** When the activity began, or undefined while the time is incomplete. */
function startOf(draft: LogDraft, { now, offsetAt }: LogClock, minutes: number): number | undefined {
  const at = draft.time === '' ? now : fromWallTime(draft.time, offsetAt);
  if (at === undefined) return undefined;
  return draft.anchor === 'ended' ? at - minutes * minuteMs : at;
}

function isCount(errors: number): boolean {
  return Number.isInteger(errors) && errors >= 0 && errors <= limits.errors;
}

function durationProblem(problem: 'empty' | 'format' | 'negative' | 'zero' | 'long', t: LogStrings): string {
  const texts = {
    empty: t.durationEmpty,
    format: t.durationFormat,
    negative: t.durationNegative,
    zero: t.durationZero,
    long: fill(t.durationLong, limits.activityMinutes / 60),
  };
  return texts[problem];
}

/** One press that fills in what is most often logged. */
export interface QuickAdd {
  readonly kind: ActivityKind;
  readonly minutes: number;
}

export const quickAdds: readonly QuickAdd[] = [
  { kind: 'coding', minutes: 60 },
  { kind: 'debugging', minutes: 30 },
  { kind: 'learning', minutes: 30 },
  { kind: 'meeting', minutes: 30 },
];

/** The draft with a quick add in it; words and a duration that the user typed stay. */
export function withQuickAdd(
  draft: LogDraft,
  { kind, minutes }: QuickAdd,
  names: Readonly<Record<ActivityKind, string>>,
): LogDraft {
  const named = Object.values(names).includes(draft.title.trim());
  const quick = quickAdds.some((add) => draft.unit === 'minutes' && draft.duration === String(add.minutes));
  const keepsDuration = draft.duration.trim() !== '' && !quick;
  return {
    ...draft,
    kind,
    title: draft.title.trim() === '' || named ? names[kind] : draft.title,
    ...(!keepsDuration && { duration: String(minutes), unit: 'minutes' }),
  };
}
