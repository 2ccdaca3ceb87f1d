import { isDocument } from '../records/oldFacts.ts';
import type { Database } from '../sqlite/database.ts';

const tables = ['span', 'run', 'diagnostic', 'state', `document WHERE ${isDocument}`, 'record'] as const;

/** Returns the number of facts in a database. Folded facts count as one for each hour of one kind. */
export function countFacts(database: Database): number {
  return [...tables, 'hour'].reduce((sum, table) => sum + database.number(`SELECT count(*) FROM ${table}`), 0);
}

/** Returns when the first and the last piece of work began; empty if there is none. */
export function factBounds(database: Database): { first?: number; last?: number } {
  const bound = (of: 'min' | 'max'): unknown => {
    const tables = ['span', 'run', 'record WHERE utcOffset IS NOT NULL'];
    const each = tables.map((table) => `SELECT ${of}(start) AS at FROM ${table}`);
    const hours = `SELECT ${of}(hour) * 3600000 FROM hour`;
    return database.first(`SELECT ${of}(at) FROM (${[...each, hours].join(' UNION ALL ')})`)?.[0];
  };
  const [first, last] = [bound('min'), bound('max')];
  return typeof first === 'number' && typeof last === 'number' ? { first, last } : {};
}
