import type { SpanFact } from '../../core/facts/facts.ts';
import type { Visit } from '../../core/views/companion.ts';
import { hiddenFile } from '../privacyFilter.ts';
import { hubFactId } from './heartbeatId.ts';
import type { HeartbeatContext } from './heartbeatSpan.ts';
import { isLocalHost } from '../../core/categories/localHost.ts';

/**
 * The span of a visit that the browser companion saw. It has the scheme and the place of a page that ActivityWatch's watcher sees, so that the
 * same rules apply to both. Its id comes from the visit alone: any order, delay, or repetition gives the same span, and the longest wins.
 * @param install the installation of the companion
 */
export function visitSpan(visit: Visit, install: string, { offset, judge }: HeartbeatContext): SpanFact | 'excluded' {
  const { id, start, end, host, path = '', kind } = visit;
  const rule = ruleOf(visit);
  const file = path === '/' ? host : `${host}${path}`;
  // A rule for a site applies to its pages.
  const verdicts = [judge({ file: host }), judge({ file })];
  if (verdicts.includes('excluded')) return 'excluded';
  return {
    type: 'span',
    id: hubFactId({ at: start, app: 'companion', machine: install }, id),
    start,
    end,
    offset,
    kind: isLocalHost(host) && kind === 'browsing' ? 'coding' : kind,
    source: 'hub',
    signals: 1,
    saves: 0,
    edits: {},
    scheme: 'web',
    ...(rule && { rule }),
    file: verdicts.includes('nameless') ? hiddenFile : file,
  };
}

function ruleOf({ isChosen, isUnclear, isPastime }: Visit): SpanFact['rule'] {
  if (isChosen) return 'site-choice';
  return isPastime ? 'pastime-video' : isUnclear ? 'unclear-video' : undefined;
}
