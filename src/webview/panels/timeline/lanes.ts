import type { DayBlock, DayMark, DayRun, DayView } from '../../../core/views/historyViews.ts';
import type { BlockView, CalendarEventView } from '../../../catalog/view.ts';
import type { FeedItem } from '../../../core/views/views.ts';

export type LaneId = 'work' | 'meetings' | 'plan' | AgentLane | 'runs' | 'commits' | 'github';
/** Parallel agents have separate lanes; those beyond three share the last. */
type AgentLane = (typeof agentLanes)[number];
const agentLanes = ['agents', 'agents2', 'agents3'] as const;

/** A session of an AI tool. */
export interface LaneAgent {
  readonly tool: string;
  readonly project: string;
  /** Stretches in which the agent worked, sorted. */
  readonly work: readonly { readonly start: number; readonly end: number }[];
}

/** An item on a lane: a stretch, or an instant, where `start` equals `end`. */
export interface LaneItem {
  readonly lane: LaneId;
  readonly start: number;
  readonly end: number;
  /** Name of a tone in tones.css. */
  readonly tone: string;
  readonly block?: DayBlock;
  readonly run?: DayRun;
  readonly mark?: DayMark;
  readonly agent?: LaneAgent;
  readonly event?: CalendarEventView;
  readonly planned?: BlockView;
}

export interface Lane {
  readonly id: LaneId;
  /** Sorted by start. */
  readonly items: readonly LaneItem[];
}

const order: readonly LaneId[] = ['work', 'meetings', 'plan', ...agentLanes, 'runs', 'commits', 'github'];

/**
 * The lanes that a day will have besides its blocks, by what the feed holds of it: their room is there before they are read.
 * @param from when the day began
 */
export function lanesAhead(items: readonly FeedItem[], from: number): ReadonlySet<LaneId> {
  const ahead = items
    .filter(({ start }) => start >= from)
    .map(({ id, source, outcome }): LaneId | undefined => {
      if (/^(?:github:)?commit:/.test(id)) return 'commits';
      if (source === 'github') return 'github';
      return outcome && 'runs';
    });
  return new Set(ahead.filter((lane) => lane !== undefined));
}

/**
 * Returns a day on lanes. Empty ones are omitted, except for work and those that are kept.
 * @param now the end of what is still running
 */
export function lanesOf(
  {
    timeline,
    runs,
    marks,
    agents = [],
    events = [],
    blocks = [],
  }: Pick<DayView, 'timeline' | 'runs' | 'marks'> & {
    readonly agents?: readonly LaneAgent[];
    readonly events?: readonly CalendarEventView[];
    readonly blocks?: readonly BlockView[];
  },
  now: number,
  kept: ReadonlySet<LaneId> = new Set(),
): Lane[] {
  const items: LaneItem[] = [
    ...timeline.map((block): LaneItem => {
      const { start, end, kind } = block;
      return { lane: kind === 'meeting' ? 'meetings' : 'work', start, end, tone: kind, block };
    }),
    ...eventItems(events),
    ...blocks.map((planned): LaneItem => ({
      lane: 'plan',
      start: planned.start,
      end: planned.end,
      tone: 'planned',
      planned,
    })),
    ...agentItems(agents),
    ...runs.map((run): LaneItem => {
      const { start, end, outcome } = run;
      return { lane: 'runs', start, end: Math.max(start, end ?? now), tone: outcome, run };
    }),
    ...marks.map((mark): LaneItem => {
      const { at, type } = mark;
      return {
        lane: type === 'commit' ? 'commits' : 'github',
        start: at,
        end: at,
        tone: type === 'commit' ? 'commit' : 'event',
        mark,
      };
    }),
  ];
  return order
    .map((id) => ({ id, items: items.filter(({ lane }) => lane === id).sort((a, b) => a.start - b.start) }))
    .filter(({ id, items: own }) => id === 'work' || kept.has(id) || own.length > 0);
}

/** Meetings that are planned, or that may not have taken place. What counts is among the blocks. */
function eventItems(events: readonly CalendarEventView[]): LaneItem[] {
  return events
    .filter(({ outcome, blocks, allDay }) => !allDay && (outcome === 'planned' || outcome === 'asked') && blocks)
    .map((event) => ({ lane: 'meetings', start: event.start, end: event.end, tone: 'planned', event }));
}

/** Each stretch on the first lane that is free. */
function agentItems(agents: readonly LaneAgent[]): LaneItem[] {
  const stretches = agents.flatMap((agent) => agent.work.map(({ start, end }) => ({ start, end, agent })));
  const ends: number[] = [];
  return stretches
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, agent }): LaneItem => {
      const free = agentLanes.findIndex((_, row) => (ends[row] ?? start) <= start);
      const row = free === -1 ? agentLanes.length - 1 : free;
      ends[row] = Math.max(end, ends[row] ?? end);
      return { lane: agentLanes[row] ?? 'agents', start, end, tone: 'agent', agent };
    });
}

/** All items lane by lane: the order in which the keyboard and the table go through them. */
export function itemsOf(lanes: readonly Lane[]): LaneItem[] {
  return lanes.flatMap(({ items }) => items);
}

/**
 * The item that a key leads to: left and right on the same lane, up and down to the nearest in time on the next one.
 * @returns its index, or undefined if the key leads nowhere
 */
export function moveOn(lanes: readonly Lane[], key: string, from: number): number | undefined {
  const all = itemsOf(lanes);
  const current = all[from];
  const lane = lanes.findIndex(({ id }) => id === current?.lane);
  const own = lanes[lane]?.items ?? [];
  const first = all.indexOf(own[0] as LaneItem);
  const last = first + own.length - 1;
  const kept = (index: number) => Math.max(first, Math.min(last, index));
  switch (key) {
    case 'ArrowLeft':
      return kept(from - 1);
    case 'ArrowRight':
      return kept(from + 1);
    case 'PageUp':
      return kept(from - 10);
    case 'PageDown':
      return kept(from + 10);
    case 'Home':
      return first;
    case 'End':
      return last;
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = lanes[lane + (key === 'ArrowUp' ? -1 : 1)]?.items.filter(Boolean) ?? [];
      const nearest = next.length > 0 && current ? nearestTo(next, current.start) : undefined;
      return nearest ? all.indexOf(nearest) : from;
    }
    default:
      return undefined;
  }
}

function nearestTo(items: readonly LaneItem[], at: number): LaneItem | undefined {
  return items.reduce((best, item) => (awayOf(item, at) < awayOf(best, at) ? item : best), items[0] as LaneItem);
}

/** Returns the distance of an instant from an item, in ms; 0 within it. */
function awayOf({ start, end }: LaneItem, at: number): number {
  return Math.max(start - at, at - end, 0);
}

/**
 * The item of a lane at an instant, or the nearest one within reach: some are thinner than a pointer is steady.
 * @param reach ms
 */
export function itemAt(items: readonly LaneItem[], at: number, reach: number): LaneItem | undefined {
  const nearest = items.length > 0 ? nearestTo(items, at) : undefined;
  return nearest && awayOf(nearest, at) <= reach ? nearest : undefined;
}

export type LaneStretch =
  | { readonly type: 'item'; readonly item: LaneItem }
  | { readonly type: 'gap'; readonly start: number; readonly end: number };

/** Everything in the order of time, with the gaps of at least `shortestMs` in what the person did. */
export function withGaps(lanes: readonly Lane[], shortestMs: number): LaneStretch[] {
  const stretches: LaneStretch[] = [];
  let end: number | undefined;
  for (const item of itemsOf(lanes).sort((a, b) => a.start - b.start)) {
    if (item.block) {
      if (end !== undefined && item.start - end >= shortestMs)
        stretches.push({ type: 'gap', start: end, end: item.start });
      end = Math.max(end ?? item.end, item.end);
    }
    stretches.push({ type: 'item', item });
  }
  return stretches;
}
