import { recordFieldsOf } from '../records/recordChecks.ts';
import type { RecordClock } from '../records/recordClock.ts';
import type { RecordFields } from '../records/recordState.ts';
import { activityCollection } from './activities.ts';
import { correctionCollection } from './corrections.ts';
import type { ActivityFact, DocumentFact, Editable, Fact, PlanFact, PlanTaskFact, RecordFact } from './facts.ts';
import { civilDay, planCollection, plannedTaskFields, planTaskCollection } from './plans.ts';
import { startCollection } from './taskStarts.ts';

/** The collection of judgements of insights. Its schema is in the room that uses them (`ai`). */
export const judgementCollection = 'judgements';

/** The facts that earlier versions wrote of what is a record now. Journals, files, and exports with them are still read. */
export type OldFact = ActivityFact | DocumentFact | PlanFact | PlanTaskFact;

/** Revisions count up from 1; no clock counts further than this. */
const latestCount = 2 ** 31 - 1;

/** Identifies the record of which a fact is an old form. */
interface OldForm extends Pick<Fact, 'type'> {
  readonly id: string;
  readonly collection?: string;
}

/** Returns the collection of the record that a fact is an old form of; undefined for any other fact. */
export function collectionOfOld({ type, id, collection }: OldForm): string | undefined {
  if (type === 'activity') return activityCollection;
  if (type === 'plan') return planCollection;
  if (type === 'planTask') return planTaskCollection;
  if (type !== 'document') return undefined;
  if (collection === correctionCollection || collection === startCollection) return collection;
  return collection === 'insights' && id.startsWith('judged:') ? judgementCollection : undefined;
}

/** Returns the clock of an old fact as a patch: the same on every machine, and later for a later revision. */
export function clockOfOld({ at, rev }: Pick<Editable, 'at' | 'rev'>): RecordClock {
  return { time: Math.trunc(at), count: Math.min(Math.trunc(rev), latestCount), writer: 'fact' };
}

/** An old fact of any revision. */
type Content<F extends OldFact> = F extends OldFact ? Omit<F, 'id' | 'rev' | 'at'> : never;

/** Returns the fields of an old fact. One that was deleted keeps what it said. */
export function fieldsOfOld(fact: Content<OldFact> & { readonly at: number }): RecordFields {
  const deleted = fact.deleted === true ? { deleted: true } : {};
  if (fact.type === 'planTask') {
    const { type: _type, deleted: _deleted, at: _at, rev: _rev, ...task } = fact as PlanTaskFact;
    return { ...plannedTaskFields(task), ...deleted };
  }
  if (fact.type === 'plan') {
    const { day, provider, capacityMinutes, capacityEvidence, learning, reflection } = fact;
    const texts = { capacityEvidence, learning, reflection };
    return { ...civilDay(day), provider, capacityMinutes, ...recordFieldsOf(JSON.stringify(texts)), ...deleted };
  }
  const { start, end, offset: utcOffset } = fact;
  if (fact.type === 'activity') {
    const { title, kind, project, errors, notes } = fact;
    return { start, end, utcOffset, kind, title, ...(project !== undefined && { project }), errors, notes, ...deleted };
  }
  const fields: RecordFields = { ...recordFieldsOf(fact.body), start, ...deleted };
  if (fact.collection === 'insights') {
    const { kind: about, ...judgement } = fields;
    return { ...judgement, ...(about !== undefined && { about }) };
  }
  const madeAt = fact.collection === correctionCollection ? { at: fact.at } : {};
  return { ...fields, ...madeAt, end, utcOffset };
}

/**
 * Translates an old fact into a change of its record, the same on every machine. Of several revisions the later in time wins; the storage, which
 * knows all of them, goes by the number of the revision.
 * @returns undefined for any other fact
 */
export function recordOfOld(fact: Fact): RecordFact | undefined {
  const collection = collectionOfOld(fact);
  if (collection === undefined) return undefined;
  const old = fact as OldFact;
  return { type: 'record', id: old.id, collection, clock: clockOfOld(old), fields: fieldsOfOld(old) };
}
