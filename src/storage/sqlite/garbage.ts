import type { Database } from './database.ts';

/** Every column that holds numbers of names. */
export const nameColumns = {
  place: ['project', 'file', 'language', 'branch', 'scheme'],
  run: ['name'],
  diagnostic: ['reporter', 'code', 'message'],
  activity: ['title', 'notes', 'project'],
  plan: ['body'],
  plan_task: ['title', 'project', 'evidence'],
  document: ['body'],
  record_patch: ['body'],
} as const;
const placed = ['span', 'run', 'diagnostic', 'hour'] as const;

/** Deletes places and names that nothing refers to any more. */
export function collectGarbage(database: Database): void {
  const places = placed.map((table) => `SELECT place FROM ${table}`).join(' UNION ');
  database.run(`DELETE FROM place WHERE id NOT IN (${places})`);
  const names = Object.entries(nameColumns).flatMap(([table, columns]) =>
    columns.map((column) => `SELECT ${column} FROM ${table}`),
  );
  database.run(`DELETE FROM string WHERE id NOT IN (${names.join(' UNION ')})`);
}
