import type { Database } from '../sqlite/database.ts';
import { writeMeta } from '../sqlite/metaTable.ts';

/**
 * Measures how far before a range queries have to look for facts that reach into it. Call this after removing facts: a long one that is
 * gone must not slow down every query.
 */
export function measureLongest(database: Database): void {
  writeMeta(database, 'longestSpan', database.number('SELECT max(length) FROM span'));
}
