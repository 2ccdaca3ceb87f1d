import { internalQuery } from '../operations/operation.ts';
import type { Reading } from '../operations/reading.ts';
import type { Collection, DocumentFact } from './facts.ts';
import type { TimeRange } from '../time/days.ts';

export interface ById {
  readonly id: string;
}

export const getDocument = internalQuery(
  'facts.document',
  ({ reader }: Reading, { id }: ById): DocumentFact | undefined => reader.document(id),
);

export const listDocuments = internalQuery(
  'facts.documents',
  ({ reader }: Reading, { collection, ...range }: { readonly collection: Collection } & TimeRange): DocumentFact[] =>
    reader.documents(collection, range),
);

/** Id and revision of those of the documents that are stored. */
export const getDocumentRevs = internalQuery(
  'facts.documentRevs',
  ({ reader }: Reading, { ids }: { readonly ids: readonly string[] }): [id: string, rev: number][] =>
    ids.flatMap((id): [string, number][] => {
      const document = reader.document(id);
      return document ? [[id, document.rev]] : [];
    }),
);
