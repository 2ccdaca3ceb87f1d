import type { ActivityKind } from '../../core/facts/activity.ts';
import type { SpanFact } from '../../core/facts/facts.ts';
import { hiddenFile } from '../privacyFilter.ts';
import { isObservedByDaymark, isScreenLock, kindOfApplication } from './applications.ts';
import type { HeartbeatContext } from './heartbeatSpan.ts';
import { heartbeatId } from './heartbeatId.ts';
import { isLocalHost } from '../../core/categories/localHost.ts';

/** The schemes of time that watchers of windows and of browsers saw. */
const watcherSchemes = ['app', 'web'] as const;

/** A stretch in which someone was at the machine and an application, or a page in it, was in front. */
export interface WatchedTime {
  readonly scheme: (typeof watcherSchemes)[number];
  /** Milliseconds since the epoch. The end may grow later. */
  readonly start: number;
  readonly end: number;
  /** Name of the machine. */
  readonly machine: string;
  /** The application as its watcher names it, or the address of the page. */
  readonly name: string;
}

/** In characters (RFC 1035). */
const longestHost = 253;

/** Reason why a stretch creates no span. */
export type NotWatched = 'excluded' | 'observed' | 'screen-lock' | 'no-page';

/**
 * The span of a stretch. A growing stretch gets the same id each time, so the longest wins. Of a page only its host is kept, of a window
 * only its application. VS Code is left out, since Daymark observes it itself.
 */
export function watchedSpan(stretch: WatchedTime, { offset, judge }: HeartbeatContext): SpanFact | NotWatched {
  const found = stretch.scheme === 'app' ? applicationOf(stretch.name) : pageOf(stretch.name);
  if (typeof found === 'string') return found;
  const verdict = judge({ file: found.file });
  if (verdict === 'excluded') return 'excluded';
  const { scheme, start, end, machine } = stretch;
  const span = {
    type: 'span',
    start,
    end,
    offset,
    kind: found.kind,
    source: 'hub',
    signals: 1,
    saves: 0,
    edits: {},
    scheme,
    file: verdict === 'nameless' ? hiddenFile : found.file,
  } as const;
  // If an application and a page begin at the same time, the page's greater id makes it own the time.
  const beat = { at: start, app: `aw-${scheme}`, machine, entity: found.file } as const;
  return { ...span, id: heartbeatId(beat, span) };
}

type WatchedContent = { readonly kind: ActivityKind; readonly file: string } | NotWatched;

function applicationOf(name: string): WatchedContent {
  if (isScreenLock(name)) return 'screen-lock';
  if (isObservedByDaymark(name)) return 'observed';
  return { kind: kindOfApplication(name), file: name.replace(/\.exe$/i, '').slice(0, 200) };
}

function pageOf(address: string): WatchedContent {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return 'no-page';
  const host = url.hostname.replace(/^www\./, '');
  if (host.length > longestHost) return 'no-page';
  return { kind: isLocalHost(host) ? 'coding' : 'browsing', file: host };
}
