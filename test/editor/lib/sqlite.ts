import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import initSqlJs, { type Database } from 'sql.js';
import { testSetup } from '../../harness/editor/control.ts';
import { run, until } from './editor.ts';
import { nameOpener } from './names.ts';

/**
 * A reader of the SQLite file that shares no line with the extension's own: sql.js, SQL, and the words of the format as
 * docs/architecture.md and the schema have them.
 */

const words = {
  kind: 'coding reading debugging testing building terminal reviewing planning learning meeting break other browsing'.split(
    ' ',
  ),
  source: 'editor debug task terminal manual github hub'.split(' '),
  provenance: 'typed pasted completed formatted undone outside bulk unknown'.split(' '),
  severity: 'error warning information hint'.split(' '),
  group: 'build test run other'.split(' '),
  state: 'started stopped paused resumed'.split(' '),
};

export interface Row {
  readonly start: number;
  readonly end: number | undefined;
  readonly offset: number;
  readonly writer: string;
  readonly project: string | undefined;
  readonly file: string | undefined;
  readonly language: string | undefined;
  readonly branch: string | undefined;
}

export interface SpanRow extends Row {
  /** Undefined for plain files. */
  readonly scheme: string | undefined;
  readonly kind: string;
  readonly source: string;
  readonly signals: number;
  readonly saves: number;
  /** By provenance: the number of edits, lines added, and lines removed. */
  readonly edits: Readonly<Record<string, readonly [number, number, number]>>;
}

export interface RunRow extends Row {
  readonly name: string | undefined;
  readonly source: string;
  readonly group: string;
  readonly exitCode: number | undefined;
}

export interface DiagnosticRow extends Row {
  readonly severity: string;
  readonly reporter: string | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly line: number;
}

export interface StateRow {
  readonly at: number;
  readonly writer: string;
  readonly state: string;
}

/** The contents of the SQLite file. */
export interface Recorded {
  readonly spans: readonly SpanRow[];
  readonly runs: readonly RunRow[];
  readonly diagnostics: readonly DiagnosticRow[];
  readonly states: readonly StateRow[];
}

const sqliteFile = () => path.join(testSetup().globalStorage, 'daymark.sqlite');

/** Has the extension write the SQLite file, and reads it. */
export async function recorded(): Promise<Recorded> {
  await run('daymark.saveNow');
  return readSqlite();
}

/** Writes and reads the SQLite file until it holds something. */
export async function untilRecorded<T>(what: string, find: (all: Recorded) => T | undefined | false): Promise<T> {
  let last: Recorded | undefined;
  const check = async () => find((last = await recorded()));
  try {
    return await until(`in the SQLite file: ${what}`, check, 30_000);
  } catch (error) {
    throw new Error(`${what}; the file had, at its end, ${JSON.stringify(last)?.slice(-4000)}`, { cause: error });
  }
}

async function readSqlite(): Promise<Recorded> {
  if (!existsSync(sqliteFile())) return { spans: [], runs: [], diagnostics: [], states: [] };
  const { Database: Sqlite } = await initSqlJs();
  const database = new Sqlite(readFileSync(sqliteFile()));
  try {
    return readTables(database);
  } finally {
    database.close();
  }
}

type Raw = Readonly<Record<string, number | string | Uint8Array | null>>;

function readTables(database: Database): Recorded {
  const place = `writer.name AS writer, project.sealed AS project, file.sealed AS file, language.sealed AS language,
    branch.sealed AS branch, (SELECT sealed FROM string WHERE id = place.scheme) AS scheme`;
  const join = `JOIN writer ON writer.id = fact.writer JOIN place ON place.id = fact.place
    LEFT JOIN string project ON project.id = place.project LEFT JOIN string file ON file.id = place.file
    LEFT JOIN string language ON language.id = place.language LEFT JOIN string branch ON branch.id = place.branch`;
  const nameOf = (column: string) => `(SELECT sealed FROM string WHERE id = fact.${column}) AS ${column}`;
  return {
    spans: rows(database, `SELECT fact.*, ${place} FROM span fact ${join} ORDER BY fact.start`).map(toSpan),
    runs: rows(database, `SELECT fact.*, ${place}, ${nameOf('name')} FROM run fact ${join} ORDER BY fact.start`).map(
      toRun,
    ),
    diagnostics: rows(
      database,
      `SELECT fact.*, ${place}, ${nameOf('reporter')}, ${nameOf('code')}, ${nameOf('message')} FROM diagnostic fact ${join} ORDER BY fact.start`,
    ).map(toDiagnostic),
    states: rows(
      database,
      'SELECT fact.*, writer.name AS writer FROM state fact JOIN writer ON writer.id = fact.writer ORDER BY at, n',
    ).map((raw) => ({ at: Number(raw['at']), writer: String(raw['writer']), state: word('state', raw['state']) })),
  };
}

function rows(database: Database, sql: string): Raw[] {
  const openName = nameOpener();
  const statement = database.prepare(sql);
  const found: Raw[] = [];
  while (statement.step()) {
    const cells = Object.entries(statement.getAsObject());
    // Counts of edits are the only bytes that are no name.
    const open = ([column, value]: (typeof cells)[number]) =>
      [column, column !== 'edits' && value instanceof Uint8Array ? openName(value) : value] as const;
    found.push(Object.fromEntries(cells.map(open)));
  }
  statement.free();
  return found;
}

const text = (value: Raw[string] | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

const word = (vocabulary: keyof typeof words, code: Raw[string] | undefined): string =>
  words[vocabulary][Number(code)] ?? `unknown ${vocabulary} ${String(code)}`;

function toRow(raw: Raw): Row {
  const start = Number(raw['start']);
  return {
    start,
    end: raw['length'] === null ? undefined : start + Number(raw['length']),
    offset: Number(raw['offset']),
    writer: String(raw['writer']),
    project: text(raw['project']),
    file: text(raw['file']),
    language: text(raw['language']),
    branch: text(raw['branch']),
  };
}

function toSpan(raw: Raw): SpanRow {
  const numbers = { signals: Number(raw['signals']), saves: Number(raw['saves']) };
  const bytes = raw['edits'] instanceof Uint8Array ? raw['edits'] : new Uint8Array();
  return {
    ...toRow(raw),
    scheme: text(raw['scheme']),
    kind: word('kind', raw['kind']),
    source: word('source', raw['source']),
    ...numbers,
    edits: toEdits(bytes),
  };
}

/** Groups of four numbers, each in seven bits a byte, the low ones first: provenance, edits, added, removed. */
function toEdits(bytes: Uint8Array): SpanRow['edits'] {
  const numbers: number[] = [];
  let bits: number[] = [];
  for (const byte of bytes) {
    bits.push(byte & 0x7f);
    if (byte & 0x80) continue;
    numbers.push(bits.reduceRight((sum, part) => sum * 128 + part, 0));
    bits = [];
  }
  const edits: Record<string, [number, number, number]> = {};
  for (let at = 0; at < numbers.length; at += 4) {
    const [provenance = -1, count = 0, added = 0, removed = 0] = numbers.slice(at, at + 4);
    edits[word('provenance', provenance)] = [count, added, removed];
  }
  return edits;
}

function toRun(raw: Raw): RunRow {
  const exitCode = raw['exit_code'] === null ? undefined : Number(raw['exit_code']);
  const [source, group] = [word('source', raw['source']), word('group', raw['run_group'])];
  return { ...toRow(raw), name: text(raw['name']), source, group, exitCode };
}

function toDiagnostic(raw: Raw): DiagnosticRow {
  const [reporter, code, message] = [text(raw['reporter']), text(raw['code']), text(raw['message'])];
  return {
    ...toRow(raw),
    severity: word('severity', raw['severity']),
    reporter,
    code,
    message,
    line: Number(raw['line']),
  };
}
