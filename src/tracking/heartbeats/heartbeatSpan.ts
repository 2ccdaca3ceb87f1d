import type { ActivityKind, Provenance } from '../../core/facts/activity.ts';
import type { EditCounts, Place, SpanFact } from '../../core/facts/facts.ts';
import type { SignalPlace } from '../../core/facts/signal.ts';
import { kindOfCategory, wordsOfCategory } from '../../core/facts/wakaTimeCategories.ts';
import { hostOfPage, isMaskedName } from '../../core/facts/wakaTimeNames.ts';
import { decideKind } from '../kinds.ts';
import { hiddenFile, type Verdict } from '../privacyFilter.ts';
import type { Heartbeat } from './heartbeat.ts';
import { heartbeatId } from './heartbeatId.ts';
import { isLocalHost } from '../../core/categories/localHost.ts';
import { languageIdOf } from './languages.ts';

export interface HeartbeatContext {
  /** Minutes east of UTC where the heartbeat was sent, at its time. */
  readonly offset: number;
  /** Decides if a place may be recorded. */
  readonly judge: (where: SignalPlace) => Verdict;
}

/** Reason why a heartbeat creates no span. */
export type IgnoreReason = 'excluded' | 'browsing';

/**
 * The span of one heartbeat: an instant, as a single signal is. Time comes of it when it is read, by the same rules as for signals
 * (docs/time.md), so no heartbeat depends on another: any order, delay, or repetition gives the same spans.
 *
 * The category `ai coding` means that a tool worked, not that a person was there: such a span counts lines and no human time.
 */
export function spanOfHeartbeat(beat: Heartbeat, { offset, judge }: HeartbeatContext): SpanFact | IgnoreReason {
  if (isBrowsing(beat)) return 'browsing';
  const found = placeOfHeartbeat(beat);
  const verdict = judge(found);
  if (verdict === 'excluded') return 'excluded';
  const place = verdict === 'nameless' && found.file !== undefined ? { ...found, file: hiddenFile } : found;
  const isOfTool = wordsOfCategory(beat.category) === 'ai coding';
  const span = {
    type: 'span',
    start: beat.at,
    end: beat.at,
    offset,
    kind: kindOf(beat, found),
    source: 'hub',
    signals: isOfTool ? 0 : 1,
    saves: beat.isWrite ? 1 : 0,
    edits: editsOf(beat),
    scheme: beat.app,
    ...place,
  } as const;
  return { ...span, id: heartbeatId(beat, span) };
}

/** Returns the place of a heartbeat: a path relative to its project's root, if the client reports that. */
export function placeOfHeartbeat(beat: Heartbeat): Place {
  const { entity, type, branch, language } = beat;
  const root = type === 'file' ? rootOf(beat) : undefined;
  const isInside = root !== undefined && slashes(entity).startsWith(`${slashes(root)}/`);
  const project = root ?? real(beat.project);
  const file = isInside ? slashes(entity).slice(root.length + 1) : hostOrName(beat);
  const isPlaceholder = isMaskedName(branch) || isMaskedName(language);
  return {
    ...(project !== undefined && { project }),
    file,
    ...(language !== undefined && !isPlaceholder && { language: languageIdOf(language) }),
    ...(branch !== undefined && !isPlaceholder && { branch }),
  };
}

/** Returns the folder at the depth of `rootSlashes`; undefined if the path isn't that deep. */
function rootOf({ entity, rootSlashes }: Heartbeat): string | undefined {
  if (rootSlashes === undefined || rootSlashes < 1) return undefined;
  const parts = slashes(entity).split('/');
  if (parts.length <= rootSlashes) return undefined;
  const root = parts.slice(0, rootSlashes).join('/');
  return root === '' ? undefined : entity.slice(0, root.length);
}

function hostOrName({ entity, type }: Heartbeat): string {
  return type === 'url' || type === 'domain' ? hostOfPage(entity) : entity;
}

function real(name: string | undefined): string | undefined {
  return name === '' || isMaskedName(name) ? undefined : name;
}

function kindOf({ category, type }: Heartbeat, place: Place): ActivityKind {
  const kind = kindOfCategory(category);
  // Pages that reach this are of one's own server.
  if (kind === 'browsing') return 'coding';
  if (kind !== 'coding' || type !== 'file') return kind;
  const signal = { type: 'edit', debugging: false, sinceEditMs: 0, terminal: false, run: undefined } as const;
  return decideKind({ ...signal, where: place }).kind;
}

const workOnPages: ReadonlySet<string> = new Set(['', 'browsing']);

/** Pages don't show whether someone works, unless they are on one's own server, or the client says what they are for. */
function isBrowsing({ type, entity, category }: Heartbeat): boolean {
  const words = wordsOfCategory(category);
  if (type !== 'url' && type !== 'domain') return words === 'browsing';
  return workOnPages.has(words) && !isLocalHost(hostOfPage(entity));
}

function editsOf({ humanLines, aiLines }: Heartbeat): Partial<Record<Provenance, EditCounts>> {
  const counts = (lines: number): EditCounts => ({ edits: 1, added: Math.max(0, lines), removed: Math.max(0, -lines) });
  return {
    ...(humanLines !== 0 && { unknown: counts(humanLines) }),
    ...(aiLines !== 0 && { outside: counts(aiLines) }),
  };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
