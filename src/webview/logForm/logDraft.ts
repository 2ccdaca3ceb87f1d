import * as l10n from '@vscode/l10n';
import type { OffsetAt } from '../../core/time/zone.ts';
import type { ActivityKind } from '../../core/facts/activity.ts';
import type { ActivityInput } from '../../catalog/view.ts';
import type { FeedItem } from '../../core/views/views.ts';
import { parseDuration, type DurationUnit } from '../format/duration.ts';
import { fromWallTime, toWallTime } from '../format/wallTime.ts';
import { limits } from '../../core/base/limits.ts';
import { minuteMs } from '../../core/time/days.ts';
import { hasPassed } from '../../core/time/passed.ts';

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
  /** Meaning of `time`: when it ended, or when it began. */
  readonly anchor: 'ended' | 'started';
  /** The value of an `<input type="datetime-local">`; empty means now, until a time is chosen. */
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

/** Returns the draft for editing a logged activity. */
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

/** Clock and zone that typed times depend on. */
export interface LogClock {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly offsetAt: OffsetAt;
}

interface CheckedLog {
  /** Value to send; absent while there is an error. */
  readonly input?: ActivityInput;
  readonly problems: LogProblems;
}

/** @param clock by which `time` was typed */
export function checkLog(draft: LogDraft, clock: LogClock): CheckedLog {
  const title = draft.title.trim();
  const duration = parseDuration(draft.duration, draft.unit, limits.activityMinutes);
  const minutes = 'minutes' in duration ? duration.minutes : undefined;
  const errors = draft.errors.trim() === '' ? 0 : Number(draft.errors);
  const start = startOf(draft, clock, minutes ?? 0);
  const problems: LogProblems = {
    ...(!title && { title: l10n.t('Enter what you did.') }),
    ...(title.length > limits.titleLength && { title: l10n.t('At most {0} characters.', limits.titleLength) }),
    ...('problem' in duration && { duration: durationProblem(duration.problem) }),
    ...(!isCount(errors) && { errors: l10n.t('A whole number from 0 to {0}.', limits.errors) }),
    ...(draft.notes.length > limits.notesLength && { notes: l10n.t('At most {0} characters.', limits.notesLength) }),
    ...(start === undefined && { time: l10n.t('Enter a date and a time.') }),
    ...(start !== undefined &&
      !hasPassed(start + (minutes ?? 0) * minuteMs, clock.now) && { time: l10n.t('The end is in the future.') }),
  };
  if (minutes === undefined || start === undefined || Object.keys(problems).length > 0) return { problems };
  const { id, kind, notes } = draft;
  return { input: { ...(id !== undefined && { id }), title, kind, start, minutes, errors, notes }, problems };
}

/** Returns the start of the activity; undefined while the time is incomplete. */
function startOf(draft: LogDraft, { now, offsetAt }: LogClock, minutes: number): number | undefined {
  const at = draft.time === '' ? now : fromWallTime(draft.time, offsetAt);
  if (at === undefined) return undefined;
  return draft.anchor === 'ended' ? at - minutes * minuteMs : at;
}

function isCount(errors: number): boolean {
  return Number.isInteger(errors) && errors >= 0 && errors <= limits.errors;
}

function durationProblem(problem: 'empty' | 'format' | 'negative' | 'zero' | 'long'): string {
  const texts = {
    empty: l10n.t('Enter how long it took.'),
    format: l10n.t('A duration such as 45, 1.5, 1h 30m or 1:30.'),
    negative: l10n.t('Enter a duration greater than zero.'),
    zero: l10n.t('Enter a duration greater than zero.'),
    long: l10n.t('At most {0} hours. Log each day separately.', limits.activityMinutes / 60),
  };
  return texts[problem];
}

/** A button that fills in what is logged most often. */
export interface LogPreset {
  readonly kind: ActivityKind;
  readonly minutes: number;
}

export const quickAdds: readonly LogPreset[] = [
  { kind: 'coding', minutes: 60 },
  { kind: 'debugging', minutes: 30 },
  { kind: 'learning', minutes: 30 },
  { kind: 'meeting', minutes: 30 },
];

/** The draft with a quick add in it; words and a duration that the user typed stay. */
export function withQuickAdd(
  draft: LogDraft,
  { kind, minutes }: LogPreset,
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
