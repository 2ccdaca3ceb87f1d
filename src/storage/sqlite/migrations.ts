import { linkOldFacts } from '../records/oldFacts.ts';
import type { Database } from './database.ts';

/** Identifies "Daymark" in the SQLite file's header (`Dmrk`). */
export const applicationId = 0x446d726b;

/**
 * The steps from one schema version to the next; the first one creates it. Never change a released step. Names are numbers of `string`
 * throughout (0 for none), words are numbers of `codes.ts`, and times are in ms. Keys begin with the start of a fact, so that a range of
 * time is one stretch of the table and needs no index.
 */
const steps: readonly string[] = [
  `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE journal (
    name TEXT PRIMARY KEY, position INTEGER NOT NULL, skipped INTEGER NOT NULL, unknown_from INTEGER, version INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE writer (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE string (id INTEGER PRIMARY KEY, tag BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL);
  CREATE TABLE place (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL, file INTEGER NOT NULL, language INTEGER NOT NULL, branch INTEGER NOT NULL,
    UNIQUE (project, file, language, branch)
  );
  CREATE TABLE span (
    start INTEGER NOT NULL, writer INTEGER NOT NULL, n INTEGER NOT NULL, length INTEGER NOT NULL, offset INTEGER NOT NULL,
    kind INTEGER NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL, signals INTEGER NOT NULL, saves INTEGER NOT NULL,
    edits BLOB, PRIMARY KEY (start, writer, n)
  ) WITHOUT ROWID;
  CREATE TABLE run (
    start INTEGER NOT NULL, writer INTEGER NOT NULL, n INTEGER NOT NULL, length INTEGER, offset INTEGER NOT NULL,
    source INTEGER NOT NULL, run_group INTEGER NOT NULL, name INTEGER NOT NULL, exit_code INTEGER, place INTEGER NOT NULL,
    PRIMARY KEY (start, writer, n)
  ) WITHOUT ROWID;
  CREATE INDEX run_long ON run (start) WHERE length > 86400000;
  CREATE TABLE diagnostic (
    start INTEGER NOT NULL, writer INTEGER NOT NULL, n INTEGER NOT NULL, length INTEGER, offset INTEGER NOT NULL,
    severity INTEGER NOT NULL, reporter INTEGER NOT NULL, code INTEGER NOT NULL, message INTEGER NOT NULL, line INTEGER NOT NULL,
    place INTEGER NOT NULL, PRIMARY KEY (start, writer, n)
  ) WITHOUT ROWID;
  CREATE INDEX diagnostic_long ON diagnostic (start) WHERE length > 2592000000;
  CREATE TABLE state (
    at INTEGER NOT NULL, writer INTEGER NOT NULL, n INTEGER NOT NULL, offset INTEGER NOT NULL, state INTEGER NOT NULL,
    PRIMARY KEY (at, writer, n)
  ) WITHOUT ROWID;
  CREATE TABLE activity (
    id TEXT PRIMARY KEY, rev INTEGER NOT NULL, at INTEGER NOT NULL, tie BLOB NOT NULL, deleted INTEGER NOT NULL,
    start INTEGER NOT NULL, length INTEGER NOT NULL, offset INTEGER NOT NULL, kind INTEGER NOT NULL, errors INTEGER NOT NULL,
    title INTEGER NOT NULL, notes INTEGER NOT NULL, project INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX activity_start ON activity (start);
  CREATE TABLE plan (
    id TEXT PRIMARY KEY, rev INTEGER NOT NULL, at INTEGER NOT NULL, tie BLOB NOT NULL, deleted INTEGER NOT NULL,
    day TEXT NOT NULL, provider INTEGER NOT NULL, capacity REAL NOT NULL, body INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX plan_day ON plan (day);
  CREATE TABLE plan_task (
    id TEXT PRIMARY KEY, rev INTEGER NOT NULL, at INTEGER NOT NULL, tie BLOB NOT NULL, deleted INTEGER NOT NULL,
    day TEXT NOT NULL, position REAL NOT NULL, priority INTEGER NOT NULL, minutes REAL NOT NULL, done_at INTEGER,
    source INTEGER NOT NULL, title INTEGER NOT NULL, project INTEGER NOT NULL, evidence INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX plan_task_day ON plan_task (day);
  `,
  `
  CREATE TABLE document (
    id TEXT PRIMARY KEY, rev INTEGER NOT NULL, at INTEGER NOT NULL, tie BLOB NOT NULL, deleted INTEGER NOT NULL,
    collection TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL, offset INTEGER NOT NULL, body INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX document_start ON document (collection, start);
  `,
  // Old detail is folded into hours, for each writer up to a certain number.
  `
  CREATE TABLE hour (
    hour INTEGER NOT NULL, offset INTEGER NOT NULL, kind INTEGER NOT NULL, source INTEGER NOT NULL, place INTEGER NOT NULL,
    signals REAL NOT NULL, saves INTEGER NOT NULL, edits BLOB, shape BLOB, PRIMARY KEY (hour, offset, kind, source, place)
  ) WITHOUT ROWID;
  ALTER TABLE writer ADD COLUMN folded INTEGER NOT NULL DEFAULT -1;
  `,
  // A cache of finished days, which can be dropped at any time.
  `
  CREATE TABLE past_day (
    day TEXT NOT NULL, what TEXT NOT NULL, basis TEXT NOT NULL, mark INTEGER NOT NULL, body BLOB, PRIMARY KEY (day, what)
  );
  `,
  // Corrections are found by their length from now on.
  `
  INSERT INTO meta SELECT 'longestCorrection', ifnull(max(length), 0) FROM document WHERE collection = 'corrections';
  `,
  // The scheme of a document is part of its place: rows of spans and hours stay as they are, and a plain file has none.
  `
  CREATE TABLE place_with_scheme (
    id INTEGER PRIMARY KEY, project INTEGER NOT NULL, file INTEGER NOT NULL, language INTEGER NOT NULL, branch INTEGER NOT NULL,
    scheme INTEGER NOT NULL, UNIQUE (project, file, language, branch, scheme)
  );
  INSERT INTO place_with_scheme SELECT id, project, file, language, branch, 0 FROM place;
  DROP TABLE place;
  ALTER TABLE place_with_scheme RENAME TO place;
  `,
  // Records: the clear columns of each, and their patches, whose bodies are sealed fields.
  `
  CREATE TABLE record (
    number INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,
    start REAL, "end" REAL, due REAL, sort REAL, status TEXT, UNIQUE (collection, id)
  );
  CREATE INDEX record_start ON record (collection, start, id);
  CREATE INDEX record_due ON record (collection, due, id) WHERE due IS NOT NULL;
  CREATE INDEX record_sort ON record (collection, sort, id);
  CREATE INDEX record_status ON record (collection, status);
  CREATE TABLE record_patch (
    record INTEGER NOT NULL, time INTEGER NOT NULL, count INTEGER NOT NULL, writer INTEGER NOT NULL, body INTEGER NOT NULL,
    columns TEXT, PRIMARY KEY (record, time, count, writer, body)
  ) WITHOUT ROWID;
  `,
  // Activities and corrections are records. Their old rows stay, each as the body of a patch (`oldFacts.ts`).
  `
  ALTER TABLE record ADD COLUMN utcOffset INTEGER;
  ALTER TABLE record ADD COLUMN kind TEXT;
  CREATE INDEX record_length ON record (collection, "end" - start) WHERE "end" IS NOT NULL;
  CREATE INDEX record_time ON record (start, "end", utcOffset) WHERE utcOffset IS NOT NULL;
  DELETE FROM meta WHERE key IN ('longestActivity', 'longestCorrection');
  DELETE FROM past_day;
  `,
  // Judgements and starts of tasks are records too; the tables are as they were.
  '',
  // A span keeps the rule that decided its kind.
  'ALTER TABLE span ADD COLUMN rule INTEGER;',
];
/** Since this version, old rows are linked to records. */
const linkedSince = 9;

export const schemaVersion = steps.length;

/** The version of the schema in a file; 0 for an empty one. */
export function versionOf(database: Database): number {
  return database.number('PRAGMA user_version');
}

/** Brings the schema up to date, one step to a transaction; does nothing when it is. */
export function migrate(database: Database): void {
  const before = versionOf(database);
  for (let version = before; version < schemaVersion; version++) {
    database.transaction(() => {
      database.script(steps[version] ?? '');
      database.script(`PRAGMA user_version = ${version + 1}; PRAGMA application_id = ${applicationId};`);
    });
  }
  if (before < linkedSince) database.transaction(() => linkOldFacts(database));
}
