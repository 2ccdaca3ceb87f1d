import { firstIndex } from '../core/base/firstIndex.ts';
import { minuteMs } from '../core/time/days.ts';
import type { Translate } from '../core/base/translate.ts';
import type { FeedItem } from '../core/views/views.ts';
import type { Context } from './context.ts';
import { kindLabel } from './labels.ts';
import type { Rows } from './rows.ts';
import type { Session } from './sessions.ts';
import { counted } from '../core/base/counted.ts';

/** A session shorter than this (ms) is shown only while it is fresh. */
const shortMs = minuteMs;
const freshMs = 5 * minuteMs;

/** Events of a session besides its time. */
interface SessionCounts {
  added: number;
  removed: number;
  errors: number;
  fixed: number;
}

/** Sessions of work as items of the feed. */
export function sessionItems(
  { rows, sessions, nameOf }: { rows: Rows; sessions: readonly Session[]; nameOf: (project: string) => string },
  { now, t }: Context,
): FeedItem[] {
  const shown = sessions.filter((session) => isShown(session, now));
  const happened = happenedIn(shown, rows);
  return shown.map((session, i) => {
    const { project, factId, kind, source, start, offset, durationMs } = session;
    const counts = happened[i] as SessionCounts;
    const name = project === undefined ? undefined : nameOf(project);
    const title = name === undefined ? kindLabel(kind, t) : t('{0} in {1}', kindLabel(kind, t), name);
    const detail = detailOf(session, counts, t);
    const optional = { ...(name !== undefined && { project: name }), ...(detail !== '' && { detail }) };
    return {
      id: `session:${factId}`,
      source,
      kind,
      title,
      start,
      offset,
      durationMs,
      errors: counts.errors,
      ...optional,
    };
  });
}

function isShown({ durationMs, end }: Session, now: number): boolean {
  return durationMs >= shortMs || now - end <= freshMs;
}

function detailOf({ files }: Session, { added, removed, fixed }: SessionCounts, t: Translate): string {
  const parts = [
    files > 0 ? counted(t, ['1 file', '{0} files'], [files]) : '',
    added + removed > 0 ? `+${added} −${removed}` : '',
    fixed > 0 ? counted(t, ['1 error fixed', '{0} errors fixed'], [fixed]) : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function happenedIn(sessions: readonly Session[], { spans, diagnostics }: Rows): SessionCounts[] {
  const happened = sessions.map((): SessionCounts => ({ added: 0, removed: 0, errors: 0, fixed: 0 }));
  const find = finderOf(sessions);
  const at = (project: string | undefined, instant: number) => happened[find(project, instant)];
  for (const { project, start, signals, edits } of spans) {
    const counts = signals > 0 ? at(project, start) : undefined;
    if (!counts) continue;
    for (const { added, removed } of Object.values(edits)) {
      counts.added += added;
      counts.removed += removed;
    }
  }
  for (const { project, severity, introduced, fixed } of diagnostics) {
    if (severity !== 'error') continue;
    const came = at(project, introduced);
    if (came) came.errors++;
    const went = fixed === undefined ? undefined : at(project, fixed);
    if (went) went.fixed++;
  }
  return happened;
}

/** Finds the session of a project that holds an instant: its index, or -1. */
function finderOf(sessions: readonly Session[]): (project: string | undefined, at: number) => number {
  const byProject = new Map<string | undefined, number[]>();
  for (const [i, { project }] of sessions.entries()) {
    const indices = byProject.get(project);
    if (indices) indices.push(i);
    else byProject.set(project, [i]);
  }
  return (project, at) => {
    const indices = byProject.get(project) ?? [];
    const next = firstIndex(indices.length, (i) => (sessions[indices[i] ?? -1]?.start ?? 0) > at);
    const found = indices[next - 1] ?? -1;
    return at <= (sessions[found]?.end ?? Number.NEGATIVE_INFINITY) ? found : -1;
  };
}
