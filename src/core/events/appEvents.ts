import type { Fact } from '../facts/facts.ts';
import { planCollection, planTaskCollection } from '../facts/plans.ts';
import type { RecordPatch } from '../records/recordState.ts';

/** Events that other programs can receive. Each type stands for something that is recorded; none is guessed. */
export const appEventTypes = [
  'day.finished',
  'plan.generated',
  'task.completed',
  'goal.reached',
  'insight.found',
  'focus.ended',
  'run.failed',
  'agent.waiting',
] as const;
export type AppEventType = (typeof appEventTypes)[number];
/** With that of the button that tries a webhook out. */
export const sentEventTypes = [...appEventTypes, 'webhook.test'] as const;

/** Something that happened. */
export interface AppEvent {
  /** The same however often, and in however many windows, it is noticed. */
  readonly id: string;
  readonly type: (typeof sentEventTypes)[number];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Ids, days, and numbers. */
  readonly data: Readonly<Record<string, string | number>>;
  /** Names of projects, tasks, and so on; only for those who may have them. */
  readonly names: Readonly<Record<string, string>>;
}

/** A run that is over for longer is one that was imported or came from another machine, ms. */
const recentMs = 60 * 60_000;

/**
 * Returns the event that a fact stands for; undefined for most facts.
 * @param now milliseconds since the epoch
 */
export function eventOf(fact: Fact, now: number): AppEvent | undefined {
  if (fact.type === 'record') return eventOfRecord(fact, now);
  if (fact.type === 'document' && fact.collection === 'insights' && fact.id.startsWith('insights:') && !fact.deleted)
    return event('insight.found', `${fact.id}:${fact.rev}`, { at: fact.at, data: { analysis: fact.id } });
  if (fact.type !== 'run' || fact.end === undefined || !fact.exitCode || now - fact.end > recentMs) return undefined;
  const { id, start, end, group, exitCode, name, project } = fact;
  return event('run.failed', id, {
    at: end,
    data: { group, exitCode, ms: end - start },
    names: { name, ...(project !== undefined && { project }) },
  });
}

function eventOfRecord({ collection, id, clock, fields }: RecordPatch, now: number): AppEvent | undefined {
  const key = `${id}:${clock.time}-${clock.count}`;
  const isDone = collection === 'tasks' && fields['status'] === 'done';
  if (isDone || (collection === planTaskCollection && typeof fields['doneAt'] === 'number'))
    return event('task.completed', key, { at: now, data: { task: id, list: collection } });
  if (collection === 'focusStops' && typeof fields['session'] === 'string')
    return event('focus.ended', id, { at: now, data: { session: fields['session'] } });
  // A plan that was generated: one that holds tasks of one's own alone has no evidence.
  const { capacityEvidence: evidence } = fields;
  const isGenerated = collection === planCollection && Array.isArray(evidence) && evidence.length > 0;
  return isGenerated ? event('plan.generated', key, { at: now, data: { day: id.replace(/^plan:/, '') } }) : undefined;
}

type Content = Partial<Pick<AppEvent, 'data' | 'names'>> & Pick<AppEvent, 'at'>;

/** Makes an event. `key` tells it from others of its type. */
export function event(type: AppEvent['type'], key: string, { at, data = {}, names = {} }: Content): AppEvent {
  return { id: `${type}:${key}`, type, at, data, names };
}
