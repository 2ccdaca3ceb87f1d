import fs from 'node:fs';
import path from 'node:path';
import { dayMs } from '../../src/core/time/days.ts';
import type { Fact } from '../../src/core/facts/facts.ts';
import type { Sealer } from '../../src/core/facts/sealer.ts';
import { loadSqlite } from '../../src/storage/sqlite/database.ts';
import { FactTables } from '../../src/storage/facts/factTables.ts';
import { foldDetail } from '../../src/storage/detail/foldDetail.ts';
import { JournalEncoder } from '../../src/storage/journal/journalEncoder.ts';
import { JournalFile } from '../../src/storage/journal/journalFile.ts';
import { migrate } from '../../src/storage/sqlite/migrations.ts';
import { withTrailer } from '../../src/storage/sqlite/sqliteFile.ts';
import { heavyDay, isWorkday } from './heavyYears.ts';

export interface Build {
  readonly folder: string;
  readonly wasmPath: string;
  readonly sealer: Sealer;
  /** The last day, ms since the epoch at midnight UTC. */
  readonly until: number;
  readonly years: number;
  /** Months of detail; undefined for all of it. */
  readonly detailMonths: number | undefined;
  /** The other contents of a working day, by its midnight UTC. */
  readonly moreFacts?: (day: number) => readonly Fact[];
}

/** Writes `daymark.sqlite` with years of work, in the way in which facts go from a journal into the tables. */
export async function buildStore({
  folder,
  wasmPath,
  sealer,
  until,
  years,
  detailMonths,
  moreFacts,
}: Build): Promise<void> {
  const database = (await loadSqlite(wasmPath))();
  migrate(database);
  let tables = new FactTables(database);
  const month = 30.4375 * dayMs;
  for (let day = until - Math.round(years * 365.25) * dayMs; day < until; day += dayMs) {
    if (!isWorkday(day)) continue;
    const encoder = new JournalEncoder(
      { writer: `d${day / dayMs}`, base: day, pid: 1, machine: 'm', demo: false },
      sealer,
    );
    const file = new JournalFile({ position: 0, skipped: 0, unknownFrom: null });
    const lines = Buffer.from(encoder.header() + encoder.encode([...heavyDay(day), ...(moreFacts?.(day) ?? [])]));
    database.transaction(() => {
      file.read(lines, (line) => tables.write(line as Parameters<FactTables['write']>[0], file.nameOf));
      tables.finish();
    });
    // Like a checkpoint, some months at a time.
    const isTime =
      Math.floor(day / month / 6) !== Math.floor((day - 7 * dayMs) / month / 6) && new Date(day).getUTCDay() === 1;
    if (detailMonths !== undefined && isTime && foldDetail(database, day - detailMonths * month) > 0)
      tables = new FactTables(database);
  }
  if (detailMonths !== undefined) foldDetail(database, until - detailMonths * month);
  database.script('VACUUM');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'daymark.sqlite'), withTrailer(database.export(), 'rows'));
  database.close();
}
