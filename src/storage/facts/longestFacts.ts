import type { Database } from '../sqlite/database.ts';
import { writeMeta } from '../sqlite/metaTable.ts';

/**
 * Measures how far before a range one has to look for facts that reach into it. To be called after facts were taken out: a long one
 * that is gone must not slow down every question.
 */
export function measureLongest(database: Database): void {
  writeMeta(database, 'longestSpan', database.number('SELECT max(length) FROM span'));
}
