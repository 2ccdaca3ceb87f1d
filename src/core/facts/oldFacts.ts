import { recordFieldsOf } from '../records/recordChecks.ts';
import type { RecordClock } from '../records/recordClock.ts';
import type { RecordFields } from '../records/recordState.ts';
import { activityCollection } from './activities.ts';
import { correctionCollection } from './corrections.ts';
import type { ActivityFact, DocumentFact, Editable, Fact, RecordFact } from './facts.ts';

/** The facts that earlier versions wrote of what is a record now. Journals, files, and exports with them are still read. */
export type OldFact = ActivityFact | DocumentFact;

/** Revisions count up from 1; no clock counts further than this. */
const latestCount = 2 ** 31 - 1;

/** Returns the collection of the record that a fact is an old form of; undefined for any other fact. */
export function collectionOfOld(fact: Pick<Fact, 'type'> & { readonly collection?: string }): string | undefined {
  if (fact.type === 'activity') return activityCollection;
  return fact.type === 'document' && fact.collection === correctionCollection ? correctionCollection : undefined;
}

/** Returns the clock of an old fact as a patch: the same on every machine, and later for a later revision. */
export function clockOfOld({ at, rev }: Pick<Editable, 'at' | 'rev'>): RecordClock {
  return { time: Math.trunc(at), count: Math.min(Math.trunc(rev), latestCount), writer: 'fact' };
}

/** Returns the fields of an old fact. One that was deleted keeps what it said. */
export function fieldsOfOld(
  fact: Omit<ActivityFact, 'id' | 'rev' | 'at'> | Omit<DocumentFact, 'id' | 'rev'>,
): RecordFields {
  const { start, end, offset: utcOffset } = fact;
  const deleted = fact.deleted === true ? { deleted: true } : {};
  if (fact.type === 'activity') {
    const { title, kind, project, errors, notes } = fact;
    return { start, end, utcOffset, kind, title, ...(project !== undefined && { project }), errors, notes, ...deleted };
  }
  return { ...recordFieldsOf(fact.body), at: fact.at, start, end, utcOffset, ...deleted };
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
