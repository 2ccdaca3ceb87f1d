import { compareText } from '../core/base/compareText.ts';
import type { TimeRules } from '../core/rules/rules.ts';
import type { Candidate } from './segment.ts';
import { heartbeatGapMs } from './timelinePauses.ts';

/**
 * Gives the time in the window of a terminal or another editor to what its plugin reports: heartbeats are instants, and without this a watcher of
 * windows would own all time between them, with no project. Adds a stretch for each gap between two heartbeats of one project, up to the thinking
 * limit, in which such a window was in front. Whatever else came to the front in between began later, and so owns its time.
 * @returns the candidates with these stretches
 */
export function withEditorWindows(candidates: readonly Candidate[], rules: TimeRules): readonly Candidate[] {
  const longestMs = Math.max(heartbeatGapMs, rules.thinkingLimitMs ?? 0);
  const windows = candidates.filter(isEditorWindow).sort(byStart);
  if (windows.length === 0) return candidates;
  const beats = candidates.filter(isHeartbeat).sort(byStart);
  const stretches: Candidate[] = [];
  let first = 0;
  beats.forEach((beat, i) => {
    const next = beats[i + 1];
    const end = next?.start ?? beat.end;
    if (end <= beat.end || end - beat.end > longestMs || next?.project !== beat.project) return;
    while ((windows[first]?.end ?? Number.POSITIVE_INFINITY) <= beat.end) first++;
    if ((windows[first]?.start ?? end) < end) stretches.push({ ...beat, start: beat.end, end, basis: 'gap' });
  });
  return stretches.length === 0 ? candidates : [...candidates, ...stretches];
}

/** A window in which somebody writes code, as its watcher sees it. */
function isEditorWindow({ source, scheme, kind }: Candidate): boolean {
  return source === 'hub' && scheme === 'app' && (kind === 'terminal' || kind === 'coding');
}

function isHeartbeat({ source, scheme }: Candidate): boolean {
  return source === 'hub' && scheme !== 'app' && scheme !== 'web';
}

function byStart(a: Candidate, b: Candidate): number {
  return a.start - b.start || a.end - b.end || compareText(a.factId, b.factId);
}
